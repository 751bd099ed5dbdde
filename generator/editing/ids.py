"""File names of new records: short, in Latin letters, never taken."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.editing.workspace import RefusalError, Workspace
from generator.model.act import ActKind
from generator.model.places import ARCHIVE
from generator.model.slugs import ascii_slug, person_slug
from generator.model.types import is_slug, slug_hint
from generator.source.handwriting import as_text

_LONGEST = 40
_ACTS: Mapping[str, str] = MappingProxyType(
    {
        ActKind.CURATOR_ORDER: "prikaz-kurator",
        ActKind.REGULATION: "polozhenie",
        ActKind.REGULATION_ORDER: "prikaz-polozhenie",
        ActKind.ROADMAP: "dorozhnaya-karta",
        ActKind.WORKPLAN: "plan-realizacii",
        ActKind.PAIRS_ORDER: "prikaz-pary",
        ActKind.PLAN: "programma-pary",
        ActKind.REGISTER_ORDER: "prikaz-reestr",
        ActKind.TRAINING_ORDER: "prikaz-obuchenie",
        ActKind.AWARD_ORDER: "prikaz-pooshchrenie",
        ActKind.PROGRAMME: "programma",
        ActKind.CONSENT_FORM: "forma-soglasiya",
        ActKind.SURVEY_FORM: "anketa",
        ActKind.CONTRACT: "dogovor",
        ActKind.PROTOCOL: "protokol",
    }
)


def choose_id(school: Workspace, kind: str, values: Mapping[str, Any], asked: str = "") -> str:
    """Return the id of a new record.

    A case is named by its title alone: the name is its address, and an address must not tell
    who the pair is.

    Args:
        school: The records that are there.
        kind: Folder of the new record.
        values: What will be written in it.
        asked: The id the curator wants; empty to make one.

    Raises:
        RefusalError: When the id asked for is no file name or is taken.
    """
    return free_id(school.settings.data, kind, values, asked)


def free_id(data: Path, kind: str, values: Mapping[str, Any], asked: str = "") -> str:
    """Return the id of a new record, be the school sound or not.

    Args:
        data: Folder of the records.
        kind: Folder of the new record.
        values: What will be written in it.
        asked: The id the curator wants; empty to make one.

    Raises:
        RefusalError: When the id asked for is no file name or is taken.
    """
    # Windows and macOS see no difference between A.yml and a.yml.
    files = {
        file.stem.casefold(): file
        for folder in (f"{ARCHIVE}/*/{kind}", kind)
        for file in data.glob(f"{folder}/*.yml")
    }
    taken = set(files)
    if asked and not is_slug(asked):
        raise RefusalError(f"имя файла «{asked}» не годится", slug_hint(asked))
    if asked in taken:
        there = files[asked].relative_to(data.parent).as_posix()
        raise RefusalError(f"файл {there} уже есть", "выберите другое имя")
    if asked:
        return asked
    if kind in {"mentors", "mentees"}:
        return person_slug(as_text(values["ФИО"]), taken)
    guess = _guess(kind, values)
    guesses = (guess, *(f"{guess}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in guesses if name not in taken)


def _guess(kind: str, values: Mapping[str, Any]) -> str:
    match kind:
        case "pairs":
            year = as_text(values["программа"]["начало"])[-4:]
            mentor, mentees = values["наставник"], values["наставляемые"]
            return f"{year}-{mentor}-{mentees[0] if len(mentees) == 1 else 'gruppa'}"
        case "acts":
            words = _ACTS.get(as_text(values["вид"])) or _short(values["название"])
            return f"{as_text(values['дата'])[-4:]}-{words}"
        case "news":
            _, month, year = as_text(values["дата"]).split(".")
            return f"{year}-{month}-{_short(values['заголовок'])}"
    return _short(values["название"])


def _short(title: Any) -> str:
    """Return the first words of a title in Latin letters."""
    whole = ascii_slug(as_text(title)) or "zapis"
    if len(whole) <= _LONGEST:
        return whole
    return whole[: _LONGEST + 1].rpartition("-")[0] or whole[:_LONGEST]
