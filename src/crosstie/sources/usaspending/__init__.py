"""USAspending: federal contract actions, awards and subawards."""
