"""Faults of disk, folder, certificate and proxy, by the real command."""

from __future__ import annotations

import fcntl
import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest

from crosstie.fetch.rules import Rules
from crosstie.fetch.transport import open_http, said
from crosstie.sources.registry import SOURCES
from tests.cli.command import ENTRY, Command, awards_file
from tests.replay.clock import Clock


def _mount(folder: Path, options: str) -> bool:
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)])
    return done.returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 3 MB, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.name != "posix" or os.geteuid() or not shutil.which("mount"):
        pytest.skip("needs the right to mount a small disk")
    if not _mount(folder, "size=3m"):
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_said_and_the_same_command_goes_on(
    small_disk: Path, tmp_path: Path
) -> None:
    file = awards_file(tmp_path / "one.csv", 40_000)
    command = Command(tmp_path)
    command.home = small_disk / "home"
    done = command("load", "usaspending", file)
    assert done.returncode == 5
    assert "No space left on device" in done.stderr
    assert "Next: make room on the disk, then run the same command" in done.stderr
    traced = command("trace", "--out", "out")
    assert traced.returncode == 5
    assert "Next: make room on the disk" in traced.stderr
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    assert command("load", "usaspending", file).returncode == 0
    assert "40,000 of 40,000 rows loaded" in command("files").stdout


def test_a_home_that_is_read_only_is_read(small_disk: Path, tmp_path: Path) -> None:
    file = awards_file(tmp_path / "one.csv", 3)
    command = Command(tmp_path)
    command.home = small_disk / "home"
    assert command("load", "usaspending", file).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for arguments in (("trace", "--out", "out"), ("fetch", "gleif")):
        done = command(*arguments)
        assert done.returncode == 5
        assert "Read-only file system" in done.stderr
        assert "Next: " in done.stderr
    assert "3 of 3 rows loaded" in command("files").stdout


def test_a_home_with_blanks_and_other_letters(tmp_path: Path) -> None:
    command = Command(tmp_path)
    command.home = tmp_path / "a home' é 社"
    file = awards_file(tmp_path / "one.csv", 3)
    assert command("load", "usaspending", file).returncode == 0
    assert command("trace", "--out", "out é").returncode == 0
    assert (tmp_path / "out é" / "report.html").exists()


def test_two_fetches_of_one_source(tmp_path: Path) -> None:
    command = Command(tmp_path)
    folder = command.home / "raw" / "gleif"
    folder.mkdir(parents=True)
    with (folder / ".lock").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        done = command("fetch", "gleif", "--offline", CROSSTIE_WAIT="0.2")
    assert done.returncode == 5
    assert "another process is fetching gleif (waited 0.2 s)" in done.stderr


def test_a_proxy_that_refuses_is_named(tmp_path: Path) -> None:
    command = Command(tmp_path)
    code = f"import time; time.sleep = lambda seconds: None\n{ENTRY}"
    done = command("fetch", "gleif", code=code, HTTPS_PROXY="http://127.0.0.1:9")
    assert done.returncode == 6
    assert "through the proxy that the environment names" in done.stderr


def test_a_certificate_that_nobody_signed_is_refused(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-keyout", key, "-out", certificate, "-subj", "/CN=localhost"),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *given: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.handle_request, daemon=True)
    thread.start()
    rules = SOURCES["gleif"].fetch
    assert isinstance(rules, Rules)
    url = f"https://127.0.0.1:{server.server_address[1]}/"
    with (
        open_http(rules, Clock().world(), direct=True) as client,
        pytest.raises(httpx.ConnectError) as caught,
    ):
        client.get(url)
    assert said(caught.value).startswith("shows no certificate that can be trusted")
    thread.join(10)
    server.server_close()
