"""Chooses which organisations of large registers a run needs to look at.

A register of millions cannot be held as objects. Of each register of more than
`WHOLE` organisations only those are read that something in the run points to:

- a supplier's name, or a name in a small register, shares a telling part with theirs:
  a word, two words side by side, the beginning of the whole name written together, or a
  long word without its vowels. A part that too many names hold tells nothing. For each
  name asked, the organisations that share the rarest parts are kept;
- they carry an identifier of a supplier or of a small register;
- their name can stand in a description of an award, and they are of the case's country;
- somebody kept so is said to be owned by them, at whatever distance.

Small registers are read whole, so that a run on them is as it always was.
"""

# Names that are formatted in below are the SQL of this module, never data.
# ruff: noqa: S608

from __future__ import annotations

from collections.abc import Iterable

from crosstie.store.engine import Database, Row
from crosstie.text.nameparts import split_parts

__all__ = ["WHOLE", "consider"]

WHOLE = 50_000
"""Organisations up to which a register is read whole."""

MOST_BEARERS = 400
"""Names that may hold a part for it to tell anything."""

KEPT = 20
"""Organisations kept for each name asked: as many as the matcher finds."""

GENERATIONS = 12
"""How far owners are followed upwards."""

_FORMS = [
    *("inc", "incorporated", "ltd", "limited", "corp", "corporation", "co", "company"),
    *("llc", "lp", "llp", "plc", "gmbh", "ag", "sa", "sas", "sarl", "bv", "nv", "ab"),
    *("as", "oy", "spa", "srl", "ltee", "limitee", "enr", "ulc", "the"),
]
"""Words that say nothing of who is meant, in whatever name."""

_WORDS = (
    "string_split(trim(regexp_replace(lower(strip_accents(name)),"
    " '[^\\p{L}\\p{N}]+', ' ', 'g')), ' ')"
)
"""The words of a name, in small letters and without accents."""

_PARTS = f"""
  select
    *,
    unnest(list_distinct(list_concat(
      words,
      [words[n] || ' ' || words[n + 1] for n in range(1, len(words))],
      ['^' || left(array_to_string(words, ''), 7)],
      [
        '~' || left(word, 1) || regexp_replace(word[2:], '[aeiouy]', '', 'g')
        for word in words if length(word) >= 7
      ]
    ))) as part
  from (
    select * exclude (name),
      list_filter({_WORDS}, lambda word: not list_contains($forms, word)) as words
    from named
  )
"""


def consider(db: Database, spellings: Iterable[Row], country: str) -> None:
    """Write the temporary table `considered`: ids of the organisations to be read."""
    db.run(
        "large_register",
        "create or replace temp table large_register as\n"
        "select source\nfrom every_organisation\n"
        "group by source\nhaving count(*) > $whole",
        {"whole": WHOLE},
    )
    db.run(
        "considered",
        "create or replace temp table considered as\n"
        "select distinct organisation_id\nfrom every_organisation\n"
        "where source not in (select source from large_register)",
    )
    if not db.value("any", "select exists (from large_register)"):
        return
    _ask(db, spellings)
    _names_of_large(db)
    _alike(db)
    _identified(db)
    _described(db, country)
    _owners(db)
    for name in ("asked", "asked_part", "large_name", "telling"):
        db.run(f"drop {name}", f"drop table {name}")


def _ask(db: Database, spellings: Iterable[Row]) -> None:
    """List the names asked: of suppliers, their trading names, and small registers."""
    import pyarrow as pa

    names: dict[str, None] = {}
    borne: dict[tuple[str, str], None] = {}
    for row in spellings:
        for part in split_parts(str(row["name"])):
            names[part.text] = None
        names.update(dict.fromkeys(row["trading_names"] or ()))
        borne.update({(s, str(row[s])): None for s in ("uei", "duns") if row[s]})
    identifiers = [{"scheme": scheme, "value": value} for scheme, value in borne]
    shape = pa.schema([("scheme", pa.string()), ("value", pa.string())])
    db.register("supplier_name", pa.table({"name": pa.array(names, pa.string())}))
    db.register("supplier_identifier", pa.Table.from_pylist(identifiers, shape))
    try:
        db.run(
            "asked",
            "create or replace temp table asked as\n"
            "select row_number() over (order by name) as asked, name\nfrom (\n"
            "  select name from supplier_name\n  union\n"
            "  select n.name\n  from every_organisation_name n\n"
            "  semi join considered using (organisation_id)\n  union\n"
            "  select o.name\n  from every_organisation o\n"
            "  semi join considered using (organisation_id)\n)",
        )
        db.run(
            "asked_identifier",
            "create or replace temp table asked_identifier as\n"
            "select scheme, value from supplier_identifier\nunion\n"
            "select lower(scheme), value\nfrom every_organisation_identifier\n"
            "semi join considered using (organisation_id)",
        )
    finally:
        db.unregister("supplier_name")
        db.unregister("supplier_identifier")
    db.run(
        "asked_part",
        "create or replace temp table asked_part as\n"
        f"with named as (from asked)\nselect asked, part\nfrom (\n{_PARTS})",
        {"forms": _FORMS},
    )


