"""Messages, numbers and stored sentences in the language of a page."""

from __future__ import annotations

import gettext as gnu
import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from crosstie.text import catalogues, language


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Catalog(locale="fr")
    made.add("Leads", "Pistes")
    made.add(("{count} lead", "{count} leads"), ("{count} piste", "{count} pistes"))
    made.add("{name} has no address", "{name} n’a pas d’adresse")
    made.add("{name} of {city} has no address", "{name}, de {city}, n’a pas d’adresse")
    made.add("file", "fichier", context="noun")
    out = io.BytesIO()
    write_mo(out, made)
    out.seek(0)
    french = catalogues.Catalogue(out)  # type: ignore[arg-type]
    monkeypatch.setattr(
        catalogues,
        "catalogue",
        lambda code: french if code == "fr" else gnu.NullTranslations(),
    )


def test_english_is_the_message_itself() -> None:
    assert language._("Leads") == "Leads"
    assert language.current() == "en"


def test_a_block_speaks_its_language_and_no_longer() -> None:
    with language.speaking("fr"):
        assert language._("Leads") == "Pistes"
        assert language.pgettext("noun", "file") == "fichier"
    assert language._("Leads") == "Leads"


def test_a_language_that_does_not_ship_falls_back() -> None:
    with language.speaking("de"):
        assert language.current() == "en"


def test_numbers_choose_the_form() -> None:
    with language.speaking("fr"):
        said = language.ngettext("{count} lead", "{count} leads", 0).format(count=0)
    assert said == "0 piste"


def test_a_stored_sentence_is_said_by_its_pattern() -> None:
    sentence = "Roshel (Canada). has no address"
    assert language.stored(sentence) == sentence
    with language.speaking("fr"):
        assert language.stored(sentence) == "Roshel (Canada). n’a pas d’adresse"


def test_the_most_specific_pattern_is_taken() -> None:
    with language.speaking("fr"):
        said = language.stored("Acme of Laval has no address")
    assert said == "Acme, de Laval, n’a pas d’adresse"


def test_an_unknown_sentence_stays_as_it_is() -> None:
    with language.speaking("fr"):
        assert language.stored("Nobody wrote this") == "Nobody wrote this"
