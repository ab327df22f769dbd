"""Contracts of the Government of Canada over $10,000, proactively published."""
