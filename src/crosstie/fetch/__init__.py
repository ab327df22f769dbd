"""Bytes from publishers: one polite client, downloads that resume, pinned by hash."""
