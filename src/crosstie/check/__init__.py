"""Check: an article, its claims, and what the public records say of each."""
