"""The case report as one HTML file."""
