"""Award notices of CanadaBuys."""
