"""The recipe no_conviction."""
