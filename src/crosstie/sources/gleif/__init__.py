"""Global LEI Index: legal entities, their parents, and reporting exceptions."""
