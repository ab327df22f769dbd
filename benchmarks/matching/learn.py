"""Small neural nets trained in numpy: Adam on the log loss, nothing more."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from crosstie.matching.hashing import ragged
from crosstie.matching.net import Net


@dataclass(frozen=True)
class Recipe:
    """How a net is trained."""

    hidden: tuple[int, ...] = (64, 32)
    epochs: int = 10
    batch: int = 128
    """Lists, or rows, at a time."""
    rate: float = 2e-3
    decay: float = 1e-4


def train_single(
    features: np.ndarray,
    right: np.ndarray,
    names: tuple[str, ...],
    recipe: Recipe,
    seed: int,
) -> Net:
    """Train a net to give each row its own probability."""

    def slope(logits: np.ndarray, at: np.ndarray) -> np.ndarray:
        return (_chance(logits) - right[at]) / len(at)

    return _train(features, np.arange(len(right) + 1), slope, names, recipe, seed)


def train_lists(
    features: np.ndarray,
    right: np.ndarray,
    lists: np.ndarray,
    names: tuple[str, ...],
    recipe: Recipe,
    seed: int,
) -> Net:
    """Train a net to prefer the right rows of each list, or none of them.

    `lists` says where each list's rows begin, and ends with their number. "None" stands
    in every list with log-odds 0.
    """

    def slope(logits: np.ndarray, at: np.ndarray) -> np.ndarray:
        which = np.searchsorted(lists, at, side="right") - 1
        first = np.flatnonzero(np.concatenate([[True], which[1:] != which[:-1]]))
        count = np.diff(np.append(first, len(at)))
        odds = np.exp(np.clip(logits, -30, 30)).astype(np.float64)
        every = np.repeat(1 + np.add.reduceat(odds, first), count)
        good = odds * right[at]
        total = np.add.reduceat(good, first)
        known = np.repeat(total, count)
        wanted = np.where(known > 0, good / np.maximum(known, 1e-30), 0)
        return (odds / every - wanted) / len(first)

    return _train(features, lists, slope, names, recipe, seed)


def _chance(logits: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(logits, -30, 30)))


def _train(
    features: np.ndarray,
    lists: np.ndarray,
    slope: Callable[[np.ndarray, np.ndarray], np.ndarray],
    names: tuple[str, ...],
    recipe: Recipe,
    seed: int,
) -> Net:
    """Go down the slope of a loss (its derivative by each row's log-odds)."""
    rng = np.random.default_rng(seed)
    mean = features.mean(0, dtype=np.float64).astype(np.float32)
    scale = (1 / np.maximum(features.std(0), 0.05)).astype(np.float32)
    sizes = (features.shape[1], *recipe.hidden, 1)
    params = []
    for a, b in itertools.pairwise(sizes):
        params += [rng.normal(0, np.sqrt(2 / a), (a, b)), np.zeros(b)]
    params = [p.astype(np.float32) for p in params]
    adam = Adam(params, recipe)
    many = len(lists) - 1
    steps = recipe.epochs * (many // recipe.batch + 1)
    for _ in range(recipe.epochs):
        order = rng.permutation(many)
        for start in range(0, many, recipe.batch):
            chosen = np.sort(order[start : start + recipe.batch])
            at = ragged(lists[chosen], np.diff(lists)[chosen].astype(np.int32))
            x = (features[at] - mean) * scale
            inputs, logits = _forward(params, x)
            back = slope(logits, at).astype(np.float32)
            adam.step(params, _gradients(params, inputs, back), steps)
    layers = tuple(zip(params[::2], params[1::2], strict=True))
    return Net(names, mean, scale, layers)


class Adam:
    """Moments of the gradients, and a rate that falls as a cosine."""

    def __init__(self, params: list[np.ndarray], recipe: Recipe) -> None:
        self.recipe = recipe
        self.first = [np.zeros_like(p) for p in params]
        self.second = [np.zeros_like(p) for p in params]
        self.count = 0

    def step(
        self, params: list[np.ndarray], grads: list[np.ndarray], steps: int
    ) -> None:
        """Move the parameters."""
        self.count += 1
        share = self.count / (steps + 1)
        rate = self.recipe.rate * 0.5 * (1 + np.cos(np.pi * min(share, 1)))
        for i, grad in enumerate(grads):
            self.first[i] += 0.1 * (grad - self.first[i])
            self.second[i] += 0.001 * (grad * grad - self.second[i])
            a = self.first[i] / (1 - 0.9**self.count)
            b = self.second[i] / (1 - 0.999**self.count)
            decay = self.recipe.decay * params[i]
            params[i] -= np.float32(rate) * (a / (np.sqrt(b) + 1e-8) + decay)


def _forward(
    params: list[np.ndarray], x: np.ndarray
) -> tuple[list[np.ndarray], np.ndarray]:
    inputs = [x]
    for weight, bias in zip(params[:-2:2], params[1:-2:2], strict=True):
        inputs.append(np.maximum(inputs[-1] @ weight + bias, 0))
    return inputs, (inputs[-1] @ params[-2] + params[-1])[:, 0]


def _gradients(
    params: list[np.ndarray], inputs: list[np.ndarray], slope: np.ndarray
) -> list[np.ndarray]:
    back = slope[:, None]
    grads: list[np.ndarray] = []
    for layer in range(len(inputs) - 1, -1, -1):
        grads = [inputs[layer].T @ back, back.sum(0), *grads]
        if layer:
            back = (back @ params[2 * layer].T) * (inputs[layer] > 0)
    return grads


def plain(net: Net) -> dict[str, Any]:
    """Write a net as lists of short numbers."""

    def short(values: np.ndarray) -> Any:
        return [short(v) if np.ndim(v) else float(f"{float(v):.5g}") for v in values]

    return {
        "features": list(net.features),
        "mean": short(net.mean),
        "scale": short(net.scale),
        "layers": [[short(w), short(b)] for w, b in net.layers],
    }
