"""From parties as records name them to organisations, with probability and reasons."""
