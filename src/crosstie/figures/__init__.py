"""Recipes that recompute a statistic from a published file: one folder a recipe."""
