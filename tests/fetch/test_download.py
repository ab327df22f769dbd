"""A download: aside, resumed, checked, pinned; and each way in which it goes wrong."""

from __future__ import annotations

import errno
import io
import json
import random
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from crosstie.errors import PublisherRefuses, StoreError, Unreachable, WrongBytes
from crosstie.fetch import download as module
from crosstie.fetch.client import Client
from crosstie.fetch.download import Fetched, fetch_file
from crosstie.fetch.manifest import read_pins
from crosstie.fetch.plan import Download
from tests.fetch.conftest import Make
from tests.replay import server
from tests.replay.clock import Clock
from tests.replay.server import Replay

URL = "https://files.example.org/data/rows.csv"
WANTED = Download(dataset="rows", url=URL, about="all rows", kind="csv")
CONTENT = b"a,b\n" + random.Random(3).randbytes(1_000_000).hex().encode()  # noqa: S311


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "raw" / "example" / "rows"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_pinned_with_all_that_is_known_of_it(
    replay: Replay, make: Make, folder: Path
) -> None:
    replay.file(URL, CONTENT, Last_Modified="Fri, 20 Nov 2026 08:00:00 GMT")
    wanted = replace(WANTED, dataset_id="Example/rows", version="7", asked={"y": 1})
    found = fetch_file(make(), wanted, folder)
    assert found.state == "new"
    assert found.path.read_bytes() == CONTENT
    assert names(folder) == {"rows.csv", "manifest.json"}
    (pin,) = read_pins(folder)
    assert pin.url == pin.final_url == URL
    assert (pin.bytes, len(pin.sha256)) == (len(CONTENT), 64)
    assert pin.etag and pin.last_modified == "Fri, 20 Nov 2026 08:00:00 GMT"
    assert pin.retrieved == "2026-11-20T00:00:00+00:00"
    assert (pin.dataset_id, pin.version, pin.asked) == ("Example/rows", "7", {"y": 1})


def test_what_has_not_changed_is_not_sent_again(
    replay: Replay, make: Make, clock: Clock, folder: Path
) -> None:
    replay.file(URL, CONTENT)
    fetch_file(make(), WANTED, folder)
    clock.passed += 86_400
    found = fetch_file(make(), WANTED, folder)
    assert (found.state, found.moved) == ("unchanged", 0)
    assert found.pinned.checked > found.pinned.retrieved
    replay.file(URL, CONTENT + b"more")
    assert fetch_file(make(), WANTED, folder).state == "new"
    assert [pin.bytes for pin in read_pins(folder)] == [len(CONTENT) + 4]


def test_the_same_bytes_under_another_tag_are_no_news(
    replay: Replay, make: Make, folder: Path
) -> None:
    replay.file(URL, CONTENT, ETag='"one"')
    first = fetch_file(make(), WANTED, folder)
    replay.file(URL, CONTENT, ETag='"two"')
    again = fetch_file(make(), WANTED, folder)
    assert again.state == "same"
    assert again.pinned.retrieved == first.pinned.retrieved
    assert again.pinned.etag == '"two"'


def test_an_address_that_never_changes_is_asked_once(
    replay: Replay, make: Make, folder: Path
) -> None:
    replay.file(URL, CONTENT)
    wanted = replace(WANTED, fixed=True)
    fetch_file(make(), wanted, folder)
    assert fetch_file(make(), wanted, folder).state == "unchanged"
    assert len(replay.log) == 1


def test_a_break_is_resumed_where_it_was(
    replay: Replay, make: Make, folder: Path
) -> None:
    replay.file(URL, CONTENT)
    replay.fault(URL, server.cut(300_000), server.cut(500_000))
    found = fetch_file(make(), WANTED, folder)
    assert found.path.read_bytes() == CONTENT
    first, second, third = replay.log
    assert "range" not in first.headers
    assert second.headers["range"] == "bytes=300000-"
    assert third.headers["range"] == "bytes=800000-"
    assert second.headers["if-range"] == found.pinned.etag


def test_a_part_of_other_bytes_is_not_joined(
    replay: Replay, make: Make, folder: Path
) -> None:
    """The file changed between the break and the next try."""
    replay.file(URL, CONTENT)
    replay.fault(URL, server.cut(300_000))
    with pytest.raises(Unreachable, match="cut the connection off"):
        fetch_file(make(tries=1), WANTED, folder)
    replay.file(URL, CONTENT[::-1])
    assert fetch_file(make(), WANTED, folder).path.read_bytes() == CONTENT[::-1]


