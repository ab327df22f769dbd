"""The recipe pathway."""
