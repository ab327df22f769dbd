"""Changes between two states."""
