"""Write the materials of the demonstration cases: DOCX files from one manifest.

The same manifest always gives the same bytes, so a rebuild shows no false changes.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table

HERE = Path(__file__).resolve().parent
MANIFEST = HERE / "materials.json"
TARGET = HERE.parents[1] / "content" / "materials"

_WRITTEN = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LANGUAGE = "ru-RU"
_FONT = "Times New Roman"
_TEXT_WIDTH = Cm(17)
_LEFTOVERS = {
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}


@dataclass(frozen=True, slots=True)
class Material:
    """One file of a case.

    Attributes:
        file: Path under ``content/materials``.
        title: Heading of the document and the title among its properties.
        kind: What the document is: «памятка», «бланк».
        paragraphs: The text, a paragraph an item.
        table: Rows of cells with the header first; empty when there is no table.
    """

    file: str
    title: str
    kind: str
    paragraphs: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]

    @classmethod
    def from_json(cls, item: dict[str, Any]) -> Material:
        """Make a material from an object of the manifest.

        Raises:
            ValueError: When rows of the table differ in length or the file leaves the folder.
        """
        table = tuple(tuple(row) for row in item["table"] or ())
        if len({len(row) for row in table}) > 1:
            raise ValueError(f"{item['file']}: rows of the table differ in length")
        if Path(item["file"]).is_absolute() or ".." in Path(item["file"]).parts:
            raise ValueError(f"{item['file']}: a path inside the folder is expected")
        return cls(item["file"], item["title"], item["kind"], tuple(item["paragraphs"]), table)


def read_manifest(path: Path) -> tuple[Material, ...]:
    """Return the materials of a manifest in its order."""
    items = json.loads(path.read_text(encoding="utf-8"))
    return tuple(Material.from_json(item) for item in items)


def render(material: Material) -> bytes:
    """Return a material as the bytes of a DOCX file."""
    document = docx.Document()
    dress(document, material.title, material.kind)
    document.add_heading(material.title, level=1)
    for text in material.paragraphs:
        document.add_paragraph(text)
    if material.table:
        add_table(document, material.table, material.title)
    return packed(document)


def dress(document: Document, title: str, kind: str) -> None:
    """Give a new document its page, styles and properties."""
    _set_page(document)
    _set_styles(document)
    _set_properties(document, title, kind)
    _drop_leftovers(document)


def packed(document: Document) -> bytes:
    """Return a document as the bytes of a file, the same for the same document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return _repacked(buffer.getvalue())


def write_all(materials: Iterable[Material], target: Path) -> tuple[Path, ...]:
    """Write the materials under a folder, leaving files that are already the same untouched.

    Returns:
        The files that were new or different.
    """
    changed = []
    for material in materials:
        path, data = target / material.file, render(material)
        if path.is_file() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        changed.append(path)
    return tuple(changed)


def _set_page(document: Document) -> None:
    """Use A4 instead of the template's Letter."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)


def _set_styles(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        for script in ("w:val", "w:eastAsia", "w:bidi"):
            language.set(qn(script), _LANGUAGE)
    _set_style(document, "Normal", Pt(12), after=Pt(6))
    _set_style(document, "Heading 1", Pt(16), after=Pt(8))
    _set_style(document, "Heading 2", Pt(13), after=Pt(6))


def _set_style(document: Document, name: str, size: Length, after: Length) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = _FONT, size
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.space_after = after
    properties = style.element.get_or_add_rPr()
    _set_fonts(properties.find(qn("w:rFonts")))
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGE)
    properties.append(language)


def _set_fonts(fonts: Any) -> None:
    """Name the font for every script: the template's theme fonts would win otherwise."""
    for attribute in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FONT)


def _set_properties(document: Document, title: str, kind: str) -> None:
    properties = document.core_properties
    properties.title, properties.subject = title, kind
    properties.author = properties.last_modified_by = ""
    properties.comments = properties.keywords = ""
    properties.language = _LANGUAGE
    properties.created = properties.modified = _WRITTEN
    properties.revision = 1


def _drop_leftovers(document: Document) -> None:
    """Remove what the template tells about itself: its preview, its program, spare styles."""
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype in _LEFTOVERS:
                del relations[key]


def add_table(document: Document, rows: Sequence[Sequence[str]], title: str) -> None:
    """Add a table whose first row is its header; ``title`` names it for those who listen."""
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    table.autofit = False
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    _set_widths(table, _widths(rows))
    _mark_header(table)
    _keep_rows_whole(table)
    _describe(table, title)


def _widths(rows: Sequence[Sequence[str]]) -> list[Length]:
    """Give every column room for its longest word and share the rest by their texts."""
    columns = list(zip(*rows, strict=True))
    floors = [_floor(column) for column in columns]
    weights = [_weight(column, len(columns)) for column in columns]
    rest = max(_TEXT_WIDTH - sum(floors), 0)
    return [
        Length(floor + rest * weight // sum(weights))
        for floor, weight in zip(floors, weights, strict=True)
    ]


def _floor(column: Sequence[str]) -> Length:
    """Return the width in which the longest word of a column does not break."""
    letters = max(len(word) for text in column for word in text.split() or [""])
    return Cm(0.24 * letters + 0.5)


def _weight(column: Sequence[str], columns: int) -> int:
    """Tell how much room a column asks for; one left to be filled by hand asks for more."""
    empty = not any(column[1:])
    return max(min(max(map(len, column)), 40), 90 // columns if empty else 0)


def _set_widths(table: Table, widths: Sequence[Length]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)


def _mark_header(table: Table) -> None:
    """Make the first row bold and repeat it on every page."""
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _keep_rows_whole(table: Table) -> None:
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _describe(table: Table, title: str) -> None:
    """Give the table a name for those who read by ear."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    table._tbl.tblPr.append(caption)


def _repacked(data: bytes) -> bytes:
    """Return the archive with its members sorted and their dates fixed."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist()):
            member = zipfile.ZipInfo(name, _ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            target.writestr(member, source.read(name))
    return buffer.getvalue()


def main() -> None:
    """Write every material of the manifest and say what changed."""
    materials = read_manifest(MANIFEST)
    changed = write_all(materials, TARGET)
    print(f"материалов: {len(materials)}, записано: {len(changed)}")


if __name__ == "__main__":
    main()
