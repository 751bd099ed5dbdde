"""One build by MkDocs into a folder that is replaced only when everything went well."""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from generator.adapters.mkdocs import NastavnikPlugin
from generator.diagnostics import DataError, Level, Problem, Span
from generator.site import Site
from generator.views.page import Internal, Public

CONFIGS = {Public.name: "mkdocs.yml", Internal.name: "theme/config/internal.yml"}
FOLDERS = {Public.name: "site", Internal.name: "site-internal"}
_OURS = b"nastavnik-audience"


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build."""

    site: Site[Public] | Site[Internal]
    folder: Path
    pages: int
    size: int
    seconds: float


class NotOurFolderError(Exception):
    """The folder to write into holds something that is not a site of ours."""


def build(project: Path, audience: str, folder: Path, today: date | None) -> Built:
    """Build the site of one audience.

    The site is built beside ``folder`` and takes its place at the end, so a failed build
    leaves the earlier site as it was.

    Args:
        project: The school's folder.
        audience: ``public`` or ``internal``.
        folder: Where the site should be.
        today: The date of the run, or ``None`` for the one fixed in the data or the clock's.

    Raises:
        DataError: With every problem, when the site cannot be built.
        NotOurFolderError: When ``folder`` holds files that no build of ours put there.
    """
    start = time.monotonic()
    _refuse_foreign(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        config = _config(project, audience, fresh, today)
        site = run(config)
        _replace(folder, fresh)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    files = [file for file in folder.rglob("*") if file.is_file()]
    pages = sum(file.suffix == ".html" for file in files)
    size = sum(file.stat().st_size for file in files)
    return Built(site, folder, pages, size, time.monotonic() - start)


def _config(project: Path, audience: str, folder: Path, today: date | None) -> MkDocsConfig:
    path = project / CONFIGS[audience]
    try:
        config = load_config(config_file=str(path), site_dir=str(folder))
    except ConfigurationError as error:
        raise DataError([_config_problem(path, project, str(error))]) from error
    if today is not None:
        _plugin(config).config.today = f"{today:%d.%m.%Y}"
    return config


def _config_problem(path: Path, project: Path, reason: str) -> Problem:
    span = Span(path.relative_to(project).as_posix())
    return Problem("Н-10", Level.ERROR, span, f"настройки MkDocs не читаются: {reason}")


def _plugin(config: MkDocsConfig) -> NastavnikPlugin:
    plugin: Any = config.plugins["nastavnik"]
    assert isinstance(plugin, NastavnikPlugin)
    return plugin


def run(config: MkDocsConfig) -> Site[Public] | Site[Internal]:
    """Let MkDocs build by a configuration.

    Raises:
        DataError: With our problems, or with MkDocs' warnings, which are errors here.
    """
    plugin = _plugin(config)
    with _warnings() as warnings:
        try:
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build.build(config)
            config.plugins.on_shutdown()
        except Abort as error:
            raise (_data_error(error) or DataError(_told(warnings))) from error
    return plugin.site


def _data_error(error: BaseException | None) -> DataError | None:
    """Find our own error among the causes of MkDocs' one."""
    while error is not None:
        if isinstance(error, DataError):
            return error
        error = error.__cause__ or error.__context__
    return None


@contextmanager
def _warnings() -> Iterator[list[logging.LogRecord]]:
    """Collect what MkDocs warns of instead of printing it."""
    records: list[logging.LogRecord] = []
    logger = logging.getLogger("mkdocs")
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append  # type: ignore[assignment,method-assign]
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield records
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


_KNOWN = (
    (
        re.compile(r"Doc file '(?P<file>[^']+)' contains a link '(?P<link>[^']+)', but the target"),
        "мёртвая ссылка: {link}",
    ),
    (
        re.compile(r"Doc file '(?P<file>[^']+)' contains a link '(?P<link>[^']+)', but .*anchor"),
        "ссылка ведёт к месту, которого на странице нет: {link}",
    ),
)


def _told(records: list[logging.LogRecord]) -> list[Problem]:
    """Put MkDocs' warnings into Russian where we know them."""
    return [_mkdocs_problem(record.getMessage()) for record in records]


def _mkdocs_problem(text: str) -> Problem:
    for pattern, message in _KNOWN:
        if found := pattern.search(text):
            span = Span(f"content/{found['file']}")
            told = message.format(link=found["link"])
            return Problem("М-01", Level.ERROR, span, told, "исправьте ссылку в тексте страницы")
    return Problem("М-02", Level.ERROR, Span("mkdocs.yml"), f"сообщение MkDocs: {text}")


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotOurFolderError(folder)
    page = folder / "404.html"
    empty = not any(folder.iterdir())
    if not empty and not (page.is_file() and _OURS in page.read_bytes()):
        raise NotOurFolderError(folder)


def _replace(folder: Path, fresh: Path) -> None:
    """Put the fresh site in place of the old one with no moment of a half of both."""
    fresh.chmod(0o755)
    if folder.exists():
        old = fresh.with_name(f"{fresh.name}-old")
        folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    else:
        fresh.rename(folder)
