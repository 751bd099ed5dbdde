"""Write the files of the demonstration's acts: PDFs, a scan, forms in DOCX, a signature.

Requisites and texts are those of the records, so a page and its file never disagree. The same
records always give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import docx
import typst
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generator.model.act import Act, ActStatus, SignatureKind
from generator.model.links import replace_links
from generator.model.loading import load
from generator.model.registry import Registry
from generator.render.clauses import apart
from tests.demo import write_materials as docx_files

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "content" / "documents"
_MARK = "Демонстрационный документ: школа, люди и события вымышлены"

_SHEET = """
#set document(title: {title}, author: {school}, date: {date})
#set text(font: "Libertinus Serif", size: 12pt, lang: "ru", region: "RU", hyphenate: false)
#set page(
  paper: "a4", flipped: {flipped},
  margin: (left: 25mm, right: 15mm, top: 22mm, bottom: 20mm),
  header: align(center, text(size: 8.5pt, fill: rgb("#555555"), {mark})),
  footer: context align(center, text(size: 9pt, counter(page).display())),
)
#set par(justify: true, leading: 0.65em, spacing: 0.75em)
#set table(stroke: 0.5pt, inset: (x: 5pt, y: 4pt))
#show heading: it => block(above: 1.3em, below: 0.7em, text(size: 12pt, weight: "bold", it.body))
#show heading.where(level: 1): it => align(center, block(above: 1.6em, below: 1.2em,
  text(size: 14pt, weight: "bold", hyphenate: false, it.body)))