def test_without_a_tag_a_break_begins_anew(
    replay: Replay, make: Make, folder: Path
) -> None:
    replay.file(URL, CONTENT, ETag="")
    replay.fault(URL, server.cut(300_000))
    assert fetch_file(make(), WANTED, folder).path.read_bytes() == CONTENT
    assert all("range" not in asked.headers for asked in replay.log)


def test_a_server_without_ranges_begins_anew(
    replay: Replay, make: Make, folder: Path
) -> None:
    replay.file(URL, CONTENT)
    whole = server.Reply(200, CONTENT, {"ETag": '"x"'})
    replay.fault(URL, server.cut(300_000), lambda asked, reply: whole)
    assert fetch_file(make(), WANTED, folder).path.read_bytes() == CONTENT


def test_a_wrong_part_is_refused(replay: Replay, make: Make, folder: Path) -> None:
    replay.file(URL, CONTENT)
    wrong = server.Reply(
        206, CONTENT[5:], {"Content-Range": f"bytes 5-{len(CONTENT)}/{len(CONTENT)}"}
    )
    replay.fault(URL, server.cut(300_000), lambda asked, reply: wrong)
    with pytest.raises(WrongBytes, match="another part of the file"):
        fetch_file(make(), WANTED, folder)
    assert names(folder) == set()


def test_a_part_that_was_whole_already_is_kept(
    replay: Replay, make: Make, folder: Path
) -> None:
    """The process ended between the last byte and the name."""
    replay.file(URL, CONTENT)
    replay.fault(URL, server.cut(300_000))
    with pytest.raises(Unreachable):
        fetch_file(make(tries=1), WANTED, folder)
    (part,) = folder.glob("*.part")
    part.write_bytes(CONTENT)
    found = fetch_file(make(), WANTED, folder)
    assert found.path.read_bytes() == CONTENT
    assert found.moved == 0


def test_too_few_bytes_are_an_error_and_too_many_too(
    replay: Replay, make: Make, folder: Path
) -> None:
    replay.file(URL, CONTENT)
    replay.fault(URL, server.announce(10))
    with pytest.raises(Unreachable, match="cut the connection off"):
        fetch_file(make(tries=1), WANTED, folder)
    for part in folder.glob("*.part*"):
        part.unlink()
    replay.fault(URL, server.no_length)
    with pytest.raises(WrongBytes, match="17 were announced"):
        fetch_file(make(), replace(WANTED, size=17), folder)
    replay.file(URL, CONTENT, ETag="")
    replay.fault(URL, *[server.no_length] * 2)
    with pytest.raises(Unreachable, match="the connection ended after"):
        fetch_file(make(tries=2), replace(WANTED, size=9_000_000), folder)


def test_a_slow_download_is_broken_off_and_goes_on(
    replay: Replay, make: Make, clock: Clock, folder: Path
) -> None:
    replay.file(URL, CONTENT)
    replay.fault(URL, *[server.drip(1000)] * 3)
    clock.step = 100.0
    with pytest.raises(Unreachable, match=r"only .* bytes came in"):
        fetch_file(make(tries=1, slow_bytes_per_second=1e9), WANTED, folder)
    assert [path.suffix for path in folder.glob("*.part")] == [".part"]
    clock.step = 0.0
    assert fetch_file(make(), WANTED, folder).path.read_bytes() == CONTENT


def test_tries_that_gain_something_are_no_failures(
    replay: Replay, make: Make, folder: Path
) -> None:
    replay.file(URL, CONTENT)
    replay.fault(URL, *[server.cut(100_000)] * 10)
    found = fetch_file(make(tries=2), WANTED, folder)
    assert found.path.read_bytes() == CONTENT
    assert len(replay.log) == 11


@pytest.mark.parametrize("code", [403, 404])
def test_a_refusal_leaves_nothing(
    code: int, replay: Replay, make: Make, folder: Path
) -> None:
    replay.fault(URL, server.status(code))
    with pytest.raises(PublisherRefuses, match=str(code)):
        fetch_file(make(), WANTED, folder)
    assert names(folder) == set()


def test_a_page_instead_of_data_is_refused(
    replay: Replay, make: Make, folder: Path
) -> None:
    page = b"<!doctype html><title>Maintenance\n window</title>"
    replay.fault(URL, server.other_body(page))
    with pytest.raises(WrongBytes, match='a web page, titled "Maintenance window"'):
        fetch_file(make(), WANTED, folder)
    assert names(folder) == set()


def archive(text: str = "a,b\n1,2\n") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("rows.csv", text * 200)
    return stream.getvalue()


