"""Leaks of every kind planted into a finished section: every template, every kind of file."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

import xlsxwriter
from docx import Document
from PIL import Image, PngImagePlugin

from generator.audit.latin import latin_forms
from generator.model.people import Person
from generator.model.registry import Registry
from generator.rules.names import declined_forms
from tests.test_audit import pdf

_RUN = 5
SNILS = "112-233-445 95"


@dataclass(frozen=True)
class Planted:
    """A leak and where it stands.

    Attributes:
        path: File of the section.
        secret: What leaks: «имя», «телефон»…
        disguise: How it is written or hidden.
        words: The words themselves.
    """

    path: str
    secret: str
    disguise: str
    words: str


def secrets(registry: Registry) -> Iterator[tuple[str, str]]:
    """Yield private values of the school: names in all forms, contacts, texts, numbers."""
    hidden = [m for m in registry.mentees.values() if m.id in {"antonova", "kim", "petrenko"}]
    for person in hidden:
        yield from (("имя", words) for words in names(person))
        yield from (("имя латиницей", words.title()) for words in set(latin_forms(person)))
    for person in registry.people():
        for value in (person.phone, person.email):
            if value:
                yield "телефон" if "@" not in value else "почта", value
    for mentee in registry.mentees.values():
        yield "запрос", mentee.request
        yield "год рождения", f"год рождения: {mentee.birth_year}"
        yield from (("затруднение", text) for text in mentee.difficulties)
        yield from (("заметка", text) for text in [mentee.notes] if text)
    for pair in registry.pairs.values():
        for meeting in pair.meetings[:2]:
            yield from (("дневник встречи", text) for text in list(meeting.answers.values())[:1])
    yield from (("СНИЛС", SNILS), ("дата рождения", "родилась 14.03.1991"))
    yield from (("чужой телефон", "8 (912) 345-67-89"), ("чужая почта", "a.ivanova@mail.example"))


def names(person: Person) -> Iterator[str]:
    """Yield a person's name in all cases and orders, with initials, with ё and without."""
    for form in declined_forms(person):
        last, first, middle = form.last, form.first, form.middle
        yield from (
            f"{last} {first} {middle}",
            f"{first} {middle} {last}",
            f"{last} {first[0]}. {middle[0]}.",
            f"{first[0]}. {middle[0]}. {last}",
            f"{first} {last}".upper(),
            last.replace("ё", "е"),
        )


Disguise = Callable[[str], str]
IN_PAGES: dict[str, Disguise] = {
    "как есть": escape,
    "заглавными": lambda text: escape(text.upper()),
    "разрезано тегами": lambda text: "<b>".join(f"{escape(c)}</b>" for c in text),
    "мягкие переносы": lambda text: "&shy;".join(map(escape, text)),
    "нулевые пробелы": lambda text: "\u200b".join(map(escape, text)),
    "по слову в строке": lambda text: "".join(
        f"<li>{escape(word)}</li>\n" for word in text.split()
    ),
    "через комментарий": lambda text: "<!--\n-->".join(map(escape, text)),
    "через закрытые строки": lambda text: escape(text).replace(" ", "\n</dd>\n\n<dd class=x>\n"),
    "числа вместо букв": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "неразрывные пробелы": lambda text: escape(text).replace(" ", "&nbsp;"),
    "комментарий": lambda text: f"<!-- {text.replace('--', '- -')} -->",
    "атрибут alt": lambda text: f'<img src="" alt="{escape(text)}">',
    "атрибут data": lambda text: f'<span data-who="{escape(text)}"></span>',
    "адрес": lambda text: f'<a href="?q={quote(text)}">x</a>',
    "невидимый блок": lambda text: f'<div hidden style="display:none">{escape(text)}</div>',
    "JSON-LD": lambda text: (
        f'<script type="application/ld+json">{json.dumps({"name": text})}</script>'
    ),
    "скрипт": lambda text: f"<script>var a = {json.dumps(text)}</script>",
    "SVG": lambda text: f"<svg><title>{escape(text)}</title><text>{escape(text)}</text></svg>",
    "шаблон": lambda text: f"<template><p>{escape(text)}</p></template>",
}


def _docx(text: str) -> bytes:
    document = Document()
    paragraph = document.add_table(1, 1).cell(0, 0).paragraphs[0]
    for start in range(0, len(text), 3):
        paragraph.add_run(text[start : start + 3])
    return _saved(document.save)


