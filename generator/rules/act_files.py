"""Files of acts: what they are, and what is wrong with them before anybody opens them."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from generator.cache import Cache, key_of, program
from generator.diagnostics import Level, Problem
from generator.model.act import Act, ActFile
from generator.model.registry import Registry
from generator.model.slugs import ascii_slug
from generator.rules.finding import day, found
from generator.rules.signature_files import signers_of
from generator.settings import Settings
from generator.source.document import Path as KeyPath

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

LARGEST: Final = 15_000_000
"""Bytes above which a file opens too long on a phone and many hostings refuse it."""
_MOST_UNPACKED: Final = 400_000_000
_GOOD_NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST_NAME: Final = 100
_PAGES: Final = {".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".html", ".htm"}
_PICTURES: Final = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp"}
_SIGNATURES: Final = {".sig", ".p7s", ".sgn"}
_ZIPPED: Final = {
    ".docx": "[Content_Types].xml",
    ".xlsx": "[Content_Types].xml",
    ".odt": "mimetype",
    ".ods": "mimetype",
}
_HEADS: Final = {".doc": b"\xd0\xcf\x11\xe0", ".xls": b"\xd0\xcf\x11\xe0", ".rtf": b"{\\rtf"}
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]{2}")
_LETTERS = re.compile(rb"[)>\]]\s*T[jJ]\b")
"""Operators of a page that show letters."""
_FEW: Final = 6
_ROOM: Final = "facts"
_MOST_KEPT: Final = 5_000


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file of an act is.

    Attributes:
        kind: Its ending in capital letters: «PDF».
        size: Bytes.
        sha256: Hexadecimal digest of the bytes.
        pages: How many pages, where the format tells; else 0.
        pictures: Numbers of the pages that are pictures without text.
        broken: Why it cannot be read, in Russian; empty when it can.
        locked: A password is needed to open it.
        uncopied: Its author forbade copying of the text.
    """

    kind: str
    size: int
    sha256: str
    pages: int = 0
    pictures: tuple[int, ...] = ()
    broken: str = ""
    locked: bool = False
    uncopied: bool = False

    @property
    def searchable(self) -> bool:
        """Whether all its text can be found and read by a program."""
        return not (self.pictures or self.broken or self.locked)


def facts_of_files(registry: Registry, settings: Settings) -> Mapping[str, FileFacts]:
    """Look at every file that acts name and that is there.

    Returns:
        Facts by the path inside ``content/documents``.
    """
    found_files: dict[str, FileFacts] = {}
    for act in registry.acts.values():
        for file in act.files:
            for _, name in file.paths:
                path = settings.documents / name
                if name not in found_files and path.is_file():
                    found_files[name] = facts_of(path, settings.cache)
    Cache(settings.cache).tidy(_ROOM, _MOST_KEPT)
    return found_files


def facts_of(file: Path, cache: Path | None = None) -> FileFacts:
    """Return what a file is; a file seen before and not changed since is not read again.

    Args:
        file: The file.
        cache: Folder of the cache, where facts of documents that are slow to read are kept.
    """
    state = file.stat()
    return _facts(file, state.st_size, state.st_mtime_ns, cache)


@lru_cache(maxsize=512)
def _facts(file: Path, size: int, _changed: int, cache: Path | None) -> FileFacts:
    data, ending = file.read_bytes(), file.suffix.lower()
    kind, digest = ending.removeprefix(".").upper(), hashlib.sha256(data).hexdigest()
    if not data:
        return FileFacts(kind, size, digest, broken="он пуст")
    if ending == ".pdf":
        return _pdf(data, kind, digest, Cache(cache))
    if ending in _PICTURES:
        return FileFacts(kind, size, digest, 1, (1,))
    return FileFacts(kind, size, digest, broken=_why_broken(data, ending))


def _pdf(data: bytes, kind: str, digest: str, cache: Cache) -> FileFacts:
    kept = cache.made(
        _ROOM,
        key_of(digest, kind, program()),
        lambda: json.dumps(asdict(_read_pdf(data, kind, digest))).encode(),
    )
    facts = json.loads(kept)
    return FileFacts(**{**facts, "pictures": tuple(facts["pictures"])})


