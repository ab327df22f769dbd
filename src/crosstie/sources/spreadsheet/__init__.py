"""A plain table that a person brings, with a mapping file that says what it holds."""
