"""The MkDocs plugin: hands a ready site to MkDocs through its standard events."""

from __future__ import annotations

import os
import posixpath
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from generator.adapters.earlier import Earlier
from generator.adapters.finishing import finished
from generator.adapters.hosts import foreign_hosts, without_hosts
from generator.adapters.lean import LeanTheme
from generator.adapters.news import write_posts
from generator.adapters.pages import DataFile, DataPage
from generator.adapters.search import is_unused, write_index
from generator.adapters.shell import fill_shells, made_of
from generator.aside import Aside
from generator.audit import Auditor
from generator.audit.shared import SharedAudit
from generator.cache import Cache
from generator.diagnostics import DataError, Problem, has_errors
from generator.folders import unused_name
from generator.model.periods import parse_day
from generator.render.compiled import compile_once
from generator.render.heads import FEEDS
from generator.render.palette import palette
from generator.render.tables import framed_tables
from generator.render.typography import typeset
from generator.resources import theme_folder
from generator.settings import Settings
from generator.site import NEWS, Checked, Site, check_data, internal_site, public_site
from generator.views.page import Internal, MenuEntry, Public

_MARKER = ".nastavnik-internal"
_MUCH = 100
"""Cases and mentors for whom a second process is started."""


class NastavnikConfig(base.Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in ``mkdocs.yml``."""

    audience = config_options.Choice((Public.name, Internal.name), default=Public.name)
    today = config_options.Optional(config_options.Type(str))


@dataclass(frozen=True, slots=True)
class Stage:
    """What MkDocs has put up for a build and a page alone may be made with afterwards."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment


class GivenUpError(Exception):
    """A build that nobody wants any more."""


class NastavnikPlugin(BasePlugin[NastavnikConfig]):  # type: ignore[no-untyped-call]
    """Builds the section of one audience inside an ordinary MkDocs build.

    Attributes:
        site: The site of the last build, for whoever started it.
        read: Reads and checks the data; whoever builds for two audiences reads them once.
        stage: What MkDocs has put up for the last build.
        unsearched: What the audit of the last public build could not read.
        wanted: Tells whether the build is still wanted; it is asked now and then.
        earlier: What is left of an earlier build.
    """

    site: Site[Public] | Site[Internal]
    stage: Stage
    unsearched: tuple[Problem, ...] = ()
    read: Callable[[Settings, date], Checked] = staticmethod(check_data)
    wanted: Callable[[], bool] = staticmethod(lambda: True)
    earlier: Earlier = Earlier()
    _aside: Aside[Auditor] | None = None
    _audit: SharedAudit | None = None
    _preview = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether MkDocs is going to put a script of its own into the pages."""
        self._preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build the site in memory before MkDocs writes anything."""
        settings = self.settings(config)
        self._cache = Cache(settings.cache)
        self._scratch: Path | None = None
        try:
            checked = self.read(settings, date.today())  # noqa: DTZ011
            if self.config.audience == Internal.name:
                self.site = internal_site(checked, settings)
            else:
                registry = checked.registry
                auditor = Auditor(registry, checked.today, self._cache)
                much = len(registry.cases) + len(registry.mentors) >= _MUCH
                self._aside = Aside(auditor, much=much)
                self._audit = SharedAudit(auditor, self._aside)
                self.site = public_site(checked, settings, self._aside)
        except DataError as error:
            raise PluginError(str(error)) from error
        day = self.site.checked.today
        moment = datetime.combine(day, time(), UTC)
        os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
        shipped = str(theme_folder() / "material")
        if shipped not in config.theme.dirs:
            config.theme.dirs.insert(1, shipped)
        config.theme = LeanTheme(config.theme)
        school = self.site.checked.registry.school
        config.extra["nastavnik"] = {
            "audience": self.config.audience,
            "school": school.name,
            "address": school.address,
            "demonstration": school.demonstration.text if school.demonstration else "",
            "built": day,
            "logo": school.appearance.logo if school.appearance else "",
            "palette": palette(school.appearance.main, school.appearance.second)
            if school.appearance
            else "",
            "feeds": FEEDS if self.site.heads else (),
        }
        if config.nav is None:
            config.nav = [_nav_item(entry) for entry in self.site.menu]
        return config

    def settings(self, config: MkDocsConfig) -> Settings:
        """Return where the data are, the date asked for and where the section will stand.

        Raises:
            PluginError: When the date is none.
        """
        address = (config.site_url or "").strip()
        return Settings(Path(config.docs_dir).parent, self._today(), address)

    def _today(self) -> date | None:
        if self.config.today is None:
            return None
        day = parse_day(self.config.today)
        if day is None:
            raise PluginError(f"today: «{self.config.today}» — не дата, напишите 20.11.2026")
        return day

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add pages and files of the site; take away what must not be on it."""
        self._go_on()
        for file in list(files):
            if not self._belongs(file):
                files.remove(file)
        titles = dict(_menu_titles(self.site.menu))
        for path, rendered in self.site.pages.items():
            inclusion = InclusionLevel.INCLUDED if path in titles else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, f"{path}.md", content="", inclusion=inclusion)
            DataPage(titles.get(path, rendered.page.title), rendered, file, config)
            files.append(file)
        for path, content in self.site.files.items():
            files.append(DataFile.made(config, path, content, self.earlier))
        for path, post in self._posts(config):
            files.append(File.generated(config, path, abs_src_path=str(post)))
        return files

    def _belongs(self, file: File) -> bool:
        """The internal site takes nothing of ``content``: it is about the data alone."""
        if file.src_uri.endswith(".map") or is_unused(file.src_uri):
            return False
        if self.site.audience is Internal:
            return file.generated_by is not None or file.src_dir is None or _is_theme(file)
        return self.site.shows_file(file.src_uri)

    def _posts(self, config: MkDocsConfig) -> list[tuple[str, Path]]:
        publication = self.site.publication
        if publication is None or "material/blog" not in config.plugins:
            return []
        # The blog plugin computes a path relative to docs_dir, which fails across drives.
        # Its name is known before it is there: whoever stops a build finds it to take away.
        self._scratch = scratch = unused_name(Path(config.docs_dir).parent, "news")
        scratch.mkdir()
        return list(write_posts(publication.news, scratch))

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give pages outside the menu the parent whose tab stays active."""
        for file in files.documentation_pages():
            page = file.page
            if isinstance(page, DataPage) and page.rendered.page.parent and page.parent is None:
                parent = files.get_file_from_path(f"{page.rendered.page.parent}.md")
                page.parent = parent.page if parent else None  # type: ignore[assignment]
        self._nav = nav
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Hand the title and the description of a post over escaped, see :class:`DataPage`."""
        if page.file.src_uri.startswith(f"{NEWS}/posts/"):
            for name in ("title", "description"):
                page.meta[name] = escape(typeset(page.meta[name]))
        return markdown

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Typeset ordinary pages; let their tables be scrolled by keyboard on a narrow screen."""
        if isinstance(page, DataPage):
            return html
        return framed_tables(typeset(html))

    @event_priority(-200)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Take templates of the theme compiled, after everyone else has set filters."""
        compile_once(env, self._cache)
        fill_shells(env, config, theme_folder() / "material")
        self.stage = Stage(config, files, self._nav, env)
        self._pages = files.documentation_pages()
        self._leave_standing(self.stage)
        return env

    def _leave_standing(self, stage: Stage) -> None:
        """Take over pages of the last build that would be made of the same: MkDocs need not."""
        config, site = stage.config, Path(stage.config.site_dir)
        template, contexts = stage.env.get_template("main.html"), {}
        for file in self._pages:
            page = file.page
            if not isinstance(page, DataPage):
                continue
            self._give_head(page)
            folder = posixpath.dirname(page.url)
            if folder not in contexts:
                contexts[folder] = get_context(stage.nav, self._pages, config, page)
            page.active = True
            key = made_of(template, {**contexts[folder], "page": page})
            page.active = False
            if key is not None and self.earlier.give(file.dest_uri, key, site):
                file.inclusion = InclusionLevel.EXCLUDED

    def _give_head(self, page: MkDocsPage) -> None:
        page.meta["head"] = Markup(self.site.heads.get(page.url.removesuffix(".html"), ""))  # noqa: S704

    @event_priority(50)
    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give every page its head, and let templates know of all pages, standing ones too."""
        self._go_on()
        self._give_head(page)
        context["pages"] = self._pages
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Let templates know of all pages, standing ones too."""
        context["pages"] = self._pages
        return context

    @event_priority(-200)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Give the whole page its content policy, after everyone else has changed it."""
        if self._audit is not None:
            self._audit.foresee(Path(config.site_dir), page.file.dest_uri)
        return finished(output, guarded=not self._preview)

    @event_priority(-200)
    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Do the same for the page «no such page»."""
        if not template_name.endswith(".html"):
            return output_content
        return finished(output_content, guarded=not self._preview)

    @event_priority(-200)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish the search; mark the internal site, prove the public one clean or take it away."""
        self._go_on()
        folder = Path(config.site_dir)
        if "material/search" in config.plugins:
            pages = (file.page for file in self._pages)
            entries = (page.search_entries() for page in pages if isinstance(page, DataPage))
            write_index(folder, chain.from_iterable(entries), self.earlier)
        _call_nobody(folder)
        if self._audit is not None:
            self._audit.begin(folder, len(self.earlier.taken))
        else:
            (folder / _MARKER).write_text("internal\n", encoding="utf-8", newline="\n")
        problems = tuple(foreign_hosts(folder, self._cache, self.earlier.taken))
        if self._audit is not None and not problems:
            problems = self.unsearched = self._audit.problems(folder)
        self.clear_scratch()
        if has_errors(problems):
            shutil.rmtree(folder)
            found = DataError(problems)
            raise PluginError(str(found)) from found

    def _go_on(self) -> None:
        """Stop here when the build is no longer wanted."""
        if not self.wanted():
            raise GivenUpError

    def on_build_error(self, *, error: Exception) -> None:
        """Leave no scratch files behind."""
        self.clear_scratch()

    def on_shutdown(self) -> None:
        """Do the same when a build is stopped by hand."""
        self.clear_scratch()

    def clear_scratch(self) -> None:
        """Remove the folder of posts, if it is there; end the second process."""
        if self._aside is not None:
            self._aside.close()
        scratch = getattr(self, "_scratch", None)
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)
            self._scratch = None


def _call_nobody(folder: Path) -> None:
    """Make Material's scripts unable to ask other hosts for anything."""
    for script in (folder / "assets" / "javascripts").glob("bundle.*.js"):
        text = script.read_text(encoding="utf-8")
        script.write_text(without_hosts(text), encoding="utf-8", newline="")


def _is_theme(file: File) -> bool:
    return posixpath.splitext(file.src_uri)[1] != ".md" and file.src_uri.startswith("assets/")


def _nav_item(entry: MenuEntry) -> dict[str, Any]:
    if entry.entries:
        return {entry.title: [_nav_item(inner) for inner in entry.entries]}
    return {entry.title: f"{entry.path}.md"}


def _menu_titles(menu: tuple[MenuEntry, ...]) -> Iterator[tuple[str, str]]:
    for entry in menu:
        if entry.entries:
            yield from _menu_titles(entry.entries)
        else:
            yield entry.path, entry.title
