"""Federal corporations of Canada: the register's weekly open data."""
