"""Transfer payments of the Public Accounts of Canada."""
