"""A whole site of one audience: pages, files, menu; no two of one address, no dead link."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Generic

from generator.aside import Aside
from generator.cache import Cache, Fingerprints, Shelf
from generator.changes import (
    Published,
    Unpublished,
    dated,
    digests,
    read_published,
    reminders,
    stamped,
    unpublished,
)
from generator.diagnostics import DataError, Level, Problem, Span, has_errors, in_order
from generator.garbage import no_garbage
from generator.model.loading import load
from generator.model.registry import Registry
from generator.model.school import Appearance
from generator.publication.acts import Facts
from generator.publication.door import publish
from generator.publication.records import Publication
from generator.render.cards import CardColours
from generator.render.drawing import Drawing
from generator.render.feeds import feed_files
from generator.render.heads import Heads
from generator.render.html import PAGE_ENDING, RenderedPage, Renderer
from generator.render.kept import KeptPages, look_of
from generator.render.library import library_data
from generator.render.links import dead_links
from generator.render.moved import gap_page, moved_page
from generator.render.pictures import picture_files
from generator.render.typography import typeset
from generator.resources import theme_folder
from generator.rules.act_files import facts_of_files
from generator.rules.consistency import review
from generator.rules.files import MATERIALS, PHOTOS, check_files
from generator.rules.silencing import Silenced
from generator.settings import DOCUMENTS, TEMPLATES, Settings, resolve_today
from generator.views.page import Audience, Internal, MenuEntry, Page, Public, Section
from generator.views.public import public_section
from generator.views.public.changes import changes_page
from generator.views.public.library import LIBRARY_DATA, is_large
from generator.views.public.outside import cards, moved

_TITLE = re.compile(r"^(?:#|title:)[ \t]+(\S.*)$", re.MULTILINE)
_DESCRIPTION = re.compile(r"^description:[ \t]+(\S.*)$", re.MULTILINE)
_PAGE_SOURCES = {".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".html", ".htm"}
NEWS = "news"


@dataclass(frozen=True)
class Checked:
    """The data of a run after all the checks.

    Attributes:
        problems: Warnings and advice; errors never get this far.
        silenced: Remarks the school set aside.
        files: What the files of acts are, by their paths in ``content/documents``.
    """

    registry: Registry
    today: date
    problems: tuple[Problem, ...]
    silenced: tuple[Silenced, ...] = ()
    files: Facts = field(default_factory=dict)

    @cached_property
    def publication(self) -> Publication:
        """What the public may see of it."""
        with no_garbage():
            return publish(self.registry, self.today, self.files)


@dataclass(frozen=True, slots=True)
class Site(Generic[Audience]):
    """Everything a host needs to write the site of one audience.

    Attributes:
        pages: Pages made from data, by their paths.
        files: Made files, such as portraits, by their paths.
        kept_back: Files of ``content`` that must not be on this site, as tests of paths.
        publication: What is public; ``None`` on the internal site.
        header: Makes what pages tell machines of themselves; ``None`` where it is not known where
            the section stands.
        heads: What it has made, by the paths of pages and news.
    """

    audience: type[Audience]
    checked: Checked
    pages: Mapping[str, RenderedPage[Audience]]
    files: Mapping[str, bytes]
    menu: tuple[MenuEntry, ...]
    publication: Publication | None = None
    allowed_files: frozenset[str] = field(default_factory=frozenset)
    header: Heads | None = None
    heads: Mapping[str, str] = field(default_factory=dict)

    def shows_file(self, path: str) -> bool:
        """Tell whether a file of ``content`` may be on this site.

        Materials and documents appear only when a published record names them.
        """
        folder = path.split("/", 1)[0]
        return folder not in {MATERIALS, DOCUMENTS} or path in self.allowed_files


class _Kept:
    """What one site keeps from run to run, and what its parts are made of."""

    def __init__(self, settings: Settings, site: str) -> None:
        self.cache = Cache(settings.cache)
        self._site = site
        self._prints = Fingerprints()
        self._shelves: list[Shelf] = []

    def shelf(self, room: str) -> Shelf:
        """Return a shelf of the site."""
        shelf = Shelf(self.cache, room, self._site, self._prints)
        self._shelves.append(shelf)
        return shelf

    def close(self) -> None:
        """Keep the results of this run for the next one."""
        for shelf in self._shelves:
            shelf.close()


@no_garbage()
def check_data(settings: Settings, clock: date) -> Checked:
    """Read the data and run every check.

    Args:
        settings: Folders and the date asked for.
        clock: The date to use when neither the settings nor the data fix one.

    Raises:
        DataError: With every problem, when any of them is an error.
    """
    registry, problems = load(settings.project, Cache(settings.cache))
    demonstration = registry.school.demonstration
    today = resolve_today(settings.today, demonstration.date if demonstration else None, clock)
    found = review(registry, today)
    everything = (*problems, *found.problems, *check_files(registry, settings))
    if has_errors(everything):
        raise DataError(everything)
    facts = facts_of_files(registry, settings)
    return Checked(registry, today, in_order(everything), found.silenced, facts)


def public_site(
    checked: Checked, settings: Settings, aside: Aside[Any] | None = None
) -> Site[Public]:
    """Build the public site in memory.

    Args:
        checked: The data of a run.
        settings: The school's folders.
        aside: Draws cards meanwhile.

    Raises:
        DataError: When pages clash, a link is dead, a template or a photo is broken.
    """
    publication, kept = checked.publication, _Kept(settings, Public.name)
    drawing = Drawing(
        # Without an address nobody can be told where a card is.
        tuple(cards(publication)) if settings.address else (),
        publication.school.name,
        _card_colours(checked.registry.school.appearance),
        kept.cache,
        aside or Aside(None),
    )
    section = _section(publication, settings)
    section = _with_changes(section, publication, settings, checked.today, kept.shelf("digests"))
    news = {f"{NEWS}/{item.id}": item.title for item in publication.news}
    allowed = frozenset(
        (
            *(f"{MATERIALS}/{m.file}" for case in publication.cases for m in case.materials),
            *(f"{DOCUMENTS}/{path}" for act in publication.acts for path in act.paths),
        )
    )
    problems = in_order((*checked.problems, *publication.withheld))
    told = replace(checked, problems=problems)
    made = {LIBRARY_DATA: library_data(publication.cases)} if is_large(publication.cases) else {}
    site = _site(section, told, settings, kept, publication, allowed, news, made)
    site = _known_outside(site, publication, settings, kept, news, drawing)
    kept.close()
    return site


def _section(publication: Publication, settings: Settings) -> Section[Public]:
    return public_section(publication, frozenset(_content_pages(settings.content)))


def _with_changes(
    section: Section[Public],
    publication: Publication,
    settings: Settings,
    today: date,
    shelf: Shelf,
) -> Section[Public]:
    """Add the page that tells since when the others are the same."""
    texts = dict(_own_texts(settings.content))
    now = digests(publication, section.pages, texts, shelf)
    titles = {
        **{path: _said(_TITLE, text) for path, text in texts.items()},
        **{page.path: page.title for page in section.pages},
        **{f"{NEWS}/{item.id}": item.title for item in publication.news},
        **{
            f"{DOCUMENTS}/{file.file}": f"{act.title}: {file.name}"
            for act in publication.acts
            for file in act.files
        },
    }
    page = changes_page(dated(stamped(now, read_published(settings.data), today), titles))
    return replace(section, pages=(*section.pages, page))


def _own_texts(content: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the school's own pages: paths without endings and bytes."""
    for path in _content_pages(content):
        yield path, (content / f"{path}.md").read_bytes()


