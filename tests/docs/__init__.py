"""Tests of the documents: the site, and what the tutorial shows."""
