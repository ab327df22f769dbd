"""Members of a house, as Represent and the House of Commons publish them."""
