"""The local web application: pages over HTTP, on loopback, read only."""
