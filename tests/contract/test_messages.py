"""Every message of the package is collected, translated and compiled."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest

from tests.contract import rooms


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    path = rooms.ROOT / "scripts" / "messages.py"
    spec = importlib.util.spec_from_file_location("messages_script", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_message_is_translated(
    messages: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = messages.main(["--check"])
    assert not wrong, capsys.readouterr().out
