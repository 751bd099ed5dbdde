"""Documents as an office opens them: every kind in LibreOffice, read back word for word."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from generator.documents.kinds import KINDS
from generator.documents.press import Made
from tests.document_sets import Set
from tests.document_texts import docx_text, squeezed

_NO_OFFICE = (
    "Для проверки документов Word нужен LibreOffice. Установите его: в Debian и Ubuntu — "
    "«sudo apt install libreoffice-writer-nogui», в других системах — с сайта ru.libreoffice.org."
)
_PATIENCE = 300
_FEW_BYTES = 2000


def one_of_each(whole: Set) -> dict[str, Made]:
    """Return one document of each kind and design by its id."""
    return {made.document.id: made for made in (whole.of(kind.id) for kind in KINDS)}


def opened(files: dict[str, bytes], form: str, scratch: Path) -> dict[str, bytes]:
    """Open all files by one LibreOffice and return what it saves them as."""
    office = shutil.which("soffice")
    if office is None:
        pytest.fail(_NO_OFFICE, pytrace=False)
    there, out = scratch / "docx", scratch / "out"
    there.mkdir()
    for name, data in files.items():
        (there / f"{name}.docx").write_bytes(data)
    command = [
        *(office, "--headless", "--norestore", f"-env:UserInstallation={scratch.as_uri()}/profile"),
        *("--convert-to", form, "--outdir", str(out)),
        *map(str, sorted(there.iterdir())),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
    ending = form.partition(":")[0]
    return {name: (out / f"{name}.{ending}").read_bytes() for name in files}


def _read(saved: bytes) -> str:
    """Return the text LibreOffice saved; hyphens that do not break are hyphens."""
    return squeezed(saved.decode("utf-8-sig")).replace("\u2011", "-")


def test_office_reads_every_kind_as_it_was_written(whole: Set, tmp_path: Path) -> None:
    written = {id_: made.files["docx"] for id_, made in one_of_each(whole).items()}
    read = opened(written, "txt:Text (encoded):UTF8", tmp_path)
    for id_, data in written.items():
        assert _read(read[id_]) == docx_text(data, bullet="•"), id_


def test_office_prints_no_page_of_nothing(whole: Set, tmp_path: Path) -> None:
    written = {made.document.id: made.files["docx"] for made in whole.made}
    for id_, data in opened(written, "pdf", tmp_path).items():
        pages = PdfReader(io.BytesIO(data)).pages
        short = [page for page in pages if len(page.get_contents().get_data()) < _FEW_BYTES]
        bare = [page for page in short if re.fullmatch(r"\s*\d*\s*", page.extract_text())]
        assert not bare, id_


def test_word_documents_open_again_and_keep_their_text(whole: Set) -> None:
    for id_, made in one_of_each(whole).items():
        document = docx.Document(io.BytesIO(made.files["docx"]))
        again = io.BytesIO()
        document.save(again)
        assert docx_text(again.getvalue()) == docx_text(made.files["docx"]), id_
