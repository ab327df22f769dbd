"""Tools for an assistant: read-only questions to a run, answered with record ids.

`server` alone speaks the Model Context Protocol, with the library `mcp` (an extra);
`tools` says what can be asked, and everything below works without the library.
"""
