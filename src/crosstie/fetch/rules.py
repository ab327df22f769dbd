"""What a source's `source.toml` declares of fetching: hosts, addresses, options."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from crosstie.errors import Place, UnreadableFile, UsageError

__all__ = ["AGENT", "Option", "Rules", "check_options", "read_rules", "with_host"]

AGENT = "{agent}"
"""What stands for the program's name, version and page in `agent`."""

_KEYS = {
    "hosts",
    "addresses",
    "options",
    "page",
    "size",
    "bytes",
    "fresh_days",
    "per_name_query",
    "agent",
    "requests_per_second",
    "tries",
    "agent_option",
    "host_option",
    "waits",
}


@dataclass(frozen=True)
class Option:
    """One thing that a user or a case can ask of a source."""

    name: str
    about: str
    default: str | None = None
    pattern: str = ".+"
    example: str = ""
    tells_publisher: bool = False
    """True where the publisher learns from it whom somebody looks for."""

    @property
    def required(self) -> bool:
        """Tell whether there is no default."""
        return self.default is None


@dataclass(frozen=True)
class Rules:
    """The `[fetch]` table of one source."""

    source: str
    hosts: tuple[str, ...]
    """Every host that may be asked or redirected to; `*.name` stands for all below."""
    page: str
    """The publisher's page about the data, for a person."""
    size: str
    """How much a full fetch downloads, in words, with the day of the estimate."""
    bytes: int
    """The same as a number: what the plan adds up where no size is announced."""
    fresh_days: int
    """From this age on, what is on disk is asked for again."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    per_name_query: bool = False
    """True where the publisher learns which names are looked for."""
    agent: str = AGENT
    """How the client names itself; `{agent}` stands for the program and its page."""
    agent_option: str | None = None
    """The option whose value is added to the User-Agent: a publisher that asks who
    calls gets what the user declares."""
    host_option: str | None = None
    """The option that names the one host that may be asked besides `hosts`."""
    requests_per_second: float = 1.0
    tries: int = 6
    waits: Mapping[str, float] = field(default_factory=dict)
    """Seconds to wait, by the error with which the publisher says "too many requests":
    for one that uses another than 429 and 503, or gives no `Retry-After`."""
    connect_seconds: float = 20.0
    read_seconds: float = 60.0
    total_seconds: float = 180.0
    """The longest that an answer to a question may take; a download may take more."""
    most_wait_seconds: float = 600.0
    """The longest time that is waited because the publisher asks for it."""
    most_redirects: int = 5
    most_answer_bytes: int = 64 * 2**20
    slow_bytes_per_second: float = 512.0
    slow_seconds: float = 60.0
    """A download that was slower than this for so long is broken off and resumed."""


def read_rules(source: str, facts: Mapping[str, Any]) -> Rules:
    """Read the `[fetch]` table of a `source.toml`.

    Raises:
        UnreadableFile: a key is unknown or missing, a wait is none, or `agent`
            hides the program.

    """
    unknown = sorted(set(facts) - _KEYS)
    missing = sorted({"hosts", "page", "size", "bytes", "fresh_days"} - set(facts))
    if unknown or missing:
        raise UnreadableFile(
            f"[fetch]: unknown keys {unknown}, missing keys {missing}",
            place=Place(f"{source}/source.toml"),
            next_step="docs/guides/add-a-source.md lists the keys",
        )
    if AGENT not in facts.get("agent", AGENT):
        raise UnreadableFile(
            f"[fetch]: agent does not hold {AGENT}",
            place=Place(f"{source}/source.toml"),
            next_step="a publisher must see which program asks, and its page",
        )
    waits = facts.get("waits", {})
    if not all(re.fullmatch("[45][0-9]{2}", k) and v > 0 for k, v in waits.items()):
        raise UnreadableFile(
            f"[fetch.waits]: {waits} are no errors of HTTP with seconds",
            place=Place(f"{source}/source.toml"),
            next_step="write a line as 403 = 300",
        )
    options = tuple(
        Option(name=name, **given) for name, given in facts.get("options", {}).items()
    )
    plain = {k: v for k, v in facts.items() if k not in ("options", "hosts")}
    return Rules(source=source, hosts=tuple(facts["hosts"]), options=options, **plain)


def with_host(rules: Rules, options: Mapping[str, str]) -> Rules:
    """Add the host that the user declares, where a source takes one.

    Raises:
        UsageError: what is declared is no plain name of a host.

    """
    if rules.host_option is None or not options.get(rules.host_option):
        return rules
    host = options[rules.host_option].lower()
    if not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", host):
        raise UsageError(
            f"{rules.source}: {rules.host_option}={host} is no name of a host",
            next_step="write it without https:// and path, as data.example.org",
        )
    return replace(rules, hosts=(*rules.hosts, host))


def check_options(rules: Rules, given: Mapping[str, str]) -> dict[str, str]:
    """Complete the options with their defaults.

    Raises:
        UsageError: an option is unknown, missing, or not of its form.

    """
    known = {option.name: option for option in rules.options}
    for name in given:
        if name not in known:
            raise UsageError(
                f"{rules.source} has no option {name!r}",
                next_step="known: " + (", ".join(known) or "none"),
            )
    found = {}
    for name, option in known.items():
        value = given.get(name, option.default)
        if value is None:
            raise UsageError(
                f"{rules.source} needs the option {name!r}: {option.about}",
                next_step=f"give it as {name}={option.example or 'VALUE'}",
            )
        if not re.fullmatch(option.pattern, value) and value != option.default:
            raise UsageError(
                f"{rules.source}: {name}={value!r} is not of the form expected:"
                f" {option.about}",
                next_step=f"write it as {name}={option.example or option.pattern}",
            )
        found[name] = value
    return found
