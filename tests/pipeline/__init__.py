"""Tests of the room that puts the steps in order."""
