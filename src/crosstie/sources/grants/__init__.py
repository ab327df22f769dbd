"""Grants and contributions of the Government of Canada, proactively published."""
