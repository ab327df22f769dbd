"""What changed between two states of the loaded records, or between two runs."""
