"""Crosstie: the ties between one country's companies and a public agency."""

__version__ = "0.1.0"

__all__ = ["__version__"]
