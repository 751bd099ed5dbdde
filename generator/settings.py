"""What one run works with: folders, the date, the audience."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

DOCUMENTS = "documents"
"""Folder of the files of acts under ``content``."""
TEMPLATES = "templates"
"""Folder of templates of documents under ``content``: MkDocs never publishes it."""
KEPT = ".nastavnik"
"""Folder of what the program must remember of a school: publications, a change cut short."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Folders and the date of one run; nothing else in the generator asks the clock.

    Attributes:
        project: The school's folder with ``mkdocs.yml``.
        today: The date on which consents, deadlines and statuses are judged.
            ``None`` means the date fixed in ``data/school.yml`` for a demonstration, else the
            caller's clock (see :func:`resolve_today`).
        address: Where the public section will stand: ``https://school.example/nastavnik/``;
            empty when it is not known.
    """

    project: Path
    today: date | None = None
    address: str = ""

    @property
    def data(self) -> Path:
        """Folder of the YAML records."""
        return self.project / "data"

    @property
    def content(self) -> Path:
        """Folder of ordinary MkDocs pages and files."""
        return self.project / "content"

    @property
    def cache(self) -> Path:
        """Folder of what is slow to make anew, see :mod:`generator.cache`."""
        return self.project / ".cache" / "nastavnik"

    @property
    def documents(self) -> Path:
        """Folder of the files of acts."""
        return self.content / DOCUMENTS

    @property
    def theme(self) -> Path:
        """Folder of the school's own templates and styles; may be absent."""
        return self.project / "theme"


def resolve_today(asked: date | None, fixed: date | None, clock: date) -> date:
    """Choose the date of the run: asked for, else fixed by the data, else the clock's."""
    return asked or fixed or clock
