"""The recipes that ship, each a folder; docs/guides/figures.md adds another."""
