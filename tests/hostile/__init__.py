"""Files made to break a reader, and bytes that no publisher would send."""
