"""Tests of the verdicts, one file a group of claims."""
