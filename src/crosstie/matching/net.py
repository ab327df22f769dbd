"""Small neural nets at run time: a few matrix products, weights from a text file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("weights.json")


BLOCK = 512
"""Rows at a time, filled up: a row's answer does not depend on its neighbours."""


@dataclass(frozen=True)
class Net:
    """Layers of weights; inputs are put on one scale first."""

    features: tuple[str, ...]
    mean: Floats
    scale: Floats
    layers: tuple[tuple[Floats, Floats], ...]

    def logits(self, features: Floats) -> Floats:
        """Return the log-odds of each row."""
        found = np.empty(len(features), np.float32)
        for start in range(0, len(features), BLOCK):
            rows = features[start : start + BLOCK]
            block = np.zeros((BLOCK, len(self.mean)), np.float32)
            np.subtract(rows, self.mean, out=block[: len(rows)])
            block *= self.scale
            found[start : start + BLOCK] = self._block(block)[: len(rows)]
        return found

    def _block(self, values: Floats) -> Floats:
        for weight, bias in self.layers[:-1]:
            values = np.maximum(values @ weight + bias, 0)
        weight, bias = self.layers[-1]
        return np.asarray((values @ weight + bias)[:, 0], np.float32)


def net_from(data: dict[str, Any]) -> Net:
    """Read a net from plain lists of numbers."""
    return Net(
        tuple(data["features"]),
        np.array(data["mean"], np.float32),
        np.array(data["scale"], np.float32),
        tuple(
            (np.array(weight, np.float32), np.array(bias, np.float32))
            for weight, bias in data["layers"]
        ),
    )


@dataclass(frozen=True)
class Model:
    """The model of a pair, and the model of a query's best pair."""

    pair: tuple[Net, ...]
    """Several nets; their mean is the answer."""
    best: tuple[Net, ...]

    def pair_logits(self, features: Floats) -> Floats:
        """Return the log-odds that two names mean one organisation, all else apart."""
        return _mean(self.pair, features)

    def best_logits(self, features: Floats) -> Floats:
        """Return the log-odds that the best row is the right one."""
        return _mean(self.best, features)


def _mean(nets: tuple[Net, ...], features: Floats) -> Floats:
    found = np.zeros(len(features), np.float32)
    for net in nets:
        found += net.logits(features) / len(nets)
    return found


@lru_cache(maxsize=1)
def shipped() -> Model:
    """Read the weights that ship with the matcher."""
    return read_model(WEIGHTS)


def read_model(path: Path) -> Model:
    """Read weights from a file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Model(
        tuple(net_from(net) for net in data["pair"]),
        tuple(net_from(net) for net in data["best"]),
    )


def probability(logits: Floats) -> Floats:
    """Turn log-odds into probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