#show table.cell: set par(justify: false)
"""
_parser = MarkdownIt("commonmark", {"html": False}).enable("table")
_parser.disable(["code", "fence", "hr", "lheading", "image"])


def files(registry: Registry) -> Iterator[tuple[str, bytes]]:
    """Yield every file with its path under ``content/documents``."""
    for act in registry.acts.values():
        for file in act.files:
            data = _paper(registry, act, file.file)
            yield file.file, data
            if file.signature:
                yield file.signature, detached_signature(data)


def write_all(registry: Registry, target: Path) -> list[Path]:
    """Write the files that are new or different and return them."""
    changed = []
    for name, data in files(registry):
        path = target / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            changed.append(path)
    return changed


def _paper(registry: Registry, act: Act, name: str) -> bytes:
    if name.endswith(".docx"):
        return _form(act)
    if act.signature and act.signature.kind is SignatureKind.BY_HAND:
        return _scan(_typeset(_sheet(registry, act), "png"))
    return _typeset(_sheet(registry, act), "pdf")


def _typeset(source: str, kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.typ"
        sheet.write_text(source, encoding="utf-8")
        if kind == "png":
            return typst.compile(sheet, format="png", ppi=150, ignore_system_fonts=True)
        standards = ["a-2a", "ua-1"]
        return typst.compile(sheet, pdf_standards=standards, ignore_system_fonts=True)


# The sheet


def _sheet(registry: Registry, act: Act) -> str:
    """Return an act as a document of typst."""
    school = registry.school
    table = {"дорожная карта": _roadmap, "план реализации": _workplan}.get(act.kind)
    head = _SHEET.format(
        title=_text(act.title),
        school=_text(school.name),
        date=f"datetime(year: {act.date.year}, month: {act.date.month}, day: {act.date.day})",
        mark=_text(_MARK),
        flipped="true" if table else "false",
    )
    parts = [
        head,
        f"#align(center, block(width: 75%, par(justify: false)[{_words(school.full_name)}]))",
        *_stamps(act),
        *_heading(act),
    ]
    parts += table(registry) if table else _blocks(replace_links(act.text or "", lambda k: k.text))
    parts += _appendices(act)
    parts += _card(act)
    return "\n\n".join(parts)


def _text(words: str) -> str:
    """Return a string of typst."""
    return json.dumps(words, ensure_ascii=False)


def _words(words: str) -> str:
    return f"#{_text(words)}"


def _lines(*lines: str) -> str:
    return " \\\n".join(_words(line) for line in lines if line)


def _stamps(act: Act) -> Iterator[str]:
    agreed = "\n\n".join(
        _lines("СОГЛАСОВАНО", stamp.body, f"Протокол № {stamp.protocol} от {stamp.date:%d.%m.%Y}")
        for stamp in act.agreed
    )
    approved = ""
    if stamp := act.approved:
        order = f"Приказ № {stamp.order} " if stamp.order else ""
        approved = _lines(
            "УТВЕРЖДАЮ", stamp.post.capitalize(), stamp.name, f"{order}от {stamp.date:%d.%m.%Y}"
        )
    if agreed or approved:
        yield f"#v(0.6em)\n#grid(columns: (1fr, 1fr), gutter: 2em, [{agreed}], [{approved}])"


def _heading(act: Act) -> Iterator[str]:
    if act.status is ActStatus.DRAFT:
        yield f"#align(right)[#strong[{_words('ПРОЕКТ')}]]"
    if act.number:
        kind = "ПРИКАЗ" if act.kind.startswith("приказ") else act.kind.upper()
        yield f"#v(0.8em)\n#align(center)[#strong[{_words(kind)}]]"
        yield f"#grid(columns: (1fr, 1fr), [{_words(f'{act.date:%d.%m.%Y}')}], align(right)[{_words(f'№ {act.number}')}])"  # noqa: E501
    yield f"#heading(level: 1, {_text(act.title)})"


def _appendices(act: Act) -> Iterator[str]:
    if act.appendices:
        yield f"#v(0.8em)\n{_words('Приложения:')}"
        yield "\n".join(f"- {_words(name)}" for name in act.appendices)


def _card(act: Act) -> Iterator[str]:
    """Yield the card of an electronic signature; a hand signs a scan itself."""
    card = act.signature
    if card is None or card.kind is SignatureKind.BY_HAND:
        return
    term = f"с {card.valid_from:%d.%m.%Y} по {card.valid_until:%d.%m.%Y}"
    lines = _lines(
        f"Подпись: {card.kind}",
        f"Сертификат: {card.key}",
        f"Владелец: {card.holder}, {card.post}",
        f"Выдан: {card.issuer}, действителен {term}",
        f"Подписано: {card.signed:%d.%m.%Y}" + (f" в {card.time}" if card.time else ""),
    )
    yield (
        "#v(1.2em)\n#block(breakable: false, width: 105mm, inset: 8pt, radius: 4pt, "
        'stroke: 1pt + rgb("#1c4587"))[#set par(justify: false)\n'
        f'#set text(size: 9pt, fill: rgb("#1c4587"))\n'
        f"#strong[{_words('ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ')}]\n\n{lines}]"
    )


def _blocks(text: str) -> Iterator[str]:
    tokens = _parser.parse("\n".join(apart(text)))
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "heading_open":
            yield f"#heading(level: 2)[{_inline(tokens[index + 1])}]"
        elif token.type == "paragraph_open":
            inside = token.level > 0
            yield ("- " if inside else "") + _inline(tokens[index + 1])
        elif token.type == "table_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
            yield _table(_rows(tokens[index:end]))
            index = end
        index += 1


def _rows(tokens: Iterable[Token]) -> list[list[str]]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token))
    return rows


def _inline(token: Token) -> str:
    marks = {"strong_open": "#strong[", "strong_close": "]", "softbreak": " "}
    return "".join(
        _words(child.content) if child.type == "text" else marks.get(child.type, "")
        for child in token.children or []
    )


def _table(rows: list[list[str]], columns: str = "") -> str:
    first, *others = rows
    wide = columns or f"({', '.join(['1fr'] * len(first))},)"
    head = "".join(f"[#strong[{cell}]], " for cell in first)
    body = "\n".join("".join(f"[{cell}], " for cell in row) for row in others)
    return f"#table(columns: {wide},\n table.header({head}),\n{body})"


def _roadmap(registry: Registry) -> Iterator[str]:
    assert registry.roadmap is not None
    yield _words(f"Цель: {registry.roadmap.purpose}")
    for section in registry.roadmap.sections:
        yield f"#heading(level: 2, {_text(f'{section.number}. {section.name}')})"
        yield _words(f"Задача: {section.task}")
        head = ["№ п/п", "Мероприятие", "Срок", "Ответственные"]
        rows = [[i.number, i.what, str(i.due), ", ".join(i.responsible)] for i in section.items]
        yield _table(_cells([head, *rows]), "(14mm, 1fr, 42mm, 70mm)")


def _workplan(registry: Registry) -> Iterator[str]:
    assert registry.workplan is not None
    for block in registry.workplan.blocks:
        yield f"#heading(level: 2, {_text(block.name)})"
        head = ["№", "Мероприятие", "Сроки, место", "Результат", "Ответственные"]
        rows = [
            [
                item.number,
                item.what,
                ", ".join(filter(None, (str(item.due), item.place))),
                "; ".join(item.results),
                ", ".join(item.responsible),
            ]
            for item in block.items
        ]
        yield _table(_cells([head, *rows]), "(10mm, 1fr, 42mm, 70mm, 50mm)")


def _cells(rows: list[list[str]]) -> list[list[str]]:
    return [[_words(cell) for cell in row] for row in rows]


# A scan


def _scan(png: bytes) -> bytes:
    """Return a page as a flat scanner would: grey, a little askew, signed, with a seal."""
    page = Image.open(io.BytesIO(png)).convert("RGB")
    _sign(page)
    page = page.rotate(0.55, Image.Resampling.BICUBIC, fillcolor=(247, 246, 243))
    grain = Image.frombytes("L", (256, 256), bytes(b // 16 for b in Random(61).randbytes(65536)))
    noise = Image.new("L", page.size)
    for left in range(0, page.width, 256):
        for top in range(0, page.height, 256):
            noise.paste(grain, (left, top))
    page = ImageChops.subtract(page, Image.merge("RGB", [noise] * 3))
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    stream = io.BytesIO()
    moment = datetime(2024, 8, 15, tzinfo=UTC).timetuple()
    page.save(
        stream, "PDF", resolution=150, quality=60, title="Скан приказа № 61-о",
        creationDate=moment, modDate=moment,
    )  # fmt: skip
    return stream.getvalue()


def _sign(page: Image.Image) -> None:
    """Draw a seal and a stroke of a pen below the text."""
    bottom = _last_ink(page) + 70
    draw = ImageDraw.Draw(page)
    ink = (38, 62, 150)
    hand = (330, 0), (365, -52), (378, 12), (410, -40), (428, 6), (470, -26), (520, -8), (620, -20)
    stroke = [(x, bottom + y) for x, y in hand]
    draw.line(stroke, fill=ink, width=4, joint="curve")
    for radius, width in ((118, 5), (104, 2), (52, 2)):
        box = (760 - radius, bottom - radius, 760 + radius, bottom + radius)
        draw.ellipse(box, outline=ink, width=width)


def _last_ink(page: Image.Image) -> int:
    body = page.convert("L").crop((0, 0, page.width, page.height - 150))
    box = body.point(lambda value: 255 if value < 128 else 0).getbbox()
    return box[3] if box else page.height // 2


# Forms


def _form(act: Act) -> bytes:
    """Return a blank form as a document of Word."""
    document = docx.Document()
    docx_files.dress(document, act.title, f"{act.kind.capitalize()}. {_MARK}")
    document.add_heading(act.title, level=1)
    tokens = _parser.parse("\n".join(apart(act.text or "")))
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            document.add_heading(_plain(tokens[index + 1]), level=2)
        elif token.type == "paragraph_open":
            document.add_paragraph(_plain(tokens[index + 1]))
        elif token.type == "table_open":
            end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
            docx_files.add_table(document, _plain_rows(tokens[index:end]), act.title)
    return docx_files.packed(document)


def _plain(token: Token) -> str:
    return "".join(child.content for child in token.children or [])


def _plain_rows(tokens: Iterable[Token]) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_plain(token))
    return tuple(map(tuple, rows))


# A signature


def detached_signature(data: bytes) -> bytes:
    """Return a detached signature as programs of signing write it (RFC 5652).

    There is no key behind it: it only shows how a signed act is published.
    """
    digest = hashlib.sha256(data).digest()
    sha256 = _der(0x30, _oid("2.16.840.1.101.3.4.2.1"), _der(0x05))
    content = _der(0x30, _oid("1.2.840.113549.1.7.1"))
    name = _der(0x30, _der(0x31, _der(0x30, _oid("2.5.4.3"), _der(0x0C, _MARK.encode()))))
    kind = _der(0x30, _oid("1.2.840.113549.1.9.3"), _der(0x31, _oid("1.2.840.113549.1.7.1")))
    message = _der(0x30, _oid("1.2.840.113549.1.9.4"), _der(0x31, _der(0x04, digest)))
    signer = _der(
        0x30,
        _der(0x02, b"\x01"),
        _der(0x30, name, _der(0x02, b"\x01")),
        sha256,
        _der(0xA0, kind, message),
        _der(0x30, _oid("1.2.840.113549.1.1.1"), _der(0x05)),
        _der(0x04, hashlib.sha512(digest).digest() * 4),
    )
    signed = _der(0x30, _der(0x02, b"\x01"), _der(0x31, sha256), content, _der(0x31, signer))
    return _der(0x30, _oid("1.2.840.113549.1.7.2"), _der(0xA0, signed))


def _der(tag: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    length = len(body)
    if length < 128:
        return bytes([tag, length]) + body
    size = (length.bit_length() + 7) // 8
    return bytes([tag, 0x80 | size]) + length.to_bytes(size, "big") + body


def _oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    body = bytes([first * 40 + second])
    for number in rest:
        groups = [number & 0x7F]
        while number := number >> 7:
            groups.append(0x80 | (number & 0x7F))
        body += bytes(reversed(groups))
    return _der(0x06, body)


if __name__ == "__main__":
    for changed_file in write_all(load(ROOT)[0], TARGET):
        print(changed_file.relative_to(ROOT))
