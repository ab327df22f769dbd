"""Subsidiaries that filers with the SEC list in Exhibit 21 of their annual report."""