def _said(what: re.Pattern[str], text: bytes) -> str:
    """Return what a Markdown page says of itself: its title, its description."""
    found = what.search(text.decode("utf-8", "replace"))
    return found[1].strip().strip("\"'") if found else ""


def published_now(checked: Checked, settings: Settings) -> Published:
    """Return what will stand on the school's site when it is published on the day of the data.

    Args:
        checked: The data of the day.
        settings: The school's folders.
    """
    now = _digests_now(checked, settings)
    known = read_published(settings.data)
    return Published(checked.today, stamped(now, known, checked.today))


def _digests_now(checked: Checked, settings: Settings) -> dict[str, str]:
    publication = checked.publication
    pages = _section(publication, settings).pages
    return digests(publication, pages, dict(_own_texts(settings.content)))


def not_published(checked: Checked, settings: Settings) -> Unpublished | None:
    """Return what has changed since the last publication; a demonstration is never published."""
    school = checked.registry.school
    if school.demonstration:
        return None
    known = read_published(settings.data)
    if known.day is None:
        return None
    now = _digests_now(checked, settings)
    return unpublished(now, known, checked.today, school.days_off)


def _known_outside(
    site: Site[Public],
    publication: Publication,
    settings: Settings,
    kept: _Kept,
    news: Mapping[str, str],
    drawing: Drawing,
) -> Site[Public]:
    """Add what others see of the section: feeds, cards, heads of pages, addresses it has left.

    All but the last need to know where the section stands.
    """
    files = dict(site.files)
    taken = {path: page.page.title for path, page in site.pages.items()} | dict(news)
    files.update(_moved_pages(publication, settings.address, taken))
    if not settings.address:
        return dataclasses.replace(site, files=files)
    files.update(feed_files(publication, settings.address))
    files.update(drawing.files(files))
    heads, shelf = Heads(publication, settings.address, taken, drawing.paths), kept.shelf("heads")
    return dataclasses.replace(
        site,
        files=files,
        header=heads,
        heads={
            **{
                path: shelf.made(path, heads.made_of(page.page), partial(heads.of_page, page.page))
                for path, page in site.pages.items()
            },
            **{f"{NEWS}/{item.id}": heads.of_news(item) for item in publication.news},
            **{
                path: heads.of_text(path, _said(_TITLE, text), _said(_DESCRIPTION, text))
                for path, text in _own_texts(settings.content)
            },
        },
    )


