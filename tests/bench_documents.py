"""Timings of documents, for information only: ``python -m tests.bench_documents``.

Prints how long the whole set of the demonstration takes, from the call of the command to its
end, and how long an order about a thousand pairs takes in each format.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.documents.blocks import Design, Document
from generator.documents.contexts import pairs_order_context
from generator.documents.filling import Draft, Filler
from generator.documents.press import FORMATS, Press
from generator.model.registry import Registry
from generator.settings import Settings
from generator.site import check_data
from tests.bench import ROOT, TODAY, median
from tests.command import nastavnik

_ROWS = 1000


def big_order(settings: Settings, registry: Registry) -> Document:
    """Fill the order about a thousand pairs."""
    pair = registry.pairs["2026-sokolova-orlov"]
    pairs = {f"p{n}": pair.model_copy() for n in range(_ROWS)}
    grown = replace(registry, pairs=pairs)
    context = pairs_order_context(grown, TODAY, registry.acts["2026-prikaz-pary"], pairs.values())
    draft = Draft("big", "Приказ", "prikaz-pary", context, Design.LETTERHEAD)
    return Filler(settings.content).fill(draft)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        school = Path(scratch)
        for name in ("data", "content", "theme"):
            shutil.copytree(ROOT / name, school / name)
        shutil.copy(ROOT / "mkdocs.yml", school)

        def anew() -> None:
            shutil.rmtree(school / ".cache", ignore_errors=True)
            again()

        def again() -> None:
            done = nastavnik("documents", cwd=school)
            assert done.code == 0, done.text

        print(f"весь набор заново          {median(anew, 3)}")
        files = list((school / "documents").glob("*.*"))
        print(f"  файлов                   {len([f for f in files if f.suffix[1:] in FORMATS]):8}")
        print(f"весь набор без изменений   {median(again, 3)}")
    settings = Settings(ROOT, TODAY)
    registry = check_data(settings, TODAY).registry
    print(f"приказ, {_ROWS} пар: текст   {median(partial(big_order, settings, registry), 3)}")
    order, press = big_order(settings, registry), Press(settings, registry.school)
    for form in FORMATS:
        print(f"приказ, {_ROWS} пар: {form:5}   {median(partial(press.make, order, (form,)), 3)}")


if __name__ == "__main__":
    main()
