"""The Offshore Leaks Database of the ICIJ: entities and the links between them."""
