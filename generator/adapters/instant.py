"""The page of a saved case, shown before the rest of the site is built.

A curator saves a case and looks at its page. When nothing but the case's own texts has changed,
the page alone is made anew upon the last whole build, by the very code that makes it there; the
whole build follows. Whatever else a change may touch, or a check may tell of, waits for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from mkdocs.commands.build import get_context
from pydantic import ValidationError

from generator.adapters.pages import DataPage
from generator.cache import Cache
from generator.diagnostics import DataError
from generator.model.case import Case
from generator.model.consent import Place
from generator.model.explain import unknown_and_empty
from generator.model.links import links_in
from generator.model.resolver import Names
from generator.publication.cases import public_case
from generator.publication.gate import Gate, named_without_leave
from generator.render.html import PAGE_ENDING, RenderedPage, Renderer
from generator.render.typography import typeset
from generator.resources import theme_folder
from generator.rules.cases import GAP
from generator.settings import Settings
from generator.source.files import read_text
from generator.source.yaml_text import parse_yaml
from generator.views.page import Public
from generator.views.public.cases import case_page

if TYPE_CHECKING:
    from generator.adapters.building import Built
    from generator.adapters.mkdocs import Stage

_CASE = re.compile(r"data/cases/([a-z0-9-]+)\.yml")
_OWN = {"request", "actions", "result", "failures", "how_to_repeat", "measures", "evidence_note"}
_OWN |= {"title", "lead", "reviews", "self_check"}
"""Fields that a case's own page alone depends on, or that other pages show and nobody judges by."""


@dataclass(frozen=True, slots=True)
class Instant:
    """A page made alone.

    Attributes:
        path: Its file in the site.
        html: What a whole build would write there.
    """

    path: str
    html: bytes


class Instants:
    """Makes pages upon a whole build of the public site; a moment is taken to get ready."""

    def __init__(self, built: Built, project: Path) -> None:
        address = (built.stage.config.site_url or "").strip()
        self._settings = settings = Settings(project, None, address)
        self._built = built
        site = built.site
        registry = site.checked.registry
        self._registry = registry
        self._gate = Gate(registry, site.checked.today)
        self._names = Names.gather(entity.document for entity in registry.entities())
        self._renderer = Renderer(
            (settings.theme, theme_folder()), settings.content, Cache(settings.cache)
        )

    def of(self, file: str) -> Instant | None:
        """Return the page of a case whose file alone has changed since the build.

        Args:
            file: The file's path in the project.

        Returns:
            The page, or ``None`` when only a whole build can tell.
        """
        case = self._read(file)
        if case is None or not self._is_plain(case):
            return None
        path = f"cases/{case.id}"
        before: RenderedPage[Any] | None = self._built.site.pages.get(path)
        stage = self._built.stage
        kept = stage.files.get_file_from_path(f"{path}.md")
        if before is None or kept is None or not isinstance(kept.page, DataPage):
            return None
        context = before.page.context
        page = case_page(
            public_case(self._gate, case), context.similar, context.newer, context.older
        )
        try:
            rendered = self._renderer.render(page)
        except DataError:
            return None
        rendered = replace(rendered, html=typeset(rendered.html))
        return Instant(path + PAGE_ENDING, self._whole(rendered, kept.page, stage))

    def _read(self, file: str) -> Case | None:
        """Read the case; what stands in its file wrong is told by the whole build."""
        found = _CASE.fullmatch(file)
        if found is None or found[1] not in self._registry.cases:
            return None
        text, problems = read_text(self._settings.project / file, file)
        if text is None or problems:
            return None
        document, problems = parse_yaml(text, file)
        if document is None or problems or unknown_and_empty(Case, document):
            return None
        try:
            case = Case.read(found[1], document, {"resolver": self._names})
        except ValidationError:
            return None
        assert isinstance(case, Case)
        return case

    def _is_plain(self, case: Case) -> bool:
        """Tell whether only the case's own texts differ, and nothing in them is to be judged."""
        before = self._registry.cases[case.id]
        if any(
            getattr(case, name) != getattr(before, name)
            for name in Case.model_fields
            if name not in _OWN
        ):
            return False
        texts = [value.text for value in case.values]
        linked = {link.key for text in texts for link in links_in(text)}
        if not linked <= self._registry.by_key.keys() or any(GAP in text for text in texts):
            return False
        return not any(named_without_leave(self._gate.on(Place.CASES), case))

    def _whole(self, rendered: RenderedPage[Public], before: DataPage, stage: Stage) -> bytes:
        """Put a page into the theme's shell, as MkDocs does with each page of a build."""
        config, plugins = stage.config, stage.config.plugins
        page = DataPage(rendered.page.title, rendered, before.file, config)
        page.parent = before.parent
        page.read_source(config)
        page.render(config, stage.files)
        page.active = True
        context = get_context(stage.nav, stage.files.documentation_pages(), config, page)
        context = plugins.on_page_context(context, page=page, config=config, nav=stage.nav)
        page.meta["head"] = self._head(rendered)
        html = stage.env.get_template("main.html").render(context)
        page.active = False
        html = plugins.on_post_page(html, page=page, config=config)
        return html.encode("utf-8", "xmlcharrefreplace")

    def _head(self, rendered: RenderedPage[Public]) -> Markup:
        header = self._built.site.header
        return Markup(header.of_page(rendered.page) if header else "")  # noqa: S704
