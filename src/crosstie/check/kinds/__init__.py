"""One small module a type of claim: what its sentences look like, and what is in them."""
