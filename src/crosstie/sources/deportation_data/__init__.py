"""Stays in immigration detention, from the Deportation Data Project."""
