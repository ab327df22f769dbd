"""Tables, named SQL steps, provenance, the case folder and the engine."""
