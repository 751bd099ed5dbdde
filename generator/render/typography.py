"""Spaces at which a Russian line is not broken, put into finished HTML.

A line neither begins with a dash nor ends with a short preposition; a number stays with what it
counts, initials with the name; the number of an act is not parted at its hyphen. Every pattern
begins with a rare sign: a page takes half a millisecond.
"""

from __future__ import annotations

import re

_NBSP = "\u00a0"
_SPACE = re.compile("[ \n]")
_SHORT = (
    "[ВвИиКкОоСсУуАаЯя]|[ВвКкСсДдПпНн]о|[НнЗз]а|[Ии]з|[Оо][тб]|[Нн][еи]|"
    "[Дд]ля|[Бб]ез|[Нн]ад|[Пп]од|[Пп]р[ио]|[Ии]ли"
)
# Most words are told by their length or first letter, before they are compared with each.
_MAY_BE_SHORT = r"(?=[АаБбВвДдЗзИиКкНнОоПпСсУуЯя][а-я]{0,2}[ \n])"
_BEFORE_WORD = re.compile(rf"[\s(«„>]{_MAY_BE_SHORT}(?:(?:{_SHORT})[ \n](?=[\w«„(<]))+")
_NUMBER = re.compile(r"([0-9])[ \n](?=%|[а-яё]{3}|[а-яё]{1,2}[.,;)<])")
_INITIAL = re.compile(
    r"\.[ \n](?:(?<=\W[А-ЯЁ]\.\s)(?=[А-ЯЁ])|(?<=\W[гдпсч]\.\s)(?=[\w«])|(?<=\Wст\.\s)(?=[0-9]))"
)
_AFTER_WORD = re.compile(r"[ \n](?=[—–] |(?:бы|ли|же)(?:[,.]| (?![—–] )))")
_PLAIN = {"№ ": f"№{_NBSP}", "§ ": f"§{_NBSP}", "ТК РФ": f"ТК{_NBSP}РФ"}
# Only in a text: the next sign of markup opens a tag.
_ACT_NUMBER = re.compile(rf"№{_NBSP}\w+(?:[-/]\w+)+(?=[^<>]*<)")
_OWN_SPACES = r"(<(?:code|pre|textarea|script|style)\b.*?</(?:code|pre|textarea|script|style)>)"
_UNTOUCHED = re.compile(_OWN_SPACES, re.DOTALL)


def typeset(html: str) -> str:
    """Return HTML whose spaces hold together what a line must not part.

    Args:
        html: Finished HTML. What a visitor may copy as it is (``code``, ``pre``) stays so.
    """
    parts = _UNTOUCHED.split(html) if "<code" in html or "<pre" in html else [html]
    parts[::2] = map(_held, parts[::2])
    return "".join(parts)


def _held(html: str) -> str:
    html = _AFTER_WORD.sub(_NBSP, html)
    for plain, held in _PLAIN.items():
        html = html.replace(plain, held)
    html = _ACT_NUMBER.sub(r'<span class="nm-nowrap">\g<0></span>', html)
    html = _NUMBER.sub(rf"\1{_NBSP}", html)
    html = _INITIAL.sub(f".{_NBSP}", html)
    return _BEFORE_WORD.sub(_after_short_words, html)


def _after_short_words(found: re.Match[str]) -> str:
    before, words = found[0][0], found[0][1:]
    return before + _SPACE.sub(_NBSP, words)
