"""One build by MkDocs into a folder that is replaced only when everything went well."""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from yaml import MarkedYAMLError
from yaml.reader import ReaderError

from generator.adapters.earlier import Earlier, note_down
from generator.adapters.mkdocs import GivenUpError, NastavnikPlugin, Stage
from generator.adapters.standing import Order, Ready, measured, remember, stands_alone
from generator.aside import HAS_COPIES, Aside
from generator.cache import Cache
from generator.diagnostics import DataError, Level, Problem, Span
from generator.folders import folder_beside, replace_folder
from generator.garbage import no_garbage
from generator.render.template_errors import template_problem
from generator.resources import theme_folder
from generator.settings import Settings
from generator.site import Checked, Site, check_data
from generator.views.page import Internal, Public

CONFIGS = {Public.name: "mkdocs.yml", Internal.name: "theme/config/internal.yml"}
Read = Callable[[Settings, date], Checked]
_Where = tuple[Path, str, Path, Path, date | None]
"""The school's folder, the audience, folders of the new and the last site, the date asked for."""
_OURS = b"nastavnik-audience"
# Its threads work for this process only: a copy made when it has any would wait for them for ever.
_PRINTER = "typst"


@dataclass(frozen=True, slots=True)
class Built(Ready):
    """A finished build with the site in memory, and what MkDocs had put up for it."""

    site: Site[Public] | Site[Internal]
    stage: Stage


class NotOurFolderError(Exception):
    """The folder to write into holds something that is not a site of ours."""


def build(
    project: Path,
    audience: str,
    folder: Path,
    today: date | None,
    wanted: Callable[[], bool] = lambda: True,
    last: Path | None = None,
) -> Built:
    """Build the site of one audience.

    Args:
        project: The school's folder.
        audience: ``public`` or ``internal``.
        folder: Where the site should be.
        today: The date of the run, or ``None`` for the one fixed in the data or the clock's.
        wanted: Tells whether the site is still wanted; asked again and again.
        last: Where the last build of the site is, if not in its folder.

    Raises:
        DataError: With every problem, when the site cannot be built.
        GivenUpError: When it is no longer wanted.
        NotOurFolderError: When ``folder`` holds files that no build of ours put there.
    """
    [built] = build_all(project, {audience: folder}, today, wanted=wanted, last=last)
    assert isinstance(built, Built)
    return built


@no_garbage()
def build_all(
    project: Path,
    folders: Mapping[str, Path],
    today: date | None,
    tell: Callable[[str], None] = lambda _: None,
    *,
    abreast: bool = False,
    wanted: Callable[[], bool] = lambda: True,
    order: Order | None = None,
    last: Path | None = None,
) -> list[Ready]:
    """Build the sites of several audiences: all of them or none.

    The sites are built beside their folders and take their places at the end, so a failed
    build leaves the earlier sites as they were.

    Args:
        project: The school's folder.
        folders: Where the site of each audience should be.
        today: The date of the run, or ``None`` for the one fixed in the data or the clock's.
        tell: Called with each audience before its site is built or waited for.
        abreast: Let another process build all sites but the first, where there is a processor.
        wanted: Tells whether the sites are still wanted; asked again and again.
        order: The same as an order, where the sources have been read for it just now.
        last: Where the last build is, if not in its folder.

    Raises:
        DataError: With every problem, when a site cannot be built.
        GivenUpError: When they are no longer wanted.
        NotOurFolderError: When a folder holds files that no build of ours put there.
    """
    for folder in folders.values():
        _refuse_foreign(folder)
    order = order or Order.of(project, today, date.today())  # noqa: DTZ011
    way = _Way(_read_once(), wanted)
    with ExitStack() as stack:
        fresh = {name: stack.enter_context(folder_beside(folders[name])) for name in folders}
        aside = stack.enter_context(
            closing(Aside(way, much=abreast and _PRINTER not in sys.modules))
        )
        stack.callback(_dismiss_plugins)
        first, *others = (
            (project, name, fresh[name], last or folder, today) for name, folder in folders.items()
        )
        _, audience, *_ = first
        config = _config(project, audience, fresh[audience], today)
        waiting: list[Callable[[], _Draft]] = [partial(_drafted, way, *site) for site in others]
        if others and abreast and _is_read(config, way.read):
            waiting = [_begun(aside, *site) for site in others]
        waiting.insert(0, partial(_drafted, way, *first, config))
        drafts: list[_Draft] = []
        for name, draft in zip(folders, waiting, strict=True):
            tell(name)
            drafts.append(draft())
        built = [_finished(d, fresh[d.audience], folders[d.audience], order.cache) for d in drafts]
    if all(draft.alone for draft in drafts):
        remember(order, built)
    return built


def _read_once() -> Read:
    """Return a reading of the data that sites of one build share: where they stand is no matter."""
    known = cache(check_data)
    return lambda settings, clock: known(replace(settings, address=""), clock)


