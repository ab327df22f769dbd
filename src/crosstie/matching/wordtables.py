"""Declared words of the matcher as hashes: connectives, legal forms, short forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from crosstie.matching.hashing import U64, Hashes, hash_word, hash_words
from crosstie.text.legalforms import CLASSES, FOLLOWED, compare_forms
from crosstie.text.wordlists import ABBREVIATIONS, BUSINESS, COMMON, REGIONS

CONNECTIVES = ("and", "et", "und", "y", "the", "en", "e")
"""Words that never tell two names apart; "&" is one of them and is no letter."""

FRONT_FORMS = ("ooo", "oao", "zao", "pao", "pt", "tov", "fa", "firma", "sia", "uab")
"""Legal forms that stand before the name in some countries."""

MORE_FORMS = {
    "limited": "limitee pty pvt sdn bhd private ltda limitada sociedade limitada",
    "sa": "aktiebolag osakeyhtio sociedad_anonima societa_per_azioni sociedade_anonima",
    "sas": "sarlu gesellschaft_mbh ood spolka_zoo spolka_z_oo zrt nyrt dd ehf hf ou oue"
    " aktieselskab anpartsselskab sociedad_limitada srls sprl cvba scrl",
    "partnership": "snc scs scrlp sencrl enr enrg kd",
    "corporation": "incorporation inc_ltd",
    "gmbh": "gesellschaft_mit_beschraenkter_haftung ges_mbh gmbh_co",
    "cooperative": "eg ek scoop scrl coop_ua ua",
}
"""Forms that the shared table lacks; an underscore stands for a blank."""

_VOID = {"e", "eg", "en"}


@dataclass(frozen=True)
class Words:
    """What the kernel knows about single words and endings."""

    connectives: Hashes
    endings: Hashes
    """Legal forms, glued; `ending_class` gives each the number of its class."""
    ending_class: npt.NDArray[np.int8]
    ending_follows: npt.NDArray[np.bool_]
    """Forms that may stand before another form: "Co. Ltd." has two, "Trust Inc" one."""
    last_words: Hashes
    front_forms: Hashes
    short: Hashes
    long: tuple[bytes, ...]
    """What each short form becomes."""
    long_hash: U64
    plain: Hashes
    """Plain words, which name a trade or a place and no firm."""
    relation: npt.NDArray[np.int8]
    """How two classes of forms stand: 0 missing, 1 same, 2 near, 3 conflict."""


def _forms() -> dict[str, set[tuple[str, ...]]]:
    found = {
        name: {tuple(form.split()) for form in forms.split("|")}
        for name, forms in CLASSES.items()
    }
    for name, more in MORE_FORMS.items():
        if name in found:
            found[name] |= {tuple(form.split("_")) for form in more.split()}
    return {
        name: {
            tuple(w for w in form if w not in CONNECTIVES)
            for form in forms
            if all(form) and form[-1] not in _VOID and all(w.isascii() for w in form)
        }
        for name, forms in found.items()
    }


@lru_cache(maxsize=1)
def all_forms() -> dict[str, str]:
    """Return every legal form, its words glued -> its class."""
    return {
        "".join(form): name
        for name, forms in _forms().items()
        for form in forms
        if form
    }


def form_words() -> list[tuple[str, ...]]:
    """Return every legal form, word by word."""
    return [form for forms in _forms().values() for form in forms if form]


@lru_cache(maxsize=1)
def words() -> Words:
    """Hash the declared words, once a process."""
    forms = _forms()
    names = ["", *forms]
    glued = {"".join(f): names.index(n) for n, fs in forms.items() for f in fs if f}
    endings = hash_words(list(glued))
    classes = np.array(list(glued.values()), np.int8)[endings.order]
    follows = {names.index(name) for name in FOLLOWED if name in names}
    lasts = {form[-1] for fs in forms.values() for form in fs if form}
    short = {k: v for k, v in ABBREVIATIONS.items() if k != v}
    hashes = hash_words(list(short))
    values = [v.encode() for v in short.values()]
    kinds = {"missing": 0, "same": 1, "near": 2, "conflict": 3}
    relation = np.array(
        [[kinds[compare_forms(a, b)] for b in names] for a in names], np.int8
    )
    return Words(
        connectives=hash_words(list(CONNECTIVES)),
        endings=endings,
        ending_class=classes,
        ending_follows=np.isin(classes, list(follows)),
        last_words=hash_words(sorted(lasts)),
        front_forms=hash_words(list(FRONT_FORMS)),
        short=hashes,
        long=tuple(values[i] for i in hashes.order.tolist()),
        long_hash=np.array(
            [hash_word(values[i]) for i in hashes.order.tolist()], np.uint64
        ),
        plain=hash_words(
            sorted({*COMMON, *BUSINESS, *REGIONS, *ABBREVIATIONS.values()})
        ),
        relation=relation,
    )
