"""A server on loopback that speaks as publishers do, faults included."""
