"""Everybody held less those of some rows, by everybody held."""

from crosstie.figures.detention import answer

__all__ = ["answer"]
