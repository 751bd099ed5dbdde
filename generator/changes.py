"""Since when each public page says what it says, and what of it was not published yet.

What was published last is kept in ``data/changes.json``: a digest of each page and the day since
when it is the same. The file travels with the data, so every computer tells the same days.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, Self

from generator.cache import Cache, Shelf
from generator.diagnostics import Level, Problem, Span
from generator.publication.records import Publication
from generator.rules.workdays import workday_after, workdays_after
from generator.settings import DOCUMENTS
from generator.source.writing import put
from generator.views.page import Page, Public, is_list
from generator.views.public.changes import Dated

FILE: Final = "changes.json"
"""The file's name in ``data``."""
TERM: Final = 10
"""Working days in which a school's site must tell of a change (273-ФЗ, ст. 29, ч. 3)."""
_SOON: Final = 3
_FORMAT: Final = 1
_SHOWN: Final = 3
_LENGTH: Final = 16
_BETWEEN: Final = b"\x1f"
NEWS: Final = "news/index"
"""The page that lists news: the school's file says nothing of them."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a page is and since when.

    Attributes:
        digest: Of all that the page tells; a new look of the site does not change it.
        since: The first day of a publication with this digest.
    """

    digest: str
    since: date


@dataclass(frozen=True, slots=True)
class Published:
    """What stands on the school's site.

    Attributes:
        day: Day of the last publication; ``None`` when there was none.
        stamps: Of pages by paths without ending, of documents by paths of files.
    """

    day: date | None = None
    stamps: Mapping[str, Stamp] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Return the state's text: the same bytes for the same state, a page a line."""
        lines = ",\n".join(
            f"  {json.dumps(path)}: {json.dumps([stamp.since.isoformat(), stamp.digest])}"
            for path, stamp in sorted(self.stamps.items())
        )
        day = json.dumps(self.day and self.day.isoformat())
        head = f'{{\n "nastavnik-changes": {_FORMAT},\n "published": {day},\n "pages": {{\n'
        return f"{head}{lines}\n }}\n}}\n".encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Read the state's text; a spoilt one means that nobody knows."""
        try:
            content = json.loads(text)
            if content["nastavnik-changes"] != _FORMAT:
                return cls()
            stamps = {
                str(path): Stamp(str(digest), date.fromisoformat(since))
                for path, (since, digest) in content["pages"].items()
            }
            day = content["published"]
            return cls(date.fromisoformat(day) if day else None, stamps)
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()


def read_published(data: Path) -> Published:
    """Read what a school has published; a lost file means that nobody knows.

    Args:
        data: The folder of the records.
    """
    with suppress(OSError):
        return Published.from_json((data / FILE).read_bytes())
    return Published()


def write_published(data: Path, published: Published) -> None:
    """Write down what a school has published, whole or not at all.

    Raises:
        OSError: When the disk refuses.
    """
    put(data / FILE, published.to_json())


def digests(
    publication: Publication,
    pages: Iterable[Page[Public]],
    texts: Mapping[str, bytes],
    shelf: Shelf | None = None,
) -> dict[str, str]:
    """Return the digest of each page and document.

    Args:
        publication: What is public.
        pages: Pages made from data.
        texts: The school's own pages: bytes by paths without ending.
        shelf: Keeps the digests of pages.
    """
    shelf = shelf or Shelf(Cache(None), "digests", "")
    # An id is taken for what it stands for only while everything lives.
    pages, digest = list(pages), _Teller().digest
    found: dict[str, str] = {
        page.path: shelf.made(
            page.path, page, partial(digest, (page.title, page.context, page.pictures))
        )
        for page in pages
    }
    found |= {f"news/{item.id}": digest(item) for item in publication.news}
    found |= {path: hashlib.sha256(text).hexdigest()[:_LENGTH] for path, text in texts.items()}
    if NEWS in found:
        found[NEWS] = digest([(item.title, item.date, item.lead) for item in publication.news])
    for act in publication.acts:
        found |= {f"{DOCUMENTS}/{file.file}": file.sha256[:_LENGTH] for file in act.files}
    return found


def stamped(now: Mapping[str, str], known: Published, today: date) -> dict[str, Stamp]:
    """Return since when each page is what it is, if it is published today.

    Args:
        now: Digests of a day.
        known: What was published last.
        today: The day.
    """
    stamps = {}
    for path, digest in now.items():
        before = known.stamps.get(path)
        stamps[path] = before if before and before.digest == digest else Stamp(digest, today)
    return stamps


