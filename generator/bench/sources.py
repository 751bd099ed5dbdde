"""The same texts as each neighbour reads them, and the plainest templates that show them whole.

Neighbours get less work than we have: no topics, no pages of mentors, no index of words but
Material's, no search for personal details.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from generator.bench.school import Story, case_text, stories

_HEADINGS: Final = {
    "запрос": "Запрос",
    "что делали": "Что делали",
    "результат": "Результат",
    "что не получилось": "Что не получилось",
    "как повторить": "Как повторить",
}
_MATERIAL: Final = """\
site_name: Наставничество
use_directory_urls: false
theme:
  name: material
  language: ru
  font: false
  features: [navigation.tabs, navigation.top, search.highlight, toc.follow]
markdown_extensions: [attr_list, tables, toc]
plugins:
  search: {lang: ru}
nav:
  - Главная: index.md
  - Кейсы: cases/index.md
not_in_nav: /cases/case-*.md
"""
_HUGO: Final = """\
baseURL = "/"
languageCode = "ru"
title = "Наставничество"
disableKinds = ["taxonomy", "term"]
uglyURLs = true
enableRobotsTXT = true
"""
_BASE: Final = """\
<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} – {{ .Site.Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body>
<header><a href="/">{{ .Site.Title }}</a>
<nav><ul><li><a href="/">Главная</a></li><li><a href="/cases.html">Кейсы</a></li></ul></nav>
</header>
<main>{{ block "main" . }}{{ end }}</main>
<footer><p>{{ .Site.Title }}</p></footer>
</body>
</html>
"""
_SINGLE: Final = """\
{{ define "main" }}
<nav aria-label="На странице">{{ .TableOfContents }}</nav>
<article><h1>{{ .Title }}</h1>
<p>{{ .Description }}</p>
<dl>
<dt>Наставник</dt><dd>{{ .Params.mentor }}</dd><dt>Предмет</dt><dd>{{ .Params.subject }}</dd>
<dt>Запрос</dt><dd>{{ .Params.request }}</dd><dt>Ступень</dt><dd>{{ .Params.level }}</dd>
</dl>
{{ .Content }}
</article>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ end }}
"""
_LIST: Final = """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
<p>{{ .Description }}</p></li>{{ end }}</ul>
{{ end }}
"""
_FROM_DATA: Final = """\
{{ $names := slice "запрос" "что делали" "результат" "что не получилось" "как повторить" }}
{{ range $id, $case := hugo.Data.cases }}
{{ $measures := index $case "показатели" }}
{{ $text := "" }}
{{ range $name := $names }}
{{ $text = printf "%s## %s\\n\\n%s\\n\\n" $text (strings.FirstUpper $name) (index $case $name) }}
{{ end }}
{{ $text = printf "%s| Показатель | Было | Стало |\\n|---|--:|--:|\\n" $text }}
{{ range $measures }}
{{ $text = printf "%s| %s | %v | %v |\\n" $text .показатель .было .стало }}
{{ end }}
{{ range index $case "отзывы" }}{{ $text = printf "%s\\n> %s\\n" $text .текст }}{{ end }}
{{ $.AddPage (dict
  "path" $id
  "title" (index $case "название")
  "params" (dict
    "description" (index $case "кратко")
    "mentor" (index $case "пара")
    "subject" (index (index $case "предметы") 0)
    "request" (index (index $case "темы запроса") 0)
    "level" (index $case "уровень"))
  "content" (dict "mediaType" "text/markdown" "value" $text)) }}
{{ end }}
"""
_ELEVENTY: Final = """\
<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }} – Наставничество</title>
<meta name="description" content="{{ description }}">
</head>
<body>
<header><a href="/">Наставничество</a>
<nav><ul><li><a href="/">Главная</a></li><li><a href="/cases/">Кейсы</a></li></ul></nav>
</header>
<main><article><h1>{{ title }}</h1>
<p>{{ description }}</p>
<dl>
<dt>Наставник</dt><dd>{{ mentor }}</dd><dt>Предмет</dt><dd>{{ subject }}</dd>
<dt>Запрос</dt><dd>{{ request }}</dd><dt>Ступень</dt><dd>{{ level }}</dd>
</dl>
{{ content | safe }}
</article></main>
<footer><p>Наставничество</p></footer>
</body>
</html>
"""
_ELEVENTY_LIST: Final = """\
---
title: Кейсы
layout: base.njk
---
<ul>{% for page in collections.cases %}<li><a href="{{ page.url }}">{{ page.data.title }}</a>
<p>{{ page.data.description }}</p></li>{% endfor %}</ul>
"""


def write_material(folder: Path, count: int) -> None:
    """Write what mkdocs-material and Zensical read: cases out of the menu."""
    _write(folder / "mkdocs.yml", _MATERIAL)
    _write(folder / "docs/index.md", "# Наставничество\n\n[Кейсы](cases/index.md)\n")
    listed = "".join(f"- [{s.title}]({s.id}.md)\n\n    {s.lead}\n" for s in stories(count))
    _write(folder / "docs/cases/index.md", f"# Кейсы\n\n{listed}")
    for story in stories(count):
        _write(folder / f"docs/cases/{story.id}.md", _markdown(story, title=True))


def write_hugo(folder: Path, count: int) -> None:
    """Write what Hugo reads when cases are in Markdown."""
    _write_layouts(folder)
    for story in stories(count):
        _write(folder / f"content/cases/{story.id}.md", _markdown(story))


def write_hugo_data(folder: Path, count: int) -> None:
    """Write what Hugo reads when cases are our very files."""
    _write_layouts(folder)
    _write(folder / "content/cases/_content.gotmpl", _FROM_DATA)
    for number, story in enumerate(stories(count)):
        _write(folder / f"data/cases/{story.id}.yml", case_text(number, story))


def _write_layouts(folder: Path) -> None:
    _write(folder / "hugo.toml", _HUGO)
    _write(folder / "content/_index.md", "---\ntitle: Наставничество\n---\n")
    _write(folder / "content/cases/_index.md", "---\ntitle: Кейсы\n---\n")
    for name, text in (("baseof", _BASE), ("single", _SINGLE), ("list", _LIST)):
        _write(folder / f"layouts/_default/{name}.html", text)


def write_eleventy(folder: Path, count: int) -> None:
    """Write what Eleventy reads."""
    _write(folder / "package.json", "{}\n")
    _write(folder / "src/_includes/base.njk", _ELEVENTY)
    _write(folder / "src/cases/cases.json", json.dumps({"layout": "base.njk", "tags": "cases"}))
    _write(folder / "src/index.njk", _ELEVENTY_LIST)
    for story in stories(count):
        _write(folder / f"src/cases/{story.id}.md", _markdown(story))


def _markdown(story: Story, *, title: bool = False) -> str:
    """Return a case in Markdown; with ``title``, what a template cannot show stands in the text."""
    head = {
        "title": story.title,
        "description": story.lead,
        "mentor": story.mentor_name,
        "subject": story.subject,
        "request": story.request,
        "level": story.level,
    }
    front = "".join(f"{key}: {json.dumps(v, ensure_ascii=False)}\n" for key, v in head.items())
    shown = "".join(f"- {value}\n" for value in list(head.values())[2:])
    begin = f"# {story.title}\n\n{story.lead}\n\n{shown}\n" if title else ""
    parts = "\n".join(f"## {_HEADINGS[name]}\n\n{text}\n" for name, text in story.parts.items())
    rows = "".join(f"| {name} | {was} | {became} |\n" for name, was, became in story.measures)
    table = f"| Показатель | Было | Стало |\n|---|--:|--:|\n{rows}"
    return f"---\n{front}---\n\n{begin}{parts}\n{table}\n> {story.review}\n"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
