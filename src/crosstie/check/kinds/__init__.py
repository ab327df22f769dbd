"""One module a type of claim: what its sentences look like, what is in them."""
