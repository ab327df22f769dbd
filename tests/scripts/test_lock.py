"""Locks keep pins and hashes, and nothing that names a machine or an index."""

from __future__ import annotations

from scripts import lock

COMPILED = """\
--index-url https://index.example/simple
--find-links /somewhere/wheels

# via -r /tmp/folder/wanted.in
attrs==25.1.0 \\
    --hash=sha256:aa
    # via -r /tmp/folder/wanted.in
"""


def test_only_pins_and_hashes_are_kept() -> None:
    assert lock.without_options(COMPILED) == (
        "attrs==25.1.0 \\\n    --hash=sha256:aa\n"
    )


def test_a_lock_says_how_it_is_made() -> None:
    assert "`make lock`" in lock.heading("requirements.lock")
