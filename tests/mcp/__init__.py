"""Tests of the room mcp."""
