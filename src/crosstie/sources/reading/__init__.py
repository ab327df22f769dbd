"""The door: what every source shares to read a publisher's bytes strictly."""
