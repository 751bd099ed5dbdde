"""Long texts of acts, kept in Markdown files beside the records."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from generator.model.types import fail
from generator.source.files import read_text


class DocumentTexts:
    """Reads the Markdown files that acts name in «текст».

    Args:
        folder: Folder of the acts' files, ``content/documents``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> str:
        """Return the text of a file.

        Args:
            name: Path inside the folder.

        Raises:
            PydanticCustomError: When the file is missing, lies outside or cannot be read.
        """
        where = "/".join(self._folder.parts[-2:])
        file = self._folder / name
        if ".." in PurePosixPath(name).parts or not file.resolve().is_relative_to(
            self._folder.resolve()
        ):
            raise fail("П-16", f"файл «{name}» вне папки {where}", f"положите его в {where}")
        if not file.is_file():
            hint = f"положите файл в {where}, исправьте имя или впишите сам текст"
            raise fail("П-15", f"нет файла {where}/{name}", hint)
        text, problems = read_text(file, f"{where}/{name}")
        if text is None:
            told = problems[0]
            raise fail(told.code, f"{where}/{name}: {told.message}", told.hint)
        if not text.strip():
            raise fail("К-08", f"файл {where}/{name} пуст", "заполните его или уберите ключ")
        return text
