"""Ties, hops and runs as files for other programs."""
