"""The recipe funding_growth."""
