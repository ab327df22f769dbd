"""From an article to its checkable claims, and what public records say of each."""
