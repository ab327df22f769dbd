"""Crosstie's own plain format for award records and organisations."""
