"""Lobbying registrations."""
