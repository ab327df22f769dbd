"""Says in plain words why a pair was matched, with the names as they are written."""

from __future__ import annotations

import math
import re

from crosstie.model.words import MatchKind
from crosstie.resolve.score import POLICIES, Scored
from crosstie.text.names import Name, parse_name

_WHOSE = {"case": "the case's", "listed": "the list's", "record": "the record's"}

_TOKEN = re.compile(r"[^\s,;()/\"–-]+")


def reason_of(pair: Scored) -> str:
    """Write the reason of one match in a sentence or more."""
    sentences = [_opening(pair)]
    for feature in POLICIES[pair.kind].features:
        if feature.says and pair.features.get(feature.name):
            said = feature.says.format(pair.details.get(feature.name, ""))
            sentences.append(said[:-1] if said.endswith("..") else said)
    if pair.features.get("generic"):
        sentences.append("A name of such common words proves little by itself.")
    rivals = int(pair.features.get("rivals", 0))
    if rivals:
        also = "organisation bears" if rivals == 1 else "organisations bear"
        sentences.append(f"{rivals} other {also} the same name.")
    return " ".join(filter(None, sentences))


_BESIDE = {
    "likeness": "how alike the two names are",
    "matched_bits": "how rare the words are that agree",
    "leading_bits": "how rare the first words are, which agree",
    "near_form": "the legal forms are near, not equal",
    "near_spelling": "a word is spelt in another way",
    "case_row": "a row of the case names it",
    "one_word": "one word alone agrees",
    "other_form": "the legal forms are those of two bodies",
    "unmatched_organisation_bits": "words that only the organisation's name has",
    "unmatched_party_bits": "words that only the supplier's name has",
}
"""What the features mean that say nothing in a sentence."""

LEAST_WEIGHT = 0.05


def weights_of(pair: Scored) -> str:
    """List what each reason weighs, in bits for (above zero) and against, a line each.

    Their sum is the score of the pair by itself, before rivals and limits.
    """
    chosen = POLICIES[pair.kind]
    found = [(chosen.intercept, "before anything is compared")]
    for feature in chosen.features:
        says = feature.says.format(pair.details.get(feature.name, ""))
        label = " ".join(says.split()) or _BESIDE.get(feature.name, feature.name)
        found.append((feature.weight * pair.features.get(feature.name, 0.0), label))
    bits = [(weight / math.log(2), label) for weight, label in found]
    return "\n".join(
        f"{w:+.1f} {said.removesuffix('.')}"
        for w, said in bits
        if abs(w) >= LEAST_WEIGHT
    )


def shared_words(pair: Scored) -> str:
    """Give the words that both names share, as the party's record writes them."""
    return (
        as_written(pair.party_name, pair.words)
        or as_written(pair.entry.own.name, pair.words)
        or " ".join(pair.words)
    )


def as_written(name: Name, words: tuple[str, ...]) -> str:
    """Take some normalised words of a name in the spelling that its text has.

    >>> as_written(parse_name("Smith & Sons Srvcs, LLC"), ("smith", "service"))
    'Smith Srvcs'
    """
    wanted = set(words)
    tokens = ((token, parse_name(token).core) for token in _TOKEN.findall(name.raw))
    return " ".join(token for token, core in tokens if wanted.intersection(core))


def _opening(pair: Scored) -> str:
    if not pair.words:
        return "" if pair.features.get("strong") else "The names share nothing."
    own = pair.entry.own
    whose = _WHOSE.get(own.source, "the register's")
    written, known = (" ".join(n.raw.split()) for n in (pair.party_name, own.name))
    both = f'the record\'s "{written}" and {whose} "{known}"'
    if pair.kind == MatchKind.WORDS:
        return f'{_capital(both)} share only "{shared_words(pair)}".'
    if pair.kind == MatchKind.FAMILY:
        if pair.features.get("other_form"):
            return (
                f"{_capital(both)} differ in legal form: "
                "they may be two bodies that share a name."
            )
        shared = shared_words(pair)
        words = "the same words" if " " in shared else "one and the same word"
        return f'{_capital(both)} begin with {words}, "{shared}".'
    if written == known:
        return f'The record and {whose[:-2]} both write "{known}".'
    return f"{_capital(both)} differ only in {_difference(pair)}."


def _difference(pair: Scored) -> str:
    """Say wherein two names that are taken for one differ."""
    left, right = pair.party_name, pair.entry.own.name
    if left.plain == right.plain:
        folded = left.raw.casefold() == right.raw.casefold()
        return "capital letters" if folded else "capital letters and punctuation"
    found = []
    if pair.details.get("mended"):
        found.append(f"spelling ({pair.details['mended']})")
    elif set(left.words) == set(right.words):
        found.append("the order of words")
    elif left.words[: len(left.core)] != right.words[: len(right.core)]:
        found.append("how words are shortened")
    if left.form != right.form:
        found.append("legal form")
    elif left.form and left.words[-1] != right.words[-1]:
        found.append("how the legal form is written")
    return " and ".join(found) or "small words"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
