"""The recipe no_conviction_or_charge."""