@pytest.mark.parametrize("place", ["middle", "end", "start"])
def test_a_damaged_archive_is_refused(
    place: str, replay: Replay, make: Make, folder: Path
) -> None:
    whole = archive()
    spoiled = {
        "middle": whole[:50] + bytes([whole[50] ^ 255]) + whole[51:],
        "end": whole[:-30],
        "start": b"XX" + whole[2:],
    }[place]
    replay.file(URL, spoiled)
    with pytest.raises(WrongBytes, match=r"damaged|a zip file is expected"):
        fetch_file(make(), replace(WANTED, kind="zip"), folder)
    assert names(folder) == set()
    replay.file(URL, whole)
    found = fetch_file(make(), replace(WANTED, kind="zip", name="a.zip"), folder)
    assert found.path.name == "a.zip"


def test_another_hash_than_announced_is_refused(
    replay: Replay, make: Make, folder: Path
) -> None:
    replay.file(URL, CONTENT)
    with pytest.raises(WrongBytes, match=r"the hash is .* was announced"):
        fetch_file(make(), replace(WANTED, sha256="ab" * 32), folder)
    assert names(folder) == set()


def test_a_disk_that_is_too_small_is_told_before(
    replay: Replay, make: Make, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replay.file(URL, CONTENT)
    monkeypatch.setattr(module, "SPARE", 2**60)
    with pytest.raises(StoreError, match="bytes are needed") as caught:
        fetch_file(make(), WANTED, folder)
    assert "CROSSTIE_HOME" in (caught.value.next_step or "")


def test_a_disk_that_fills_up_keeps_what_came(
    replay: Replay, make: Make, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replay.file(URL, CONTENT)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(module.os, "fsync", full)
        with pytest.raises(StoreError, match="the disk is full"):
            fetch_file(make(), WANTED, folder)
    assert fetch_file(make(), WANTED, folder).path.read_bytes() == CONTENT


def test_a_home_that_cannot_be_written_says_so(
    replay: Replay, make: Make, tmp_path: Path
) -> None:
    (tmp_path / "raw").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        fetch_file(make(), WANTED, tmp_path / "raw" / "rows")


def test_ctrl_c_leaves_a_part_that_goes_on(
    replay: Replay, make: Make, clock: Clock, folder: Path
) -> None:
    replay.file(URL, CONTENT)
    client = make()

    def stop(tick: object) -> None:
        raise KeyboardInterrupt

    stopping = Client(client.rules, replace(client.world, told=stop))
    with pytest.raises(KeyboardInterrupt):
        fetch_file(stopping, WANTED, folder)
    stopping.close()
    (part,) = folder.glob("*.part")
    assert 0 < part.stat().st_size < len(CONTENT)
    found = fetch_file(client, WANTED, folder)
    assert found.path.read_bytes() == CONTENT
    assert replay.log[-1].headers["range"].startswith("bytes=")


def test_a_redirect_gives_name_and_final_address(
    replay: Replay, make: Make, folder: Path
) -> None:
    final = "https://files.example.org/2026/rows-7.csv"
    replay.file(final, CONTENT)
    replay.fault(URL, server.redirect(final))
    found = fetch_file(make(), WANTED, folder)
    assert found.path.name == "rows-7.csv"
    assert (found.pinned.url, found.pinned.final_url) == (URL, final)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..", "/", "a/../..", ".hidden", "manifest.json", ""]
)
def test_a_name_from_outside_stays_in_the_folder(
    name: str, replay: Replay, make: Make, folder: Path
) -> None:
    replay.file(URL, CONTENT)
    found: Fetched = fetch_file(make(), replace(WANTED, name=name), folder)
    assert found.path.parent == folder
    assert found.path.name not in ("manifest.json", "..", ".")
    assert not found.path.name.startswith(".")


def test_progress_tells_bytes_speed_and_time(
    replay: Replay, make: Make, clock: Clock, folder: Path
) -> None:
    replay.file(URL, CONTENT)
    clock.step = 1.0
    fetch_file(make(), WANTED, folder)
    moving = [tick for tick in clock.told if not tick.note]
    assert moving[-1].done == moving[-1].total == len(CONTENT)
    assert moving[-1].speed and moving[-1].left == 0


def test_a_manifest_that_is_torn_is_named(make: Make, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"files": [', encoding="utf-8")
    from crosstie.errors import UnreadableFile

    with pytest.raises(UnreadableFile, match=r"rows/manifest\.json"):
        read_pins(folder)
    (folder / "manifest.json").write_text(json.dumps({"a": 1}), encoding="utf-8")
    with pytest.raises(UnreadableFile, match="not what a download writes"):
        read_pins(folder)
