"""Says in plain words why a pair was matched, with the names as they are written."""

from __future__ import annotations

import math
import re

from crosstie.model.words import MatchKind
from crosstie.resolve.score import POLICIES, Scored
from crosstie.text.language import _, later, ngettext
from crosstie.text.names import Name, parse_name

_WHOSE = {
    "case": later("the case's"),
    "listed": later("the list's"),
    "record": later("the record's"),
}

_TOKEN = re.compile(r"[^\s,;()/\"–-]+")


def reason_of(pair: Scored) -> str:
    """Write the reason of one match in a sentence or more."""
    sentences = [_opening(pair)]
    for feature in POLICIES[pair.kind].features:
        if feature.says and pair.features.get(feature.name):
            detail = pair.details.get(feature.name, "")
            said = feature.says.format(detail=detail, what=detail)
            sentences.append(said[:-1] if said.endswith("..") else said)
    if pair.features.get("generic"):
        sentences.append(_("A name of such common words proves little by itself."))
    rivals = int(pair.features.get("rivals", 0))
    if rivals:
        said = ngettext(
            "{count} other organisation bears the same name.",
            "{count} other organisations bear the same name.",
            rivals,
        )
        sentences.append(said.format(count=rivals))
    return " ".join(filter(None, sentences))


_BESIDE = {
    "likeness": later("how alike the two names are"),
    "matched_bits": later("how rare the words are that agree"),
    "leading_bits": later("how rare the first words are, which agree"),
    "near_form": later("the legal forms are near, not equal"),
    "near_spelling": later("a word is spelt in another way"),
    "case_row": later("a row of the case names it"),
    "one_word": later("one word alone agrees"),
    "other_form": later("the legal forms are those of two bodies"),
    "unmatched_organisation_bits": later("words that only the organisation's name has"),
    "unmatched_party_bits": later("words that only the supplier's name has"),
}
"""What the features mean that say nothing in a sentence."""

LEAST_WEIGHT = 0.05


def weights_of(pair: Scored) -> str:
    """List what each reason weighs, in bits for (above zero) and against, a line each.

    Their sum is the score of the pair by itself, before rivals and limits.
    """
    chosen = POLICIES[pair.kind]
    found = [(chosen.intercept, _("before anything is compared"))]
    for feature in chosen.features:
        detail = pair.details.get(feature.name, "")
        says = feature.says.format(detail=detail, what=detail)
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
        return "" if pair.features.get("strong") else _("The names share nothing.")
    own = pair.entry.own
    whose = _WHOSE.get(own.source, later("the register's"))
    written, known = (" ".join(n.raw.split()) for n in (pair.party_name, own.name))
    fields = {"name": written, "other": known, "whose": whose}
    shared = shared_words(pair)
    if pair.kind == MatchKind.WORDS:
        return _(
            'The record\'s "{name}" and {whose} "{other}" share only "{words}".'
        ).format(**fields, words=shared)
    if pair.kind == MatchKind.FAMILY:
        if pair.features.get("other_form"):
            return _(
                'The record\'s "{name}" and {whose} "{other}" differ in legal form: '
                "they "
                "may be two bodies that share a name."
            ).format(**fields)
        said = _(
            'The record\'s "{name}" and {whose} "{other}" begin with one and the same '
            'word, "{words}".'
        )
        if " " in shared:
            said = _(
                'The record\'s "{name}" and {whose} "{other}" begin with the same '
                "words, "
                '"{words}".'
            )
        return said.format(**fields, words=shared)
    if written == known:
        return {
            "case": _('The record and the case both write "{name}".'),
            "listed": _('The record and the list both write "{name}".'),
            "record": _('The record and the record both write "{name}".'),
        }.get(own.source, _('The record and the register both write "{name}".')).format(
            name=known
        )
    return _(
        'The record\'s "{name}" and {whose} "{other}" differ only in {how}.'
    ).format(**fields, how=_difference(pair))


def _difference(pair: Scored) -> str:
    """Say wherein two names that are taken for one differ."""
    left, right = pair.party_name, pair.entry.own.name
    if left.plain == right.plain:
        if left.raw.casefold() == right.raw.casefold():
            return _("capital letters")
        return _("capital letters and punctuation")
    found = []
    if pair.details.get("mended"):
        spelt = pair.details["mended"]
        found.append(_(_MENDED[spelt]))
    elif set(left.words) == set(right.words):
        found.append(_("the order of words"))
    elif left.words[: len(left.core)] != right.words[: len(right.core)]:
        found.append(_("how words are shortened"))
    form = ""
    if left.form != right.form:
        form = _("legal form")
    elif left.form and left.words[-1] != right.words[-1]:
        form = _("how the legal form is written")
    if found and form:
        return _("{how} and {also}").format(how=found[0], also=form)
    return found[0] if found else form or _("small words")


_MENDED = {
    "blanks": later("spelling (blanks)"),
    "one letter": later("spelling (one letter)"),
    "several letters": later("spelling (several letters)"),
    "order or small words": later("spelling (order or small words)"),
}
"""What had to be mended for two names to agree, as `align` calls it."""
