"""The project's words as frozen dataclasses and enums."""
