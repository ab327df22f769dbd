"""Tests of the matcher's kernel."""