def _card_colours(appearance: Appearance | None) -> CardColours:
    usual = CardColours()
    if appearance is None:
        return usual
    return CardColours(appearance.main or usual.brand, appearance.second or usual.margin)


def _moved_pages(
    publication: Publication, address: str, taken: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the pages at old addresses: those that lead on, and those that say «снят».

    Raises:
        DataError: When an old address is taken by a page, or is claimed twice.
    """
    titles = {_address(path): title for path, title in taken.items()}
    problems: list[Problem] = []
    for left in moved(publication):
        place = _address(left.old)
        if place in titles:
            message = f"прежний адрес {left.old} занят страницей «{titles[place]}»"
            hint = "уберите его из «прежних адресов»"
            problems.append(Problem("А-01", Level.ERROR, left.origin, message, hint))
        titles[place] = left.title
        yield f"{left.old}{PAGE_ENDING}", moved_page(left, address)
    for gap in publication.gaps:
        if title := titles.get(_address(gap.old)):
            message = f"адрес снятого кейса {gap.old} занят страницей «{title}»"
            hint = "переименуйте файл снятого кейса или удалите его"
            problems.append(Problem("А-01", Level.ERROR, gap.origin, message, hint))
        yield f"{gap.old}{PAGE_ENDING}", gap_page(gap, address)
    if problems:
        raise DataError(problems)


def internal_site(checked: Checked, settings: Settings) -> Site[Internal]:
    """Build the curator's site in memory.

    Raises:
        DataError: When pages clash, a link is dead or a template is broken.
    """
    withheld = checked.publication.withheld
    late = reminders(not_published(checked, settings))
    problems = in_order((*checked.problems, *withheld, *late))
    registry, today = checked.registry, checked.today
    # The curator's pages, Word and PDF take a while to import, and the public site does without.
    from generator.documents.pages import draft_pages, workbooks
    from generator.render.calendar_file import calendar_file
    from generator.views.internal import internal_section
    from generator.views.internal.calendar import FILE, calendar_events

    events = calendar_events(registry, today)
    drafts, papers = draft_pages(registry, today, settings)
    papers = {**papers, **workbooks(registry, today, settings)}
    section = internal_section(registry, today, problems, checked.silenced, events, papers)
    section = replace(section, pages=(*section.pages, *drafts))
    calendar = calendar_file(events, f"Наставничество · {registry.school.name}", today)
    made = {FILE: calendar, **papers}
    told = replace(checked, problems=problems)
    kept = _Kept(settings, Internal.name)
    site = _site(section, told, settings, kept, None, frozenset(), {}, made)
    kept.close()
    return site


def _site(
    section: Section[Audience],
    checked: Checked,
    settings: Settings,
    kept: _Kept,
    publication: Publication | None,
    allowed: frozenset[str],
    elsewhere: Mapping[str, str],
    made: Mapping[str, bytes],
) -> Site[Audience]:
    pages: tuple[RenderedPage[Audience], ...]
    files: dict[str, bytes]
    pictures = dict.fromkeys(picture for page in section.pages for picture in page.pictures)
    with picture_files(pictures, settings.data / PHOTOS, kept.cache) as photos:
        pages = _rendered(section, settings, kept)
        files = {**photos(), **made}
    # The curator's site takes nothing of ``content``.
    folder: Path | None = settings.content if publication is not None else None
    content: set[str] = set(_content_pages(folder)) | set(elsewhere)
    known: set[str] = {
        *(page.page.path + PAGE_ENDING for page in pages),
        *(path + PAGE_ENDING for path in content),
        *files,
        *_content_files(folder, allowed),
    }
    taken: dict[str, str] = {**{page.page.path: page.page.title for page in pages}, **elsewhere}
    problems = [
        *_clashes(pages),
        *_content_clashes(folder, taken),
        *dead_links(pages, known, kept.shelf("links")),
    ]
    if problems:
        raise DataError(problems)
    by_path = {page.page.path: page for page in pages}
    return Site(
        audience=section.audience,
        checked=checked,
        pages=by_path,
        files=files,
        menu=tuple(_present(section.menu, by_path.keys() | content)),
        publication=publication,
        allowed_files=allowed,
    )


def _rendered(
    section: Section[Audience], settings: Settings, kept: _Kept
) -> tuple[RenderedPage[Audience], ...]:
    folders = (settings.theme, theme_folder())
    renderer = Renderer(folders, settings.content, kept.cache)
    finish: Callable[[str], str] = typeset if section.audience is Public else str
    pages: KeptPages[Audience] = KeptPages(renderer, kept.shelf("pages"), look_of(folders), finish)
    return tuple(map(pages.render, section.pages))


def _content_pages(folder: Path | None) -> Iterator[str]:
    """Yield paths of the ordinary pages of ``content`` without endings; acts' texts are none."""
    for file in _files_in(folder):
        if file.suffix == ".md" and file.parts[0] not in {MATERIALS, DOCUMENTS}:
            yield file.with_suffix("").as_posix()


def _content_files(folder: Path | None, allowed: frozenset[str]) -> Iterator[str]:
    for file in _files_in(folder):
        path = file.as_posix()
        if not path.startswith((f"{MATERIALS}/", f"{DOCUMENTS}/")) or path in allowed:
            yield path


def _files_in(folder: Path | None) -> Iterator[Path]:
    """Yield the files of a folder, relative to it, but for templates of documents."""
    if folder is not None:
        files = sorted(f.relative_to(folder) for f in folder.rglob("*") if f.is_file())
        yield from (file for file in files if file.parts[0] != TEMPLATES)


def _present(menu: Iterable[MenuEntry], paths: set[str]) -> Iterator[MenuEntry]:
    """Keep the entries whose pages are there."""
    for entry in menu:
        inner = tuple(_present(entry.entries, paths))
        if inner:
            yield MenuEntry(entry.title, entries=inner)
        elif entry.path in paths:
            yield entry


def _clashes(pages: tuple[RenderedPage[Audience], ...]) -> Iterator[Problem]:
    """One address, one page: among the pages of data."""
    seen: dict[str, Page[Audience]] = {}
    for rendered in pages:
        page = rendered.page
        address = _address(page.path)
        if address in seen:
            message = f"адрес {page.path} уже занят страницей «{seen[address].title}»"
            origin = page.origin or Span(page.template)
            yield Problem("А-01", Level.ERROR, origin, message, "переименуйте файл записи")
        seen[address] = page


def _content_clashes(folder: Path | None, taken: Mapping[str, str]) -> Iterator[Problem]:
    """No file of ``content`` may take the place of a page made from data."""
    titles = {_address(path): title for path, title in taken.items()}
    for file in _files_in(folder):
        if file.suffix.lower() not in _PAGE_SOURCES:
            continue
        if title := titles.get(_address(file.with_suffix("").as_posix())):
            span = Span(f"content/{file.as_posix()}")
            message = f"файл закрывает собой страницу «{title}», собранную из данных"
            yield Problem("А-02", Level.ERROR, span, message, "переименуйте файл")


def _address(path: str) -> str:
    """Bring a path of a page to the form in which addresses are compared.

    MkDocs makes an index of a readme; some disks do not tell small letters from capital ones.
    """
    return re.sub(r"(^|/)readme$", r"\1index", path.casefold()).removesuffix("/index")
