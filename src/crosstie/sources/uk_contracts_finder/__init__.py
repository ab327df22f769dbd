"""Contracts Finder of the United Kingdom: notices of award, month by month."""
