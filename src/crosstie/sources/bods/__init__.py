"""Beneficial Ownership Data Standard, 0.2 and 0.4."""
