"""Verdicts: what the records of a run say of a claim, one module a type of claim."""
