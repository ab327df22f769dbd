"""Fetching, against a publisher on loopback."""
