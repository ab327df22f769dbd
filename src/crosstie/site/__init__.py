"""The registry of pages and their rendering: the same for the web and for files."""
