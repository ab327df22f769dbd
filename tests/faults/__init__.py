"""Faults of disk, network, clock and other processes, as a user meets them."""
