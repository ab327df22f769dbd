"""One folder a source: what it publishes, and how its files become rows."""
