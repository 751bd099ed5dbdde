"""Files that records name: photos and materials must be there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.diagnostics import Level, Problem
from generator.model.base import Entity
from generator.model.registry import Registry
from generator.rules.act_files import check_act_files
from generator.settings import Settings
from generator.source.files import is_device

PHOTOS = "photos"
MATERIALS = "materials"


def check_files(registry: Registry, settings: Settings) -> Iterator[Problem]:
    """Yield an error for every named file that is missing or lies outside its folder.

    Photos lie in ``data/photos`` (only permitted ones are copied to a site), materials of
    cases in ``content/materials``, files of acts in ``content/documents``, the school's sign
    in ``content``.
    """
    school = registry.school
    if school.appearance is not None and school.appearance.logo is not None:
        where = ("оформление", "логотип")
        yield from _check(school, where, school.appearance.logo, settings.content, settings)
    for person in registry.people():
        if person.photo is not None:
            folder = settings.data / PHOTOS
            yield from _check(person, ("фото", "файл"), person.photo.file, folder, settings)
    for case in registry.cases.values():
        for index, photo in enumerate(case.photos):
            folder, place = settings.data / PHOTOS, ("фото", index, "файл")
            yield from _check(case, place, photo.file, folder, settings)
        for index, material in enumerate(case.materials):
            path = ("материалы", index, "файл")
            yield from _check(case, path, material.file, settings.content / MATERIALS, settings)
    for act in registry.acts.values():
        for index, file in enumerate(act.files):
            for key, name in file.paths:
                path = ("файлы", index, key)
                yield from _check(act, path, name, settings.documents, settings)
    yield from check_act_files(registry, settings)


def _check(
    record: Entity, path: tuple[str | int, ...], name: str, folder: Path, settings: Settings
) -> Iterator[Problem]:
    where = folder.relative_to(settings.project).as_posix()
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or "\\" in name or ":" in name:
        message = f"файл «{name}» вне папки {where}"
        yield Problem("П-16", Level.ERROR, record.at(*path), message, f"положите его в {where}")
        return
    if any(map(is_device, pure.parts)):
        message = f"имя «{name}» занято: для Windows это устройство, а не файл"
        yield Problem("П-16", Level.ERROR, record.at(*path), message, "переименуйте файл")
        return
    file = folder / name
    if not file.is_file():
        message = f"нет файла {where}/{name}"
        hint = f"положите файл в {where} или исправьте имя"
        if alike := _alike(file):
            hint = f"там есть «{alike}»: имена должны совпадать до буквы"
        yield Problem("П-15", Level.ERROR, record.at(*path), message, hint)
    elif not file.resolve().is_relative_to(folder.resolve()):
        message = f"файл «{name}» — ссылка наружу"
        yield Problem("П-16", Level.ERROR, record.at(*path), message, f"положите его в {where}")


def _alike(file: Path) -> str:
    """Return the name of a file beside it that differs by capital letters alone, if any."""
    beside = file.parent.iterdir() if file.parent.is_dir() else ()
    same = (other.name for other in beside if other.name.casefold() == file.name.casefold())
    return min(same, default="")
