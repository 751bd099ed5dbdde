"""The programme, the roadmap, the workplan and the council."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.publication.records import (
    Publication,
    PublicCouncil,
    PublicMeetingForm,
    PublicPlan,
    PublicProgramme,
)
from generator.views.page import Page, Public, SearchEntry


@dataclass(frozen=True, slots=True)
class ProgrammeContext:
    """What the page of the programme shows."""

    programme: PublicProgramme
    meeting_forms: tuple[PublicMeetingForm, ...]


@dataclass(frozen=True, slots=True)
class PlanContext:
    """What the page of the roadmap or the workplan shows.

    Attributes:
        with_results: The workplan has columns for place and result; the roadmap has not.
    """

    plan: PublicPlan
    with_results: bool


@dataclass(frozen=True, slots=True)
class CouncilContext:
    """What the page of the council shows."""

    council: PublicCouncil


def programme_pages(publication: Publication) -> Iterator[Page[Public]]:
    """Describe the pages that tell how the programme is made and how it goes."""
    programme = publication.programme
    yield Page(
        path="programme",
        title="О программе",
        description=programme.goal,
        template="public/programme.html",
        context=ProgrammeContext(programme, publication.meeting_forms),
        search=tuple(_programme_search(programme)),
    )
    if publication.roadmap is not None:
        yield _plan_page("roadmap", "Дорожная карта", publication.roadmap, with_results=False)
    if publication.workplan is not None:
        yield _plan_page("workplan", "План реализации", publication.workplan, with_results=True)
    if publication.council is not None:
        council = publication.council
        yield Page(
            path="council",
            title="Совет наставников",
            description=council.purpose,
            template="public/council.html",
            context=CouncilContext(council),
            search=tuple(_council_search(council)),
            origin=council.origin,
        )


def _programme_search(programme: PublicProgramme) -> Iterator[SearchEntry]:
    yield SearchEntry("О программе", " ".join((programme.goal, *programme.tasks)))
    parts = {
        "Принципы": ("principles", programme.principles),
        "Участники": ("roles", programme.roles),
        "Этапы взаимодействия": ("steps", programme.steps),
    }
    for title, (anchor, points) in parts.items():
        yield SearchEntry(title, " ".join(f"{p.name} {p.text}" for p in points), anchor)
    terms = (*programme.forms, *programme.kinds, *programme.role_models, *programme.contacts)
    text = " ".join(f"{term.name} {term.text}" for term in terms)
    yield SearchEntry("Формы и виды наставничества", text, "forms")
    grounds = " ".join(f"{ground.name} {ground.requisites}" for ground in programme.legal)
    yield SearchEntry("Правовая база", grounds, "legal")


def _council_search(council: PublicCouncil) -> Iterator[SearchEntry]:
    yield SearchEntry("Совет наставников", " ".join((council.purpose, *council.tasks)))
    members = " ".join(f"{member.who.label} {member.role}" for member in council.members)
    yield SearchEntry("Состав совета", members, "members")
    if council.meetings:
        agenda = " ".join(text for meeting in council.meetings for text in meeting.agenda)
        yield SearchEntry("Заседания совета", agenda, "meetings")


def _plan_page(path: str, title: str, plan: PublicPlan, *, with_results: bool) -> Page[Public]:
    search = (
        SearchEntry(title, f"{plan.title} {plan.purpose} {plan.prospects}"),
        *(
            SearchEntry(section.name, " ".join(item.what for item in section.items), f"s{number}")
            for number, section in enumerate(plan.sections, 1)
        ),
    )
    done = plan.progress
    return Page(
        path=path,
        title=title,
        description=f"{plan.title}: выполнено {done.done} из {done.total} пунктов",
        template="public/plan.html",
        context=PlanContext(plan, with_results),
        search=search,
        origin=plan.origin,
    )
