"""The recipe offices."""
