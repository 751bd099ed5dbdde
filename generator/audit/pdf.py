"""Texts of PDF documents: pages, properties, links, notes, alternative texts, attachments."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from generator.audit.piece import Kind, Piece
from generator.audit.raw import decoded
from generator.audit.readings import BREAK, plain

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAX_OBJECTS: Final = 200_000
_HYPHENATION = re.compile("[-\u2010\u00ad\ufffe\x02][ \t]*\r?\n\\s*|[\ufffe\x02]")
"""A word that a line ends; PDFium has signs of its own for a hyphen that it takes for such."""

Attached = Callable[[bytes, str], Iterator[Piece]]
"""Reads a file found inside the document, by its bytes and name."""


def texts_of_pdf(data: bytes, where: str, attached: Attached) -> Iterator[Piece]:
    """Yield the texts of a document.

    Args:
        data: The document's bytes.
        where: Beginning of how it was reached; empty for a file of its own.
        attached: Reads metadata and attachments, which are files of their own.
    """
    # Imported here: many builds hold no document, and the library takes long to load.
    from pypdf import PdfReader

    # The audit tells in Russian what it could not read; the library's own words are no help.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        yield Piece("документ закрыт паролем", f"{where}файл", Kind.UNREAD)
        return
    for name, value in (reader.metadata or {}).items():
        yield Piece(plain(str(value)), f"{where}метаданные {str(name).lstrip('/')}")
    yield from _pages(reader, _words_of_pages(data), where)
    yield from _objects(reader, where, attached)


def _words_of_pages(data: bytes) -> list[str]:
    """Return the texts of the pages as PDFium reads them; of a document it refuses, none.

    It is ten times as fast as pypdf, and keeps whole the words whose letters are moved apart.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            return [page.get_textpage().get_text_range() for page in document]
    except pypdfium2.PdfiumError:
        return []


def _pages(reader: PdfReader, words: list[str], where: str) -> Iterator[Piece]:
    for number, page in enumerate(reader.pages, 1):
        reach = f"{where}страница {number}"
        try:
            text = words[number - 1] if len(words) == len(reader.pages) else page.extract_text()
        except Exception:  # noqa: BLE001 -- one broken page must not hide the others
            yield Piece("текст не извлекается", reach, Kind.UNREAD)
            continue
        if _is_picture(page, text):
            yield Piece("это скан, букв в нём нет", reach, Kind.UNREAD)
        for reading in dict.fromkeys((text.replace("\ufffe", "-"), _HYPHENATION.sub("", text))):
            yield Piece(plain(reading), reach)


def _is_picture(page: Any, text: str) -> bool:
    """Tell whether a page shows something and has not a letter: what it says is not known."""
    return not any(map(str.isalpha, text)) and "/XObject" in (page.get("/Resources") or {})


def _objects(reader: PdfReader, where: str, attached: Attached) -> Iterator[Piece]:
    """Yield the strings of every object: links, outlines, notes, forms, alternative texts."""
    from pypdf.generic import IndirectObject, StreamObject

    size = min(int(reader.trailer.get("/Size", 0)), _MAX_OBJECTS)
    for number in range(1, size):
        try:
            item: Any = reader.get_object(IndirectObject(number, 0, reader))
            texts = [plain(text) for text in _strings(item)]
            stream = item.get_data() if isinstance(item, StreamObject) and _is_file(item) else b""
        except Exception:  # noqa: BLE001, S112 -- holes in the table of objects are common
            continue
        if texts:
            yield Piece(BREAK.join(texts), f"{where}свойства, ссылки и подписи")
        if stream:
            is_metadata = item.get("/Type") == "/Metadata"
            yield from attached(stream, "метаданные.xmp" if is_metadata else "вложенный файл")


def _is_file(item: dict[Any, Any]) -> bool:
    return item.get("/Type") in {"/Metadata", "/EmbeddedFile"}


def _strings(item: Any) -> Iterator[str]:
    from pypdf.generic import ByteStringObject, TextStringObject

    waiting = [item]
    while waiting:
        node = waiting.pop()
        # The plain methods do not follow references: every object is met on its own.
        if isinstance(node, dict):
            waiting.extend(dict.values(node))
        elif isinstance(node, list):
            waiting.extend(list.__iter__(node))
        elif isinstance(node, TextStringObject):
            yield str(node)
        elif isinstance(node, ByteStringObject):
            yield decoded(bytes(node))
