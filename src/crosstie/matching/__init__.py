"""Links columns of organisation names to a register, in bulk: arrays in, arrays out."""
