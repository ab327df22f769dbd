"""Tests of the ownership room."""
