"""Both banks written as files for Excel and Word."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from generator.exchange.banks_docx import bank_docx
from generator.exchange.banks_xlsx import bank_xlsx
from generator.model.registry import Registry
from generator.rules.banks import mentee_bank, mentor_bank


def bank_files(registry: Registry, today: date) -> Mapping[str, bytes]:
    """Return both banks as files by their names; the same data give the same bytes.

    Args:
        registry: The school's records.
        today: The day the banks are made for.

    Raises:
        TooLongError: When a text does not fit into a cell of Excel.
    """
    files: dict[str, bytes] = {}
    for bank in (mentor_bank(registry, today), mentee_bank(registry, today)):
        files[f"{bank.id}.xlsx"] = bank_xlsx(bank, registry.school.name, today)
        files[f"{bank.id}.docx"] = bank_docx(bank, registry.school.name, today)
    return files


def put_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder; none of them is ever half there.

    Args:
        folder: The folder; it is made when it is not there.
        files: Contents by names; files of these names are replaced.

    Raises:
        OSError: When the disk refuses, or a file is open in another program.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".nastavnik-", dir=folder) as scratch:
        for name, contents in files.items():
            Path(scratch, name).write_bytes(contents)
        for name in files:
            Path(scratch, name).replace(folder / name)
