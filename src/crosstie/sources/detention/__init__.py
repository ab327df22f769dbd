"""Statistics of immigration detention, as ICE publishes them in workbooks."""
