"""Prose without markup is read without a parser, and comes out as the parser would have it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.light import light_html, light_text
from generator.render.prose import PARSER, plain

_PIECES = (
    *("\n", "\n\n", " ", "  ", "\t", "\r", "\0", "\u00a0", "\u2028", "\x0b"),
    *("- ", "-", "+ ", "* ", "1.", "1. ", "2) ", "> ", "#", "=", "---", "~~~", "```", "    "),
    *("а", "Б", "1", "3", "x", "№", "«", "»", "(", ")", "—", "„", ":", ";", ".", "!", "?", "%"),
    *('"', "'", "<", ">", "&", "&lt;", "\\", "_", "**", "[", "]", "|", "http://x.ru", "{", "}"),
)
_texts = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


@given(_texts)
def test_light_prose_is_what_the_parser_makes_of_it(text: str) -> None:
    html = light_html(text)
    assert html is None or html == PARSER.render(text)


@given(_texts)
def test_light_prose_as_plain_text_has_the_words_of_the_parser(text: str) -> None:
    words = light_text(text)
    read = [token.children or [] for token in PARSER.parse(text) if token.type == "inline"]
    breaks = {"softbreak", "hardbreak"}
    whole = " ".join(
        "".join(" " if token.type in breaks else token.content for token in line) for line in read
    )
    assert words is None or words.split() == whole.split()
    assert plain(text) == " ".join(whole.split())


@pytest.mark.parametrize(
    "text",
    [
        'Урок начался.\n\nВсе успели, «даже» (почти) те, кто "спешил": 5 > 3.\nИ дальше.\n',
        "- первое\n- второе, 2-е\n\nПосле списка.\n",
        "2026 год.",
    ],
)
def test_usual_prose_needs_no_parser(text: str) -> None:
    assert light_html(text) == PARSER.render(text)


@pytest.mark.parametrize(
    "text",
    [
        "Слово **жирно**.",
        "[ссылка](cases/a)",
        "1. первое",
        "a\n- b",
        "- a\n\n- b",
        "строка  \nдругая",
        "- a\n  - b",
        "а | б\n--|--",
        "a &amp; b",
        "~~~\nкод\n~~~",
    ],
)
def test_prose_with_markup_is_left_to_the_parser(text: str) -> None:
    assert light_html(text) is None
    assert light_text(text) is None
