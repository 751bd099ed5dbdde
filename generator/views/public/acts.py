"""The list of documents and a page for each act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.publication.records import PublicAct, Publication
from generator.views.page import Page, Public, SearchEntry

_IN_FORCE = "действует"


@dataclass(frozen=True, slots=True)
class ActsContext:
    """What the list of documents shows.

    Attributes:
        groups: Acts in force by kind.
        archive: Acts that lost force and drafts.
    """

    groups: tuple[tuple[str, tuple[PublicAct, ...]], ...]
    archive: tuple[PublicAct, ...]


@dataclass(frozen=True, slots=True)
class ActContext:
    """What the page of an act shows."""

    act: PublicAct


def act_pages(publication: Publication) -> Iterator[Page[Public]]:
    """Describe the list of documents and the acts."""
    in_force = sorted(
        (act for act in publication.acts if act.status == _IN_FORCE), key=lambda act: act.rank
    )
    groups = tuple((kind, tuple(acts)) for kind, acts in groupby(in_force, lambda a: a.kind))
    archive = tuple(act for act in publication.acts if act.status != _IN_FORCE)
    yield Page(
        path="acts/index",
        title="Документы",
        description="Локальные акты программы наставничества: приказы, положение, планы, формы",
        template="public/acts.html",
        context=ActsContext(groups, archive),
        search=(SearchEntry("Документы", "локальные акты приказы положение"),),
    )
    for act in publication.acts:
        yield Page(
            path=f"acts/{act.id}",
            title=act.title,
            description=f"{act.kind.capitalize()} {act.requisites}, {act.status}",
            template="public/act.html",
            context=ActContext(act),
            parent="acts/index",
            search=(SearchEntry(act.title, f"{act.kind} {act.requisites} {act.summary}"),),
            origin=act.origin,
        )
