"""All the public pages and their menu."""

from __future__ import annotations

from collections.abc import Iterator

from generator.publication.records import Publication
from generator.views.page import MenuEntry, Page, Public, Section
from generator.views.public.acts import act_pages
from generator.views.public.cases import case_pages
from generator.views.public.home import JOIN, home_page
from generator.views.public.mentors import mentor_pages
from generator.views.public.programme import programme_pages
from generator.views.public.results import results_pages


def public_section(publication: Publication, content: frozenset[str]) -> Section[Public]:
    """Describe the public section: its pages and menu.

    Args:
        publication: What is public.
        content: Paths of the school's own pages, without endings.

    The menu also names the pages that ``content`` and the blog bring: news, how to take part,
    the glossary; the site drops the entries whose pages are not there.
    """
    return Section(Public, tuple(_pages(publication, content)), _menu())


def _pages(publication: Publication, content: frozenset[str]) -> Iterator[Page[Public]]:
    yield home_page(publication, content)
    yield from programme_pages(publication)
    yield from case_pages(publication)
    yield from mentor_pages(publication)
    yield from results_pages(publication)
    yield from act_pages(publication)


def _menu() -> tuple[MenuEntry, ...]:
    return (
        MenuEntry("Главная", "index"),
        MenuEntry("Кейсы", "cases/index"),
        MenuEntry("Наставники", "mentors/index"),
        MenuEntry(
            "Программа",
            entries=(
                MenuEntry("О программе", "programme"),
                MenuEntry("Дорожная карта", "roadmap"),
                MenuEntry("План реализации", "workplan"),
                MenuEntry("Совет наставников", "council"),
                MenuEntry("Результаты", "results"),
                MenuEntry("Глоссарий", "glossariy"),
            ),
        ),
        MenuEntry("Документы", "acts/index"),
        MenuEntry("Новости", "news/index"),
        MenuEntry("Как принять участие", JOIN),
    )
