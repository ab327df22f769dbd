"""Tests of the ties room."""