def _why_broken(data: bytes, ending: str) -> str:
    if ending in _ZIPPED:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                unpacked = sum(part.file_size for part in packed.infolist())
                if unpacked > _MOST_UNPACKED:
                    return f"он распаковывается в {unpacked // 1_000_000} МБ, так не бывает"
                whole = _ZIPPED[ending] in packed.namelist() and packed.testzip() is None
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError):
            whole = False
        if not whole and data.startswith(_HEADS[".doc"]):
            # Office keeps a document with a password in its old container.
            return "он закрыт паролем или сохранён в старом формате под новым именем"
        return "" if whole else "он повреждён или сохранён не до конца"
    head = _HEADS.get(ending, b"")
    return "" if data.startswith(head) else f"внутри не {ending}, а что-то другое"


def _read_pdf(data: bytes, kind: str, digest: str) -> FileFacts:
    # Imported here: many runs meet no document, and the library takes long to load.
    from pypdf import PdfReader
    from pypdf.constants import UserAccessPermissions
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    size = len(data)
    try:
        reader = PdfReader(io.BytesIO(data))
        uncopied = False
        if reader.is_encrypted:
            if not reader.decrypt(""):
                return FileFacts(kind, size, digest, locked=True)
            allowed = reader.user_access_permissions
            uncopied = allowed is not None and not allowed & UserAccessPermissions.EXTRACT
        pictures = tuple(_pictures(reader))
        pages = len(reader.pages)
    except DependencyError:
        return FileFacts(kind, size, digest, locked=True)
    except Exception:  # noqa: BLE001 -- whatever is broken in it, the file is not readable
        return FileFacts(kind, size, digest, broken=_why_no_pdf(data))
    if not pages:
        return FileFacts(kind, size, digest, broken="в нём нет ни одной страницы")
    return FileFacts(kind, size, digest, pages, pictures, uncopied=uncopied)


def _pictures(reader: PdfReader) -> Iterator[int]:
    """Yield the numbers of the pages that are pictures.

    Words are taken out of pages, which is slow, until one is readable; a page that shows letters
    after it is believed.
    """
    readable = False
    for number, page in enumerate(reader.pages, 1):
        if readable and _shows_letters(page):
            continue
        if _is_picture(page):
            yield number
        elif _shows_letters(page):
            readable = True


def _shows_letters(page: PageObject) -> bool:
    content = page.get_contents()
    return content is not None and _LETTERS.search(content.get_data()) is not None


def _is_picture(page: PageObject) -> bool:
    """Tell whether a page shows something and says nothing that can be found or copied."""
    return not _WORD.search(page.extract_text()) and (
        "/XObject" in (page.get("/Resources") or {}) or bool(page.extract_text().strip())
    )


def _why_no_pdf(data: bytes) -> str:
    return "он повреждён или скачан не до конца" if b"%PDF-" in data[:1024] else "внутри не PDF"


# Problems


def check_act_files(registry: Registry, settings: Settings) -> Iterator[Problem]:
    """Yield what is wrong with the files of acts that are there."""
    facts = facts_of_files(registry, settings)
    for act in registry.acts.values():
        for index, file in enumerate(act.files):
            for key, name in file.paths:
                place: KeyPath = ("файлы", index, key)
                yield from _name(act, place, name)
                if name in facts:
                    yield from _readable(act, place, name, facts[name])
            if file.file in facts:
                yield from _scan(act, ("файлы", index, "файл"), file, facts)
            if file.signature and file.signature in facts:
                signed = settings.documents / file.file
                yield from _signature(act, index, settings.documents / file.signature, signed)
    yield from _collisions(registry, settings.documents)


def _name(act: Act, place: KeyPath, name: str) -> Iterator[Problem]:
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts:
        # It lies outside the folder: that is told by itself, a better name would not help.
        return
    if pure.suffix.lower() in _PAGES:
        message = f"файл «{name}» — страница, а не документ"
        hint = "текст акта пишут в ключе «текст», документ кладут в PDF или DOCX"
        yield found("Э-05", Level.ERROR, act, place, message, hint)
    elif not _GOOD_NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        message = f"имя файла «{name}» сломается на хостинге"
        hint = f"переименуйте файл: {good_name(name)}"
        yield found("Э-05", Level.ERROR, act, place, message, hint)
    elif (
        place[-1] == "файл"
        and pure.suffix.lower() not in {".pdf", ".txt", *_ZIPPED, *_HEADS}
        and pure.suffix.lower() not in _PICTURES
    ):
        message = f"файлы {pure.suffix or 'без окончания'} открываются не у всех"
        hint = "сохраните документ в PDF"
        if pure.suffix.lower() in _SIGNATURES:
            hint = "подпись называют рядом с подписанным файлом, в ключе «файл подписи»"
        yield found("Э-08", Level.WARNING, act, place, message, hint)