def _docx_author(text: str) -> bytes:
    document = Document()
    document.core_properties.author = text[:200]
    return _saved(document.save)


def _xlsx(text: str) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet().write_string(3, 3, text)
    return stream.getvalue()


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def _zip(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.txt", text)
        archive.writestr("c.docx", _docx(text))
    return stream.getvalue()


def _png(text: str) -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_itxt("Description", text)
    return _saved(lambda stream: Image.new("RGB", (4, 4)).save(stream, "PNG", pnginfo=notes))


def _jpeg(text: str) -> bytes:
    tags = Image.Exif()
    tags[0x9C9D] = text.encode("utf-16-le")
    return _saved(lambda stream: Image.new("RGB", (4, 4)).save(stream, "JPEG", exif=tags))


def _ics(text: str) -> bytes:
    return f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{text}\r\nEND:VEVENT\r\n".encode()


def _rtf(text: str) -> bytes:
    letters = "".join(f"\\u{ord(letter)}?" for letter in text)
    return f"{{\\rtf1\\ansi {{\\b {letters}}}}}".encode()


IN_FILES: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "Word, куски": (".docx", _docx),
    "Word, автор": (".docx", _docx_author),
    "Excel": (".xlsx", _xlsx),
    "PDF": (".pdf", lambda text: pdf(text[:120])),
    "PDF, заголовок": (".pdf", lambda text: pdf("План", title=text[:80])),
    "архив": (".zip", _zip),
    "сжатый XML": (".xml.gz", lambda text: gzip.compress(f"<a>{escape(text)}</a>".encode())),
    "лента": (".xml", lambda text: f"<rss><title>{escape(escape(text))}</title></rss>".encode()),
    "JSON": (".json", lambda text: json.dumps({"docs": [{"text": text}]}).encode()),
    "SVG-файл": (".svg", lambda text: f"<svg><text>{escape(text)}</text></svg>".encode()),
    "картинка PNG": (".png", _png),
    "фото JPEG": (".jpg", _jpeg),
    "календарь": (".ics", _ics),
    "текст": (".txt", lambda text: text.encode()),
    "RTF": (".rtf", _rtf),
    "таблица CSV": (".csv", lambda text: f'"{text}";1\n'.encode("cp1251", "replace")),
}


def _unpublished(values: Iterator[tuple[str, str]], pages: list[Path]) -> list[tuple[str, str]]:
    """Leave out the sentences of a diary that a case or a page has told to everybody."""
    told = _words(" ".join(page.read_text(encoding="utf-8") for page in pages))
    line = f" {' '.join(told)} "

    def is_told(text: str) -> bool:
        words = _words(text)
        runs = (words[at : at + _RUN] for at in range(max(1, len(words) - _RUN + 1)))
        return any(len(run) == _RUN and f" {' '.join(run)} " in line for run in runs)

    return [(secret, words) for secret, words in values if not is_told(words)]


def _words(text: str) -> list[str]:
    return re.findall(r"[а-яa-z0-9]+", text.casefold().replace("ё", "е"))


def plant(site: Path, registry: Registry, count: int) -> list[Planted]:
    """Plant leaks into a section, each into a file of its own made of one that is there.

    Args:
        site: A finished public section to spoil.
        registry: The school's data.
        count: How many leaks.
    """
    chance = random.Random(count)
    templates = sorted(site.rglob("*.html"))
    ways: list[str] = [*IN_PAGES, *IN_FILES]
    values = _unpublished(secrets(registry), templates)
    chance.shuffle(values)
    planted = []
    for number in range(count):
        secret, words = values[number % len(values)]
        disguise = ways[number % len(ways)]
        if disguise in IN_PAGES:
            page = templates[number * 7 % len(templates)]
            html, leak = page.read_text(encoding="utf-8"), IN_PAGES[disguise](words)
            place = html.rindex("</main>") if "</main>" in html else html.rindex("</body>")
            file = page.with_name(f"{page.stem}-leak-{number}.html")
            file.write_text(html[:place] + leak + html[place:], encoding="utf-8")
        else:
            ending, make = IN_FILES[disguise]
            file = site / "materials" / f"leak-{number}{ending}"
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(make(words))
        path = file.relative_to(site).as_posix()
        planted.append(Planted(path, secret, disguise, words))
    return planted
