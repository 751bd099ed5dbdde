"""Attacks that come out in feeds, calendars, tables and papers instead of pages."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import lxml.etree
import lxml.html
import lxml.html.builder
from icalendar import Calendar
from pypdf import PdfReader

from generator.documents.pages import workbooks
from generator.documents.production import produce
from generator.exchange.banks import bank_files
from generator.kit.cleaning import clean
from generator.kit.fragment import html_of, text_of
from generator.model.registry import Registry
from generator.publication.records import Publication
from generator.render.calendar_file import calendar_file
from generator.render.feeds import feed_files
from generator.settings import Settings
from generator.views.internal.calendar import calendar_events
from tests.attack import Active, Attack
from tests.document_sets import drafts_of

_ADDRESS = "https://school5.example/nastavnichestvo/"
_OF_EVENTS = {
    *("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES"),
    *("TRANSP", "STATUS", "URL", "CLASS", "LAST-MODIFIED", "SEQUENCE"),
}
_ACTIVE_IN_WORD = re.compile(
    rb"TargetMode=\"External\"|w:altChunk|<w:instrText[^>]*>(?! ?(?:PAGE|NUMPAGES|SECTPAGES))"
    rb"|w:hyperlink [^>]*atk|vbaProject|w:object\b"
)
_ACTIVE_IN_PDF = ("/JavaScript", "/JS", "/Launch", "/SubmitForm", "/EmbeddedFile", "/OpenAction")


def by_outputs(
    spoilt: Registry, publication: Publication, texts: tuple[str, ...], project: Path, today: date
) -> Iterator[Attack]:
    """Write everything but pages out of records full of attacks, and look at it.

    Args:
        spoilt: The records.
        publication: What of them is public.
        texts: What was put into the records.
        project: The school's folder.
        today: The day of the run.
    """
    calendar = calendar_file(calendar_events(spoilt, today), spoilt.school.name, today)
    made = {**dict(feed_files(publication, _ADDRESS)), "meetings.ics": calendar}
    made |= {**bank_files(spoilt, today), **workbooks(spoilt, today, Settings(project))}
    drafts = [draft for _, draft in drafts_of(spoilt, today, personal=False)]
    produced = produce(Settings(project), spoilt.school, drafts)
    assert not produced.problems, "\n".join(map(str, produced.problems))
    for name, paper in produced.made.items():
        made |= {f"{name}.{form}": content for form, content in paper.files.items()}
    yield from _looked_at(made, texts)
    yield from _in_kit(texts)


def _looked_at(made: Mapping[str, bytes], texts: tuple[str, ...]) -> Iterator[Attack]:
    for name, content in made.items():
        kind = name.rpartition(".")[2]
        told = "; ".join(sorted(set(_LOOKS[kind](content))))
        words = _WORDS.get(kind, _plain)(content)
        # One attack for each text that got so far; a file that none reached proves nothing.
        met = [text for text in texts if _folded(text)[:12] in words] or [name]
        yield from (Attack(f"файл: {kind}", text, told or "обезврежено") for text in met)


def _in_kit(texts: tuple[str, ...]) -> Iterator[Attack]:
    """Give a page that is full of markup to the room that makes fragments for a CMS."""
    for text in texts:
        page = lxml.html.fromstring(f"<article><p>a</p>{text}<p>b {text} c</p></article>")
        tree = clean(page, lambda address: address)
        told = "; ".join(sorted(set(_page(html_of(tree).encode()))))
        assert text_of(tree)
        yield Attack("набор для CMS", text, told or "обезврежено")


def _page(content: bytes) -> list[str]:
    active = Active()
    active.feed(content.decode())
    active.close()
    return active.found


def _feed(content: bytes) -> Iterator[str]:
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True)
    root = lxml.etree.fromstring(content, parser)
    for element in root.iter():
        # This is what readers of news show as HTML; the rest is plain text to them.
        if element.tag == "description" or element.get("type") in {"html", "xhtml"}:
            yield from _page((element.text or "").encode())
        if _page(lxml.etree.tostring(lxml.html.builder.A(dict(element.attrib)))):
            yield f"{element.tag} {dict(element.attrib)}"


def _json(content: bytes) -> Iterator[str]:
    for item in json.loads(content)["items"]:
        yield from _page(item.get("content_html", "").encode())
        yield from _page(lxml.etree.tostring(lxml.html.builder.A(href=item["url"])))


def _calendar(content: bytes) -> Iterator[str]:
    for event in Calendar.from_ical(content).walk("VEVENT"):
        yield from (f"чужая строка {name}" for name in event if name.upper() not in _OF_EVENTS)


def _sheets(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            part = book.read(name)
            if re.search(rb"<f[ >]|<hyperlink |externalLink|TargetMode=\"External\"", part):
                yield f"формула или ссылка в {name}"


def _word(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as document:
        for name in document.namelist():
            if found := _ACTIVE_IN_WORD.search(document.read(name)):
                yield f"{name}: {found[0][:40]!r}"


def _pdf(content: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(content))
    objects = " ".join(str(reader.get_object(n)) for n in range(1, int(reader.trailer["/Size"])))
    yield from (sign for sign in _ACTIVE_IN_PDF if f"'{sign}'" in objects)
    if re.search(r"'/URI': '[^']*atk", objects):
        yield "ссылка"


_LOOKS: dict[str, Callable[[bytes], Iterator[str] | list[str]]] = {
    "xml": _feed,
    "json": _json,
    "ics": _calendar,
    "xlsx": _sheets,
    "docx": _word,
    "pdf": _pdf,
    "html": _page,
}


def _plain(content: bytes) -> str:
    return _folded(lxml.html.fromstring(content).text_content())


def _packed(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = [name for name in book.namelist() if name.endswith(".xml")]
        return "".join(_plain(book.read(name)) for name in parts)


def _printed(content: bytes) -> str:
    return _folded("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text)


_WORDS: dict[str, Callable[[bytes], str]] = {
    "xlsx": _packed,
    "docx": _packed,
    "pdf": _printed,
    "ics": lambda content: _folded(re.sub(rb"\r?\n ", b"", content).decode()),
    "json": lambda content: _folded(json.dumps(json.loads(content), ensure_ascii=False)),
}
