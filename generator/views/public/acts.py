"""The list of documents and a page for each act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.publication.records import PublicAct, Publication
from generator.views.page import Page, Public, SearchEntry

_IN_FORCE, _DRAFT = "действует", "проект"


@dataclass(frozen=True, slots=True)
class ActList:
    """A link to a list of acts.

    Attributes:
        path: The list's address.
        count: How many acts are in it.
    """

    path: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class ActsContext:
    """What the list of documents shows.

    Attributes:
        groups: Acts in force by kind.
        drafts: Drafts that the school lets people read.
        archive: Acts that lost force, newest first.
        years: Lists by year, newest first.
        kinds: Lists by kind.
    """

    groups: tuple[tuple[str, tuple[PublicAct, ...]], ...]
    drafts: tuple[PublicAct, ...]
    archive: tuple[PublicAct, ...]
    years: tuple[ActList, ...]
    kinds: tuple[ActList, ...]


@dataclass(frozen=True, slots=True)
class ActListContext:
    """What a list of one year or one kind shows.

    Attributes:
        states: Acts by status: those in force first, drafts last.
        others: The other lists of the same sort.
        sort: What the lists differ by, for their heading.
    """

    states: tuple[tuple[str, tuple[PublicAct, ...]], ...]
    others: tuple[ActList, ...]
    sort: str


@dataclass(frozen=True, slots=True)
class ActContext:
    """What the page of an act shows.

    Attributes:
        kind_list: The list of the acts of its kind.
        today: The day of the build: a certificate may have expired by it.
    """

    act: PublicAct
    kind_list: str
    today: date


def act_pages(publication: Publication) -> Iterator[Page[Public]]:
    """Describe the list of documents, the lists by year and by kind, and the acts."""
    acts = publication.acts
    years, kinds = _by_year(acts), _by_kind(acts)
    yield _index(acts, _links(years), _links(kinds))
    for path, name, listed in years:
        yield _list(path, f"Документы {name} года", listed, _links(years), "По годам")
    for path, name, listed in kinds:
        yield _list(path, f"{name}: все документы", listed, _links(kinds), "По видам")
    for act in acts:
        yield Page(
            path=f"acts/{act.id}",
            title=act.title,
            description=f"{_capital(act.kind)} {act.requisites}, {act.status}",
            template="public/act.html",
            context=ActContext(act, _kind_path(act), publication.today),
            parent="acts/index",
            search=tuple(_search(act)),
            origin=act.origin,
        )


def _index(
    acts: tuple[PublicAct, ...], years: tuple[ActList, ...], kinds: tuple[ActList, ...]
) -> Page[Public]:
    in_force = sorted((act for act in acts if act.status == _IN_FORCE), key=lambda act: act.rank)
    context = ActsContext(
        groups=tuple((kind, tuple(of)) for kind, of in groupby(in_force, lambda a: a.kind)),
        drafts=tuple(act for act in acts if act.status == _DRAFT),
        archive=tuple(act for act in acts if act.status not in {_IN_FORCE, _DRAFT}),
        years=years,
        kinds=kinds,
    )
    return Page(
        path="acts/index",
        title="Документы",
        description="Локальные акты программы наставничества: приказы, положение, планы, формы",
        template="public/acts.html",
        context=context,
        search=(SearchEntry("Документы", "локальные акты приказы положение"),),
    )


_Lists = tuple[tuple[str, str, tuple[PublicAct, ...]], ...]
"""Lists of acts: address, name, acts."""


def _by_year(acts: tuple[PublicAct, ...]) -> _Lists:
    years = sorted({act.date.year for act in acts}, reverse=True)
    return tuple(
        (f"acts/year/{year}", str(year), tuple(act for act in acts if act.date.year == year))
        for year in years
    )


def _by_kind(acts: tuple[PublicAct, ...]) -> _Lists:
    ordered = sorted(acts, key=lambda act: act.rank)
    return tuple(
        (_kind_path(of[0]), _capital(kind), of)
        for kind, group in groupby(ordered, lambda act: act.kind)
        if (of := tuple(group))
    )


def _kind_path(act: PublicAct) -> str:
    return f"acts/kind/{act.kind_code}"


def _links(lists: _Lists) -> tuple[ActList, ...]:
    return tuple(ActList(path, name, len(acts)) for path, name, acts in lists)


def _list(
    path: str, title: str, acts: tuple[PublicAct, ...], others: tuple[ActList, ...], sort: str
) -> Page[Public]:
    order = {_IN_FORCE: 0, _DRAFT: 2}
    by_state = sorted(acts, key=lambda act: order.get(act.status, 1))
    states = tuple((state, tuple(of)) for state, of in groupby(by_state, lambda a: a.status))
    return Page(
        path=path,
        title=title,
        description=f"Локальные акты программы наставничества. {title}",
        template="public/act_list.html",
        context=ActListContext(states, others, sort),
        parent="acts/index",
    )


def _search(act: PublicAct) -> Iterator[SearchEntry]:
    about = f"{act.kind} {act.requisites} {act.status} {act.summary}"
    yield SearchEntry(act.title, about)
    if act.text:
        yield SearchEntry(f"{act.title}: текст", re.sub(r"(?m)^#+ ", "", act.text), "text")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
