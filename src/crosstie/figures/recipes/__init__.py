"""The recipes that ship: each folder is one, and docs/guides/figures.md adds another."""
