"""Documents in every format, made anew only when what they say or how they look has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from importlib.metadata import version
from pathlib import Path

from generator.diagnostics import DataError, Level, Problem, Span
from generator.documents.blocks import Design, Document
from generator.documents.docx import docx
from generator.documents.html import html
from generator.documents.letterhead import LetterheadError
from generator.documents.package import Package, diploma_package, empty_package, letterhead_package
from generator.documents.pdf import GlyphError, pdf
from generator.model.school import School
from generator.resources import theme_folder
from generator.settings import Settings

FORMATS = ("html", "docx", "pdf")
LETTERHEAD = "documents/letterhead.docx"


@dataclass(frozen=True, slots=True)
class Made:
    """A document written in the formats asked for.

    Attributes:
        document: What was written.
        files: Contents by format.
        fresh: Formats that had to be made and were not taken from the store.
    """

    document: Document
    files: Mapping[str, bytes]
    fresh: tuple[str, ...]


class Press:
    """Writes documents of one school.

    Args:
        settings: Folders of the school.
        school: Its record, for the letterhead.
        store: Where files made before are kept, by what they were made of; ``None`` makes
            everything anew.
    """

    def __init__(self, settings: Settings, school: School, store: Path | None = None) -> None:
        self._settings = settings
        self._school = school
        self._store = store

    def make_all(
        self, documents: Sequence[Document], formats: Iterable[str] = FORMATS
    ) -> list[Made]:
        """Write documents in formats; typst works beside Python on the second core.

        Raises:
            DataError: With everything that is wrong with the letterhead and signs.
        """
        asked = tuple(formats)
        others = tuple(form for form in asked if form != "pdf")
        if any(document.design is Design.LETTERHEAD for document in documents):
            # Both threads need it: the first to ask would make the second wait for nothing.
            _ = self._letterhead
        with ThreadPoolExecutor(max_workers=1) as beside:
            printed = [
                beside.submit(self.make, document, ("pdf",) if "pdf" in asked else ())
                for document in documents
            ]
            typed = [_result(partial(self.make, document, others)) for document in documents]
            done = [_result(future.result) for future in printed]
        problems = [
            p for item in (*typed, *done) if isinstance(item, DataError) for p in item.problems
        ]
        if problems:
            raise DataError(problems)
        return [
            _together(one, other, asked)
            for one, other in zip(typed, done, strict=True)
            if isinstance(one, Made) and isinstance(other, Made)
        ]

    def make(self, document: Document, formats: Iterable[str] = FORMATS) -> Made:
        """Write a document in formats.

        Raises:
            DataError: When the letterhead is broken or the font lacks a sign.
        """
        files: dict[str, bytes] = {}
        fresh: list[str] = []
        for form in formats:
            key = self._key(document, form)
            kept = self._kept(key, form)
            if kept is None:
                kept = self._written(document, form)
                self._keep(key, form, kept)
                fresh.append(form)
            files[form] = kept
        return Made(self._told(document), files, tuple(fresh))

    def _written(self, document: Document, form: str) -> bytes:
        on_letterhead = document.design is Design.LETTERHEAD
        if form == "docx":
            return docx(document, self._package(document.design))
        if on_letterhead:
            blocks = (*self._letterhead.letterhead, *document.blocks)
            document = replace(document, blocks=blocks)
        if form == "html":
            return html(document)
        try:
            return pdf(document)
        except GlyphError as error:
            raise DataError([_no_glyph(error, document)]) from error

    def _told(self, document: Document) -> Document:
        """Add what the letterhead is missing to what the document is."""
        if document.design is not Design.LETTERHEAD:
            return document
        return replace(document, missing=(*document.missing, *self._letterhead.missing))

    def _package(self, design: Design) -> Package:
        match design:
            case Design.LETTERHEAD:
                return self._letterhead
            case Design.DIPLOMA:
                return self._frame
            case Design.PLAIN:
                return self._empty

    @cached_property
    def _empty(self) -> Package:
        return empty_package()

    @cached_property
    def _frame(self) -> Package:
        return diploma_package()

    @cached_property
    def _letterhead(self) -> Package:
        file = self._letterhead_file()
        try:
            return letterhead_package(file, self._values())
        except LetterheadError as error:
            span = Span(f"theme/{LETTERHEAD}")
            raise DataError([Problem("Д-03", Level.ERROR, span, str(error), error.hint)]) from error

    def _letterhead_file(self) -> Path:
        own = self._settings.theme / LETTERHEAD
        return own if own.is_file() else theme_folder() / LETTERHEAD

    def _values(self) -> Mapping[str, str | None]:
        school = self._school
        return {
            "школа": school.name,
            "полное название": school.full_name,
            "адрес": school.address,
            "телефон": school.head.phone,
            "почта": school.head.email,
            "сайт": school.site,
            "ИНН": school.inn,
            "ОГРН": school.ogrn,
        }

    def _key(self, document: Document, form: str) -> str:
        """Name what a file is made of: the text, the sheet, the program."""
        digest = hashlib.sha256(_program())
        digest.update(f"{form}\n{document!r}\n".encode())
        if document.design is Design.LETTERHEAD:
            digest.update(self._sheet)
        return digest.hexdigest()

    @cached_property
    def _sheet(self) -> bytes:
        return self._letterhead_file().read_bytes() + repr(self._values()).encode()

    def _kept(self, key: str, form: str) -> bytes | None:
        if self._store is None:
            return None
        file = self._store / f"{key}.{form}"
        return file.read_bytes() if file.is_file() else None

    def _keep(self, key: str, form: str, contents: bytes) -> None:
        if self._store is None:
            return
        self._store.mkdir(parents=True, exist_ok=True)
        file = self._store / f"{key}.{form}"
        half = file.with_suffix(".half")
        half.write_bytes(contents)
        half.replace(file)


def _result(work: Callable[[], Made]) -> Made | DataError:
    try:
        return work()
    except DataError as error:
        return error


def _together(one: Made, other: Made, formats: Sequence[str]) -> Made:
    files = {**one.files, **other.files}
    ordered = {form: files[form] for form in formats}
    return Made(one.document, ordered, (*one.fresh, *other.fresh))


@lru_cache(maxsize=1)
def _program() -> bytes:
    """Return what the look of files depends on besides their text: our code and typst."""
    digest = hashlib.sha256(version("typst").encode())
    own = sorted(Path(__file__).parent.glob("*.py"))
    looks = sorted((theme_folder() / "documents").glob("*.[ct][sy][sp]"))
    for file in (*own, *looks):
        digest.update(file.read_bytes())
    return digest.digest()


def _no_glyph(error: GlyphError, document: Document) -> Problem:
    code = " ".join(f"U+{ord(sign):04X}" for sign in error.sign)
    message = f"в документе «{document.title}» знак «{error.sign}» ({code}), которого нет в шрифте"
    hint = "замените знак в данных или в шаблоне обычным: □ вместо ☐, «руб.» вместо ₽"
    return Problem("Д-04", Level.ERROR, Span(f"documents/{document.id}.pdf"), message, hint)
