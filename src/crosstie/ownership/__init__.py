"""Who controlled whom on a date."""
