"""The recipe nationals_held."""