_LARGE = """
with large as (
  select o.organisation_id, o.file_id, o.name, o.country
  from every_organisation o
  semi join large_register using (source)
)
select distinct organisation_id, name, country
from (
  select organisation_id, name, country
  from large
  union all
  select l.organisation_id, n.name, l.country
  from every_organisation_name n
  join large l using (organisation_id, file_id)
  where n.name <> l.name
)
"""


def _names_of_large(db: Database) -> None:
    """Give each name of the large registers a number, by id and name."""
    db.run(
        "large_name",
        "create or replace temp table large_name as\n"
        "select row_number() over (order by organisation_id, name) as number, *\n"
        f"from ({_LARGE})",
    )


def _alike(db: Database) -> None:
    """Keep for each name asked the organisations that share its rarest parts."""
    db.run(
        "telling",
        "create or replace temp table telling as\n"
        f"with named as (select name from large_name),\nheld as ({_PARTS})\n"
        "select part, count(*) as bearers\nfrom held\n"
        "semi join asked_part using (part)\n"
        "group by part\nhaving count(*) <= $most",
        {"forms": _FORMS, "most": MOST_BEARERS},
    )
    db.run(
        "considered for their names",
        "insert into considered\n"
        "with named as (from large_name),\n"
        "held as (\n"
        f"  select number, part from ({_PARTS}) semi join telling using (part)\n"
        "),\n"
        "shared as (\n"
        "  select a.asked, h.number, sum(1 / ln(t.bearers + 1.7)) as weight\n"
        "  from held h\n"
        "  join telling t using (part)\n"
        "  join asked_part a using (part)\n"
        "  group by a.asked, h.number\n"
        "),\n"
        "best as (\n"
        "  select s.number\n"
        "  from shared s\n"
        "  join asked a using (asked)\n"
        "  join large_name l using (number)\n"
        "  qualify row_number() over (\n"
        "    partition by s.asked\n"
        "    order by s.weight desc, abs(length(l.name) - length(a.name)), s.number\n"
        "  ) <= $kept\n"
        ")\n"
        "select distinct organisation_id\n"
        "from large_name\n"
        "semi join best using (number)\n"
        "anti join considered using (organisation_id)",
        {"forms": _FORMS, "kept": KEPT},
    )


def _identified(db: Database) -> None:
    """Keep those that carry an identifier asked for, or whose id is one."""
    db.run(
        "considered for their identifiers",
        "insert into considered\n"
        "select organisation_id\nfrom (\n"
        "  select i.organisation_id\n"
        "  from every_organisation_identifier i\n"
        "  semi join asked_identifier a\n"
        "    on a.scheme = lower(i.scheme) and a.value = i.value\n"
        "  union\n"
        "  select l.organisation_id\n"
        "  from large_name l\n"
        "  semi join asked_identifier a\n"
        "    on a.scheme || ':' || a.value = l.organisation_id\n"
        ")\nanti join considered using (organisation_id)",
    )
    db.run("drop asked_identifier", "drop table asked_identifier")


def _described(db: Database, country: str) -> None:
    """Keep those of the country whose name begins like something in a description."""
    db.run(
        "considered for descriptions",
        "insert into considered\n"
        "with named as (\n"
        "  select distinct description as name\n"
        '  from w."transaction"\n  where description is not null\n'
        "  union\n"
        "  select distinct description\n  from w.award\n"
        "  where description is not null\n"
        "  union\n"
        "  select distinct description\n  from w.subaward\n"
        "  where description is not null\n"
        "),\n"
        "said as (\n"
        f"  select {_WORDS} as words from named\n"
        "),\n"
        "phrase as (\n"
        "  select unnest(words) as phrase from said\n"
        "  union\n"
        "  select unnest([words[n] || ' ' || words[n + 1]\n"
        "    for n in range(1, len(words))]) from said\n"
        "),\n"
        "home as (\n"
        "  select organisation_id,\n"
        f"    list_filter({_WORDS}, lambda word: not list_contains($forms, word))\n"
        "      as words\n"
        "  from large_name\n  where country = $country\n"
        "),\n"
        "begins as (\n"
        "  select organisation_id,\n"
        "    unnest(case when len(words) = 1 then words\n"
        "      else [words[1] || ' ' || words[2], words[1] || words[2]]\n"
        "    end) as phrase\n"
        "  from home\n  where len(words) > 0\n"
        ")\n"
        "select distinct organisation_id\nfrom begins\n"
        "semi join phrase using (phrase)\n"
        "anti join considered using (organisation_id)",
        {"forms": _FORMS, "country": country},
    )


def _owners(db: Database) -> None:
    """Keep whoever is said to own somebody kept, generation by generation."""
    for _ in range(GENERATIONS):
        before = db.value("number considered", "select count(*) from considered")
        db.run(
            "considered as owners",
            "insert into considered\n"
            "select distinct s.parent_id\n"
            "from every_ownership_statement s\n"
            "semi join considered c on c.organisation_id = s.child_id\n"
            "anti join considered k on k.organisation_id = s.parent_id",
        )
        if before == db.value("now considered", "select count(*) from considered"):
            return
