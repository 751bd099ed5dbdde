"""The theme's shell filled for each page gives the bytes of rendering each page by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.theme import Theme
from mkdocs.utils.templates import url_filter

from generator.adapters import shell
from generator.adapters.building import build
from generator.adapters.lean import LeanTheme
from generator.adapters.pages import DataPage
from generator.bench.school import TODAY, write_school
from generator.render.html import Heading, RenderedPage
from generator.views.page import Page, Public
from tests.command import snapshot


@pytest.fixture
def plain_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Render every page by itself."""
    monkeypatch.setenv(shell.PLAIN, "1")


@pytest.mark.usefixtures("plain_way")
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_pages_of_the_demonstration_are_the_same_both_ways(
    audience: str, demo: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    filled: Path = request.getfixturevalue(f"{audience}_site")
    plain = build(demo, audience, tmp_path / "site", None).folder
    assert snapshot(plain) == snapshot(filled)


def test_pages_of_a_generated_school_are_the_same_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = tmp_path / "school"
    write_school(school, 220)
    filled = build(school, "public", tmp_path / "filled", TODAY)
    assert filled.pages > 300
    monkeypatch.setenv(shell.PLAIN, "1")
    plain = build(school, "public", tmp_path / "plain", TODAY).folder
    assert snapshot(plain) == snapshot(filled.folder)


TITLES = ("Тихий урок", "A & B <i>курсив</i>", "Имя  «с кавычками» \"и\" 'разными'", "Ы" * 400)
TEMPLATES = {
    "texts": "<title>{{ page.meta.title | d(page.title, true) | striptags | e }}</title>"
    "{{ page.title }} {{ page.title | e }} {{ page.title | striptags }} {{ page.content }}",
    "address": "{{ page.canonical_url }} {{ 'assets/a.css' | url }} {{ base_url }}",
    "question": "{% if '<h1' not in page.content %}<h1>{{ page.title }}</h1>{% endif %}"
    "{% if 'А' in page.meta.title %}буква{% endif %}{{ page.content }}",
    "description": "{% if page.meta.description %}{{ page.meta.description }}{% endif %}",
    "outline": "{% for item in page.toc.items %}{{ item.title }}#{{ item.id }}{% endfor %}"
    "{% if 'toc' in page.meta.hide %}скрыто{% endif %}",
    "length": "{{ page.title | length }} {{ page.content | wordcount }}",
    "upper": "{{ page.title | upper }}",
    "cut": "{{ page.title | striptags | truncate(40) }}{{ page.title[:3] }}",
    "replaced": "{{ page.meta.title | replace('А', 'Б') | e }}",
    "encoded": "{{ page.title | urlencode }} {{ page.meta.description | tojson }}",
    "compared": "{{ page.title == 'Тихий урок' }} {{ page.title.startswith('Т') }}",
    "joined": "{% set whole = page.title ~ ' — ' ~ page.url %}{{ whole | e }}",
    "file": "{{ page.file.src_uri }} {{ page.url }}",
    "changed": "{{ page.meta.changed }}",
    "year": "{% if page.meta.changed %}{{ page.meta.changed.year }}{% endif %}",
    "inner": "{{ page.rendered.page.path }}",
    "kind": "{{ page.rendered.page.template }}",
    "unknown": "{{ page.config is defined }} {{ page.nothing | d('нет') }} {{ page.meta.nothing }}",
    "letters": "{% for letter in page.title %}{{ letter }}.{% endfor %}",
}


def _pages(config: MkDocsConfig) -> Iterator[DataPage]:
    for number, title in enumerate(TITLES * 9):
        headings = tuple(Heading(2, f"a{n}", f"Часть {n}") for n in range(3 * (number % 2)))
        html = f"<h1>{escape(title)}</h1>" if number % 2 else f"<p>{escape(title)} & сноска</p>"
        description = "" if number % 3 else f"О чём: {title}"
        changed = date(2026, 1 + number % 12, 1) if number % 2 else None
        kind = f"public/{'case' if number < 12 else 'mentor'}.html"
        page: Page[Public] = Page(
            f"cases/p{number}", title, description, kind, None, changed=changed
        )
        file = File(f"{page.path}.md", None, config.site_dir, use_directory_urls=False)
        file.generated_by = "nastavnik"
        made = DataPage(title, RenderedPage(page, html, headings, ()), file, config)
        made.read_source(config)
        made.render(config, Files([]))
        made.meta["head"] = f"<meta content='{number}'>" if number % 3 else ""
        yield made


def _rendered(environment: Environment, config: MkDocsConfig) -> list[str]:
    environment.filters["url"] = url_filter
    navigation = Navigation([], [])
    pages = list(_pages(config))
    contexts = (get_context(navigation, [], config, page) for page in pages)
    return [environment.get_template("main.html").render(c) for c in contexts]


def _config(folder: Path, theme: str = "name: mkdocs") -> MkDocsConfig:
    file = folder / "mkdocs.yml"
    (folder / "docs").mkdir()
    lines = ("site_name: Раздел", "site_url: https://school5.example/s/", "plugins: []")
    file.write_text("\n".join((*lines, f"theme: {{{theme}}}")), encoding="utf-8")
    return load_config(str(file))


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    """Settings of a site without anybody's plugins."""
    return _config(tmp_path)


@pytest.mark.parametrize("name", TEMPLATES)
def test_whatever_a_template_does_with_a_page_the_bytes_are_of_the_plain_way(
    name: str, config: MkDocsConfig
) -> None:
    loader = DictLoader({"main.html": TEMPLATES[name]})
    plain, filled = Environment(loader=loader), Environment(loader=loader)
    shell.fill_shells(filled, config, Path())
    assert _rendered(filled, config) == _rendered(plain, config)


def test_pages_that_differ_in_texts_alone_are_rendered_once(config: MkDocsConfig) -> None:
    rendered: list[Any] = []
    template = "{{ seen() }}<title>{{ page.title | e }}</title>{{ page.content }}"
    environment = Environment(loader=DictLoader({"main.html": template}))
    environment.globals["seen"] = lambda: rendered.append(1) or ""
    shell.fill_shells(environment, config, Path())
    pages = _rendered(environment, config)
    assert len(pages) == 36
    assert len(rendered) < 12


def test_a_school_with_a_template_of_its_own_has_its_pages_rendered_one_by_one(
    tmp_path: Path,
) -> None:
    rendered: list[Any] = []
    environment = Environment(loader=DictLoader({"main.html": "{{ seen() }}"}))
    environment.globals["seen"] = lambda: rendered.append(1) or ""
    (tmp_path / "own").mkdir()
    (tmp_path / "own/main.html").write_text("своё", encoding="utf-8")
    config = _config(tmp_path, "name: mkdocs, custom_dir: own")
    shell.fill_shells(environment, config, tmp_path / "shipped")
    assert len(_rendered(environment, config)) == len(rendered)


@pytest.mark.parametrize("folders", [["theme/material"], []])
def test_a_lean_theme_brings_the_same_files(folders: list[str], demo: Path) -> None:
    whole = Theme("material", static_templates=["404.html"])
    whole.dirs[:0] = [str(demo / folder) for folder in folders]
    config = MkDocsConfig()
    config.load_dict({"theme": whole, "site_dir": "site", "use_directory_urls": False})
    found: list[list[str]] = []
    for theme in (whole, LeanTheme(whole)):
        config.theme = theme
        files = Files([])
        files.add_files_from_theme(theme.get_env(), config)
        found.append([file.abs_src_path or "" for file in files])
    assert found[0] == found[1]
    assert len(found[0]) > 20
