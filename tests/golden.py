"""Golden pages of the demonstration: ``python -m tests.golden`` writes them anew.

A change of a template or of the data shows in the diff of these files and is looked at.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from generator.settings import Settings
from generator.site import check_data, internal_site, public_site

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).resolve().parent / "golden"
TODAY = date(2026, 11, 20)
PUBLIC = (
    "index",
    "roadmap",
    "council",
    "cases/index",
    "cases/tri-pervyh-klassa",
    "cases/request/disciplina",
    "mentors/index",
    "mentors/lebedev",
    "acts/index",
    "acts/2026-polozhenie",
    "acts/2024-prikaz-kurator",
    "acts/year/2024",
)
INTERNAL = (
    "index",
    "bank-mentees",
    "pairs/index",
    "pairs/2026-nikitina-shevchenko",
    "mentors/fedorova",
    "unmatched",
)


def pages() -> dict[str, str]:
    """Return content of the golden pages by their file names."""
    settings = Settings(ROOT, TODAY)
    checked = check_data(settings, TODAY)
    public = public_site(checked, settings).pages
    internal = internal_site(checked, settings).pages
    return {
        **{f"public/{path}.html": public[path].html for path in PUBLIC},
        **{f"internal/{path}.html": internal[path].html for path in INTERNAL},
    }


def main() -> None:
    """Write the golden pages anew."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for name, html in pages().items():
        file = GOLDEN / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
