"""Small neural nets trained in numpy: Adam on the log loss, nothing more."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np

from crosstie.matching.net import Net


@dataclass(frozen=True)
class Recipe:
    """How a net is trained."""

    hidden: tuple[int, ...] = (64, 32)
    epochs: int = 10
    batch: int = 1024
    rate: float = 2e-3
    decay: float = 1e-4


def train(
    features: np.ndarray,
    labels: np.ndarray,
    weights: np.ndarray,
    names: tuple[str, ...],
    recipe: Recipe,
    seed: int,
) -> Net:
    """Train one net."""
    rng = np.random.default_rng(seed)
    mean = features.mean(0)
    scale = 1 / np.maximum(features.std(0), 0.05)
    sizes = (features.shape[1], *recipe.hidden, 1)
    params = []
    for a, b in itertools.pairwise(sizes):
        params += [rng.normal(0, np.sqrt(2 / a), (a, b)), np.zeros(b)]
    params = [p.astype(np.float32) for p in params]
    first = [np.zeros_like(p) for p in params]
    second = [np.zeros_like(p) for p in params]
    steps = recipe.epochs * (len(labels) // recipe.batch + 1)
    step = 0
    for _ in range(recipe.epochs):
        order = rng.permutation(len(labels))
        for start in range(0, len(order), recipe.batch):
            at = order[start : start + recipe.batch]
            x = ((features[at] - mean) * scale).astype(np.float32)
            grads = _gradients(params, x, labels[at], weights[at])
            step += 1
            rate = recipe.rate * 0.5 * (1 + np.cos(np.pi * step / (steps + 1)))
            for i, grad in enumerate(grads):
                first[i] += 0.1 * (grad - first[i])
                second[i] += 0.001 * (grad * grad - second[i])
                a = first[i] / (1 - 0.9**step)
                b = second[i] / (1 - 0.999**step)
                params[i] -= rate * (a / (np.sqrt(b) + 1e-8) + recipe.decay * params[i])
    layers = tuple(zip(params[::2], params[1::2], strict=True))
    return Net(names, mean.astype(np.float32), scale.astype(np.float32), layers)


def _gradients(
    params: list[np.ndarray], x: np.ndarray, y: np.ndarray, w: np.ndarray
) -> list[np.ndarray]:
    inputs = [x]
    for weight, bias in zip(params[:-2:2], params[1:-2:2], strict=True):
        inputs.append(np.maximum(inputs[-1] @ weight + bias, 0))
    logits = (inputs[-1] @ params[-2] + params[-1])[:, 0]
    chance = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    back = ((chance - y) * w / len(y))[:, None].astype(np.float32)
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