@dataclass(frozen=True, slots=True)
class _Way:
    """How sites of one build are made.

    Attributes:
        read: Reads and checks the data.
        wanted: Tells whether the build is still wanted.
    """

    read: Read
    wanted: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is known of a site that is ready but not in its place yet.

    Attributes:
        alone: Whether its settings name nothing that a note of a build does not see.
        earlier: What was taken over from the last build, and what files are made of.
        plugin: What has built the site, if it was built in this process.
    """

    audience: str
    today: date
    problems: tuple[Problem, ...]
    alone: bool
    seconds: float
    earlier: Earlier
    plugin: NastavnikPlugin | None


def _is_read(config: MkDocsConfig, read: Read) -> bool:
    """Read the data as a build is going to; what is wrong with them is said by the build."""
    with suppress(PluginError, DataError):
        read(_plugin(config).settings(config), date.today())  # noqa: DTZ011
        return True
    return False


def _begun(aside: Aside[_Way], *site: *_Where) -> Callable[[], _Draft]:
    """Have a site built by the second process, which knows the data if it is a copy of this one."""
    if HAS_COPIES:
        return aside.do_knowing(_draft_alone, *site)
    return aside.do(_draft_afresh, *site)


def _draft_afresh(*site: *_Where) -> _Draft:
    return _draft_alone(_Way(_read_once()), *site)


def _draft_alone(way: _Way, *site: *_Where) -> _Draft:
    """Build a site for another process, which needs no more than the files."""
    # Plugins of the first process are not this one's to shut down.
    _plugins().clear()
    return replace(_drafted(way, *site), plugin=None)


def _drafted(
    way: _Way,
    project: Path,
    audience: str,
    fresh: Path,
    last: Path,
    today: date | None,
    config: MkDocsConfig | None = None,
) -> _Draft:
    """Build a site in a folder beside its own."""
    start = time.monotonic()
    try:
        config = config or _config(project, audience, fresh, today)
        ours, earlier = _plugin(config), Earlier.of(Cache(Settings(project).cache), audience, last)
        ours.read, ours.wanted, ours.earlier = way.read, way.wanted, earlier
        plugin, alone = run(config), stands_alone(config, project)
    finally:
        _dismiss_plugins()
    checked, seconds = plugin.site.checked, time.monotonic() - start
    return _Draft(audience, checked.today, checked.problems, alone, seconds, earlier, plugin)


def _dismiss_plugins() -> None:
    """Let plugins clean up after themselves, and MkDocs forget them.

    MkDocs keeps some plugins for the next build of the same process, though one that was shut
    down must not be shut down again: Material's blog cannot remove its temporary folder twice.
    """
    for plugin in _plugins().values():
        # What stopped the build matters more than a plugin that was stopped half-way.
        with suppress(Exception):
            getattr(plugin, "on_shutdown", lambda: None)()
    _plugins().clear()


def _plugins() -> dict[str, Any]:
    """Return what MkDocs keeps of plugins."""
    option: Any = MkDocsConfig.plugins
    kept: dict[str, Any] = option.plugin_cache
    return kept


def _finished(draft: _Draft, fresh: Path, folder: Path, cache: Cache) -> Ready:
    # Once in its place, the folder may be replaced by another build at any moment.
    measure = measured(fresh, draft.earlier.taken)
    facts: dict[str, Any] = {
        "audience": draft.audience,
        "folder": folder,
        "today": draft.today,
        "problems": draft.problems,
        "pages": measure.pages,
        "size": measure.size,
        "seconds": draft.seconds,
        "digest": measure.digest,
    }
    replace_folder(folder, fresh)
    note_down(cache, draft.audience, folder, measure.files, draft.earlier.made)
    if draft.plugin is None:
        return Ready(**facts)
    return Built(**facts, site=draft.plugin.site, stage=draft.plugin.stage)


def _config(project: Path, audience: str, folder: Path, today: date | None) -> MkDocsConfig:
    path = project / CONFIGS[audience]
    name = CONFIGS[audience]
    if not path.is_file():
        raise DataError([_settings_problem(Span(name), f"нет файла {name}", _TAKE_ANEW)])
    with _warnings() as warnings:
        try:
            config = load_config(config_file=str(path), site_dir=str(folder))
        except ConfigurationError as error:
            raise DataError([_config_problem(error, name, project)]) from error
        except Abort as error:
            raise DataError(_mkdocs_problem(w.getMessage(), name) for w in warnings) from error
    if not isinstance(config.plugins.get("nastavnik"), NastavnikPlugin):
        hint = "верните строку: nastavnik: {}"
        raise DataError([_settings_problem(Span(name), "в plugins нет nastavnik", hint)])
    if today is not None:
        _plugin(config).config.today = f"{today:%d.%m.%Y}"
    return config


def _config_problem(error: ConfigurationError, name: str, project: Path) -> Problem:
    """Tell what is wrong with a file of settings, and where, if it is not good YAML."""
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ReaderError):
        return _settings_problem(Span(_within(cause.name, project)), _NOT_UTF8, _SAVE_AS)
    if isinstance(cause, MarkedYAMLError) and cause.problem_mark is not None:
        mark = cause.problem_mark
        span = Span(_within(mark.name, project), mark.line + 1, mark.column + 1)
        hint = "проверьте отступы, двоеточия и кавычки"
        return _settings_problem(span, "здесь нарушена разметка YAML", hint)
    if found := re.search(r"Inherited config file '([^']+)' does not exist", str(error)):
        return _settings_problem(Span(name), f"нет файла {found[1]}", _TAKE_ANEW)
    return _settings_problem(Span(name), f"настройки MkDocs не читаются: {error}")


def _within(file: str, project: Path) -> str:
    path = Path(file)
    return (path.relative_to(project) if path.is_relative_to(project) else path).as_posix()


def _settings_problem(span: Span, message: str, hint: str = "") -> Problem:
    return Problem("М-04", Level.ERROR, span, message, hint)


def _plugin(config: MkDocsConfig) -> NastavnikPlugin:
    plugin: Any = config.plugins["nastavnik"]
    assert isinstance(plugin, NastavnikPlugin)
    return plugin


def run(config: MkDocsConfig) -> NastavnikPlugin:
    """Let MkDocs build by a configuration; return our plugin with what came of it.

    Raises:
        DataError: With our problems, or with MkDocs' warnings, which are errors here.
        GivenUpError: When the site is no longer wanted.
    """
    plugin = _plugin(config)
    with _warnings() as warnings:
        try:
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build.build(config)
        except GivenUpError:
            raise
        except (Exception, Abort) as error:
            explained = _explained(error, warnings, config)
            if explained is None:
                raise
            raise explained from error
        finally:
            plugin.clear_scratch()
    return plugin


def _explained(
    error: BaseException, warnings: list[logging.LogRecord], config: MkDocsConfig
) -> DataError | None:
    """Put what stopped MkDocs into our words; ``None`` for a mistake of the program itself."""
    if ours := _data_error(error):
        return ours
    if warnings and isinstance(error, (Abort, UnicodeDecodeError)):
        return DataError(_told(warnings))
    # Templates of the theme may be the school's own and fail in any way.
    themes = (Path(config.docs_dir).parent / "theme", theme_folder())
    problem = template_problem(error, themes)
    return DataError([problem]) if problem else None


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


_NOT_UTF8 = "файл сохранён не в UTF-8"
_SAVE_AS = "пересохраните файл в UTF-8 (в Блокноте: «Сохранить как…», кодировка UTF-8)"
_TAKE_ANEW = "возьмите его из папки, которую создаёт nastavnik init"
_LINK_HINT = "исправьте ссылку в тексте страницы"
_BACK_HINT = "верните её, хотя бы пустую"
_KNOWN = (
    (
        r"Doc file '(?P<file>[^']+)' contains a link '(?P<link>[^']+)', but the target",
        "мёртвая ссылка: {link}",
        _LINK_HINT,
    ),
    (
        r"Doc file '(?P<file>[^']+)' contains a link '(?P<link>[^']+)', but .*anchor",
        "ссылка ведёт к месту, которого на странице нет: {link}",
        _LINK_HINT,
    ),
    (
        r"Doc file '(?P<file>[^']+)' contains an unrecognized relative link '(?P<link>[^']+)'",
        "мёртвая ссылка: {link}",
        _LINK_HINT,
    ),
    (
        r"Encoding error reading file: (?P<file>.+)",
        _NOT_UTF8,
        _SAVE_AS,
    ),
    (r"Config value 'docs_dir': .* isn't an existing directory", "нет папки content", _BACK_HINT),
    (
        r"Config value 'theme': The path set in custom_dir \('(?P<link>[^']+)'\) does not exist",
        "нет папки {link}",
        _BACK_HINT,
    ),
    (
        r"Config value 'plugins': The \"(?P<link>[^\"]+)\" plugin is not installed",
        "нет такого плагина: {link}",
        "проверьте написание в plugins",
    ),
    (
        r"Config value '(?P<link>[^']+)': Unrecognised configuration name",
        "нет такой настройки: {link}",
        "проверьте написание и отступы",
    ),
    (
        r"The '(?:docs_dir|site_dir)' should not be within the '(?:docs_dir|site_dir)'",
        "готовый раздел нельзя класть внутрь content, а content — внутрь раздела",
        "укажите другую папку",
    ),
)


def _told(records: list[logging.LogRecord]) -> list[Problem]:
    """Put MkDocs' warnings into Russian where we know them."""
    texts = [record.getMessage() for record in records]
    # The reason has a message of its own before this one.
    return [_mkdocs_problem(t) for t in texts if not t.startswith("Error reading page")]


def _mkdocs_problem(text: str, config: str = "mkdocs.yml") -> Problem:
    for pattern, message, hint in _KNOWN:
        if found := re.search(pattern, text):
            named = found.groupdict()
            span = Span(f"content/{named['file']}" if "file" in named else config)
            return Problem("М-01", Level.ERROR, span, message.format_map(named), hint)
    return Problem("М-02", Level.ERROR, Span(config), f"сообщение MkDocs: {text}")


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise NotOurFolderError(folder)
    page = folder / "404.html"
    empty = not any(folder.iterdir())
    if not empty and not (page.is_file() and _OURS in page.read_bytes()):
        raise NotOurFolderError(folder)
