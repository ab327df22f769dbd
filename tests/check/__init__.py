"""Tests of the checking of articles."""