def good_name(name: str) -> str:
    """Return a name that any hosting keeps: «Положение 2026.PDF» → ``polozhenie-2026.pdf``."""
    *folders, last = name.split("/")
    stem, dot, ending = last.rpartition(".")
    if not stem:
        stem, dot, ending = last, "", ""
    plain = [ascii_slug(part)[: _LONGEST_NAME // 2] or "dokument" for part in (*folders, stem)]
    return "/".join(plain) + dot + ascii_slug(ending)


def _readable(act: Act, place: KeyPath, name: str, facts: FileFacts) -> Iterator[Problem]:
    if facts.broken:
        message = f"файл «{name}» не читается: {facts.broken}"
        hint = "откройте его сами и сохраните заново"
        yield found("Э-01", Level.ERROR, act, place, message, hint)
    elif facts.locked:
        message = f"файл «{name}» закрыт паролем"
        yield found("Э-02", Level.ERROR, act, place, message, "сохраните его без пароля")
    elif facts.uncopied:
        message = f"в файле «{name}» запрещено копировать текст"
        hint = "сохраните его без запретов: текст на сайте должен копироваться"
        yield found("Э-03", Level.WARNING, act, place, message, hint)
    if facts.size > LARGEST:
        message = f"файл «{name}» велик: {facts.size / 1_000_000:.0f} МБ"
        hint = f"сожмите его или разделите: до {LARGEST // 1_000_000} МБ"
        yield found("Э-07", Level.WARNING, act, place, message, hint)


def _scan(
    act: Act, place: KeyPath, file: ActFile, facts: Mapping[str, FileFacts]
) -> Iterator[Problem]:
    """A scan says nothing to those who listen or search: the same text stands beside it."""
    pictures = facts[file.file].pictures
    other = facts.get(file.alternative or "")
    if not pictures or not act.public or act.text or (other and other.searchable):
        return
    pages = ", ".join(map(str, pictures[:_FEW])) + ("…" if len(pictures) > _FEW else "")
    message = f"«{file.file}» — скан: на страницах {pages} нет текста, который можно найти"
    if other:
        message += f", и в «{file.alternative}» тоже"
    hint = "впишите «текст» акта или приложите «текстовая версия» — DOCX или PDF с тем же текстом"
    yield found("Э-04", Level.WARNING, act, place, message, hint)


def _signature(act: Act, index: int, file: Path, signed: Path) -> Iterator[Problem]:
    """A signature is of the file beside it, its certificate in force on the day (63-ФЗ, ст. 11)."""
    place: KeyPath = ("файлы", index, "файл подписи")
    signers = signers_of(file.read_bytes())
    if not signers:
        message = f"«{file.name}» — не файл электронной подписи"
        hint = "положите файл .sig или .p7s, который создала программа подписания"
        yield found("Э-09", Level.ERROR, act, place, message, hint)
    if signed.is_file() and any(signer.is_of_another(signed.read_bytes()) for signer in signers):
        message = f"«{file.name}» — подпись другого файла: «{signed.name}» после неё изменён"
        hint = "верните файл, который подписывали, или подпишите этот заново"
        yield found("Э-14", Level.WARNING, act, place, message, hint)
    for signer in signers:
        on = signer.signed or (act.signature.signed if act.signature else act.date)
        if signer.term and not signer.term[0] <= on <= signer.term[1]:
            term = f"с {day(signer.term[0])} по {day(signer.term[1])}"
            message = f"сертификат в «{file.name}» действовал {term}, а подписано {day(on)}"
            hint = "подпишите документ действующим сертификатом"
            yield found("Э-15", Level.WARNING, act, place, message, hint)


def _collisions(registry: Registry, folder: Path) -> Iterator[Problem]:
    """Names that differ by capital letters alone are one file in Windows and two on a hosting."""
    seen = _on_disk(folder)
    for act in registry.acts.values():
        for index, file in enumerate(act.files):
            for key, name in file.paths:
                first = seen.setdefault(name.casefold(), name)
                if first != name and (folder / name).is_file():
                    message = f"«{name}» и «{first}» различаются только величиной букв"
                    hint = "назовите файл одинаково и строчными буквами"
                    yield found("Э-06", Level.ERROR, act, ("файлы", index, key), message, hint)


def _on_disk(folder: Path) -> dict[str, str]:
    """Return paths of the files of a folder by the same paths in small letters."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    paths = [file.relative_to(folder).as_posix() for file in files]
    return {path.casefold(): path for path in reversed(paths)}
