"""Companies listed on stock exchanges."""