class _Teller:
    """Tells what pages say; a record that many of them show is gone through once."""

    def __init__(self) -> None:
        self._known: dict[int, bytes] = {}

    def digest(self, value: object) -> str:
        """Return the digest of all that a page says; ``value`` lives on till the last page."""
        told: list[bytes] = []
        self._tell(value, told)
        return hashlib.sha256(_BETWEEN.join(told)).hexdigest()[:_LENGTH]

    def _tell(self, node: object, told: list[bytes]) -> None:
        """Add all that a page tells; an empty value tells nothing, nor does its place in a file."""
        kind: type[Any] = type(node)
        if node is None or kind is Span:
            return
        if isinstance(node, str):
            if node:
                told.append(str(node).encode())
        elif isinstance(node, (tuple, list)):
            for value in node:
                self._tell(value, told)
        elif (names := _names_of(kind)) is not None:  # type: ignore[arg-type]
            if text := self._of_record(node, names):
                told.append(text)
        elif isinstance(node, (set, frozenset)):
            for value in sorted(node, key=str):
                self._tell(value, told)
        elif isinstance(node, Mapping):
            for key, value in node.items():
                told.append(str(key).encode())
                self._tell(value, told)
        else:
            told.append(str(node).encode())

    def _of_record(self, record: object, names: tuple[str, ...]) -> bytes:
        text = self._known.get(id(record))
        if text is None:
            told: list[bytes] = []
            for name in names:
                value = getattr(record, name)
                if type(value) is not str:
                    self._tell(value, told)
                elif value:
                    told.append(value.encode())
            text = self._known[id(record)] = _BETWEEN.join(told)
        return text


@cache
def _names_of(kind: type[Any]) -> tuple[str, ...] | None:
    """Return the fields of a record but the day of the build: it changes nothing of a page."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple(item.name for item in dataclasses.fields(kind) if item.name != "today")


@dataclass(frozen=True, slots=True)
class Unpublished:
    """What has changed since the last publication.

    Attributes:
        new: Paths that were not published.
        changed: Paths that tell something else now.
        gone: Paths that are published and should not be.
        day: Day of the last publication, from which the term is counted: when a record was
            changed nobody writes down, and a warning too early is better than one too late.
        workdays: Working days since.
        term: The last day of the term.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    day: date
    workdays: int
    term: date

    @property
    def paths(self) -> tuple[str, ...]:
        """Everything that waits: what must go first."""
        return (*self.gone, *self.changed, *self.new)


def unpublished(
    now: Mapping[str, str], known: Published, today: date, rest: Collection[date] = ()
) -> Unpublished | None:
    """Compare what is public with what was published.

    Args:
        now: Digests of today.
        known: What was published last.
        today: The day.
        rest: Days of rest moved by the government's order.

    Returns:
        What waits; ``None`` when nothing does, or nothing was ever published.
    """
    if known.day is None:
        return None
    waiting = Unpublished(
        new=tuple(sorted(now.keys() - known.stamps.keys())),
        changed=tuple(
            sorted(p for p, s in known.stamps.items() if p in now and now[p] != s.digest)
        ),
        gone=tuple(sorted(known.stamps.keys() - now.keys())),
        day=known.day,
        workdays=workdays_after(known.day, today, rest),
        term=workday_after(known.day, TERM, rest),
    )
    return waiting if waiting.paths else None


def reminders(waiting: Unpublished | None) -> Iterator[Problem]:
    """Yield a reminder when the term of an unpublished change is near or over."""
    if waiting is None or waiting.workdays < TERM - _SOON:
        return
    from_day = f"{waiting.day:%d.%m.%Y}"
    named = ", ".join(waiting.paths[:_SHOWN])
    more = len(waiting.paths) - _SHOWN
    listed = f"{named} и ещё {more}" if more > 0 else named
    message = (
        f"изменённое не опубликовано: {listed}; последняя публикация {from_day}, "
        f"с неё прошло рабочих дней: {waiting.workdays} из {TERM}"
    )
    hint = f"опубликуйте до {waiting.term:%d.%m.%Y}: nastavnik publish ЦЕЛЬ"
    if waiting.workdays > TERM:
        hint = f"срок вышел {waiting.term:%d.%m.%Y}; опубликуйте: nastavnik publish ЦЕЛЬ"
    yield Problem("О-07", Level.WARNING, Span(f"data/{FILE}"), message, hint)


def dated(stamps: Mapping[str, Stamp], titles: Mapping[str, str]) -> tuple[Dated, ...]:
    """Return the pages and documents that a visitor may look for, the newest first.

    Lists by topics change with the pages they list and are left out.

    Args:
        stamps: Since when each is the same.
        titles: What they are called, by the same paths.
    """
    listed = [
        Dated(path, title, stamp.since, path.startswith(f"{DOCUMENTS}/"), _kind_of(path))
        for path, stamp in stamps.items()
        if not is_list(path) and (title := titles.get(path))
    ]
    return tuple(sorted(listed, key=lambda one: (-one.since.toordinal(), one.is_file, one.title)))


_KINDS: Final = {"cases": "кейс", "mentors": "наставник", "news": "новость", "acts": "документ"}


def _kind_of(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return _KINDS.get(folder, "") if name != "index" else ""
