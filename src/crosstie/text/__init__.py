"""Pure functions on names, addresses, money, dates and identifiers."""
