"""Jobs, noise, training and peers of the matcher: nothing here is shipped."""
