"""The recipe funding_rank."""
