"""Escaped elements and lines that fit."""

from markupsafe import Markup

from crosstie.charts.svg import (
    MONO,
    drawing,
    element,
    lines,
    shortened,
    text,
    text_width,
)


def test_attributes_and_content_are_escaped() -> None:
    made = element("text", "<b>&", x=1.25, class_='"x"', stroke_width=2.0)
    assert made == Markup(
        '<text x="1.2" class="&#34;x&#34;" stroke-width="2">&lt;b&gt;&amp;</text>'
    )


def test_a_drawing_has_a_title_and_words() -> None:
    made = drawing(10, 20.0, [], id_="a", title="T<", desc="D\u202e")
    assert 'role="img" aria-labelledby="a-t a-d"' in made
    assert '<title id="a-t">T&lt;</title>' in made
    assert "\u202e" not in made


def test_lines_fit_and_nothing_is_left_out() -> None:
    name = "NORTHERN INTERNATIONAL COMPUTERS & CONSULTANTS"
    found = lines(name, 150, 12.5, MONO)
    assert " ".join(found) == name
    assert all(text_width(line, 12.5, MONO) <= 150 for line in found)


def test_a_word_that_is_too_long_is_broken() -> None:
    found = lines("A" * 60, 100, 12.5, MONO)
    assert "".join(found) == "A" * 60
    assert len(found) > 4


def test_a_label_is_shortened_with_an_ellipsis() -> None:
    assert shortened("ROSKA LLC", 200, 12) == "ROSKA LLC"
    assert shortened("ROSKA " * 20, 100, 12).endswith("…")


def test_steering_characters_do_not_reach_a_text() -> None:
    assert "\u202e" not in text(0, 0, "A\u202eB", 12)
