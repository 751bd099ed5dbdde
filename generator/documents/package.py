"""A .docx that waits for its text: what is the same in all, and what is written anew."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE

from generator.documents.blocks import Block
from generator.documents.styling import LEVELS, Styles

CUT = b"<?nastavnik-text ?>"
DOCUMENT = "word/document.xml"
_MADE = datetime(2020, 1, 1, tzinfo=UTC)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FAST = 1
_TYPES, _LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_NUMBERING, _CORE = "word/numbering.xml", "docProps/core.xml"
_WRITTEN_ANEW = {DOCUMENT, _NUMBERING, _CORE}


@dataclass(frozen=True)
class Package:
    """A .docx waiting for its text.

    Attributes:
        parts: Contents of the file by their names, but for those written anew each time.
        before: The document up to the text.
        after: The document after the text, up to the settings of the last section.
        upright: Settings of a section of upright pages.
        turned: Settings of a section of pages turned sideways.
        widths: Width of the text by «turned», in twentieths of a point.
        bullets: Number of the list with dashes; the next one is the list with boxes.
        numbers: Number of the first numbering; the next ones follow it.
        abstract: What every numbering of clauses is made after.
        letterhead: What stands above the text and under it, for the other outputs.
        missing: Marks of the letterhead the data have no value for.
        is_diploma: A paper for a wall, signed near its foot.
    """

    parts: Mapping[str, bytes]
    before: bytes
    after: bytes
    upright: str
    turned: str
    widths: Mapping[bool, int]
    bullets: int
    numbers: int
    abstract: int
    styles: Styles
    letterhead: tuple[tuple[Block, ...], tuple[Block, ...]] = ((), ())
    missing: tuple[str, ...] = ()
    is_diploma: bool = False

    def section(self, *, landscape: bool, first: bool) -> str:
        """Return settings of a section; only the first one has a page without a number."""
        settings = self.turned if landscape else self.upright
        return settings if first else settings.replace("<w:titlePg/>", "")

    def filled(
        self, body: str, series: int, title: str, *, last: str, pictures: Sequence[bytes] = ()
    ) -> bytes:
        """Return the file with a text on it.

        Args:
            body: The text as XML.
            series: How many numberings of clauses it has.
            title: Title of the file.
            last: Settings of the last section.
            pictures: Its pictures as PNG; the text calls them by :func:`picture_name`.
        """
        document = b"".join(
            (self.before, body.encode(), self.after, last.encode(), b"</w:body></w:document>")
        )
        nums = "".join(map(self._numbering, range(series)))
        numbering = self.parts[_NUMBERING].replace(
            b"</w:numbering>", f"{nums}</w:numbering>".encode()
        )
        own = {DOCUMENT: document, _NUMBERING: numbering, _CORE: _core(title)}
        if pictures:
            return _zipped({**self.parts, **_with_pictures(self.parts, pictures), **own})
        return _zipped(own, after=self._same)

    @cached_property
    def _same(self) -> bytes:
        """Parts that are the same in every document, already packed."""
        return _zipped({n: data for n, data in self.parts.items() if n not in _WRITTEN_ANEW})

    def _numbering(self, index: int) -> str:
        starts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
            for level in range(LEVELS)
        )
        return (
            f'<w:num w:numId="{self.numbers + index}">'
            f'<w:abstractNumId w:val="{self.abstract}"/>{starts}</w:num>'
        )


def picture_name(number: int) -> str:
    """Return how the text of a document calls a picture of it, counted from one."""
    return f"nd-picture-{number}"


def _with_pictures(parts: Mapping[str, bytes], pictures: Sequence[bytes]) -> Mapping[str, bytes]:
    """Return the parts that are new or other when a document has pictures."""
    if not pictures:
        return {}
    names = {number: f"media/{picture_name(number)}.png" for number in range(1, len(pictures) + 1)}
    links = "".join(
        f'<Relationship Id="{picture_name(number)}" Type="{RELATIONSHIP_TYPE.IMAGE}" '
        f'Target="{name}"/>'
        for number, name in names.items()
    )
    types = parts[_TYPES]
    if b'Extension="png"' not in types:
        png = b'<Default Extension="png" ContentType="image/png"/>'
        types = types.replace(b"<Override", png + b"<Override", 1)
    return {
        **{f"word/{names[number]}": data for number, data in enumerate(pictures, 1)},
        _TYPES: types,
        _LINKS: parts[_LINKS].replace(b"</Relationships>", f"{links}</Relationships>".encode()),
    }


def _core(title: str) -> bytes:
    made = f"{_MADE:%Y-%m-%dT%H:%M:%SZ}"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>ru-RU</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()


def _zipped(parts: Mapping[str, bytes], after: bytes = b"") -> bytes:
    """Pack parts with a fixed date: then equal documents are equal bytes.

    Args:
        parts: Contents by name.
        after: An archive they are added to.
    """
    target = io.BytesIO()
    target.write(after)
    with zipfile.ZipFile(target, "a" if after else "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            archive.writestr(info, data, compresslevel=_FAST)
    return target.getvalue()
