"""Names of vendors to the Government of Canada."""
