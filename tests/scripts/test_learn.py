"""Nets that learn from lists put the right row of each list first."""

from __future__ import annotations

import numpy as np

from benchmarks.matching.learn import Recipe, train_lists, train_single


def lists(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make lists of five rows; the largest first feature is right, if it is large."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(400, 5, 3)).astype(np.float32)
    best = features[:, :, 0].argmax(1)
    right = np.zeros((400, 5), np.float32)
    right[np.arange(400), best] = features[:, :, 0].max(1) > 0.5
    return features.reshape(-1, 3), right.ravel(), np.arange(0, 2001, 5)


def test_the_right_row_comes_first_and_none_where_none_is() -> None:
    x, y, starts = lists(1)
    recipe = Recipe(hidden=(8,), epochs=40, batch=32, rate=1e-2)
    net = train_lists(x, y, starts, ("a", "b", "c"), recipe, 7)
    x, y, _ = lists(2)
    logits = net.logits(x).reshape(-1, 5)
    right = y.reshape(-1, 5)
    some = right.any(1)
    assert (logits[some].argmax(1) == right[some].argmax(1)).mean() > 0.95
    assert (logits[~some].max(1) < 0).mean() > 0.8


def test_a_single_net_gives_probabilities() -> None:
    x, _, _ = lists(3)
    y = (x[:, 1] > 0).astype(np.float32)
    recipe = Recipe(hidden=(8,), epochs=20, batch=64, rate=1e-2)
    net = train_single(x, y, ("a", "b", "c"), recipe, 7)
    assert ((net.logits(x) > 0) == (y > 0)).mean() > 0.97


def test_the_same_seed_trains_the_same_net() -> None:
    x, y, starts = lists(4)
    recipe = Recipe(hidden=(4,), epochs=2, batch=32)
    one, other = (
        train_lists(x, y, starts, ("a", "b", "c"), recipe, 7).logits(x)
        for _ in range(2)
    )
    assert np.array_equal(one, other)
