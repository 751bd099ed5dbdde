"""Publishing a registry: person by person, field by field, address by address."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from generator.diagnostics import in_order
from generator.model.base import Category
from generator.model.consent import Place
from generator.model.news import News
from generator.model.registry import Registry
from generator.publication.acts import Facts, public_act
from generator.publication.cases import public_case, public_gaps
from generator.publication.gate import Gate
from generator.publication.mentors import public_awards, public_council, public_mentors
from generator.publication.mirror import mirror
from generator.publication.plans import public_roadmap, public_workplan
from generator.publication.records import (
    Publication,
    PublicFigures,
    PublicMeetingForm,
    PublicNews,
    PublicProgramme,
    PublicSchool,
    PublicYear,
)
from generator.publication.results import public_results
from generator.rules.figures import programme_figures

_NO_FILES: Facts = MappingProxyType({})


def publish(registry: Registry, today: date, files: Facts = _NO_FILES) -> Publication:
    """Let through what may be public on a day, and nothing else.

    A text that names a person without leave keeps its record back: the record does not appear
    and the curator is told which line to mend.

    Args:
        registry: The school's records.
        today: The day on which consents are judged.
        files: What the files of acts are; a file that nobody looked at is not let through.
    """
    gate = Gate(registry, today)
    return Publication(
        today=today,
        school=_school(gate),
        programme=mirror(registry.programme, PublicProgramme),
        meeting_forms=tuple(mirror(f, PublicMeetingForm) for f in registry.meeting_forms.forms),
        figures=_figures(gate),
        roadmap=public_roadmap(gate, registry.roadmap) if registry.roadmap else None,
        workplan=public_workplan(gate, registry.workplan) if registry.workplan else None,
        council=public_council(gate, registry.council) if registry.council else None,
        mentors=public_mentors(gate),
        cases=tuple(public_case(gate, case) for case in gate.cases),
        acts=tuple(public_act(gate, act, files) for act in gate.acts),
        news=tuple(_news(gate, item) for item in gate.news),
        awards=public_awards(gate),
        results=public_results(gate),
        gaps=tuple(public_gaps(gate)),
        withheld=in_order(gate.withheld),
    )


def _school(gate: Gate) -> PublicSchool:
    school = gate.registry.school
    demonstration = school.demonstration.text if school.demonstration else ""
    return mirror(school, PublicSchool, demonstration=demonstration)


def _figures(gate: Gate) -> PublicFigures:
    figures = programme_figures(gate.registry, gate.today)
    return PublicFigures(
        mentors=figures.mentors.value,
        mentees=figures.mentees.value,
        pairs_working=figures.pairs_working.value,
        pairs_finished=figures.pairs_finished.value,
        meetings=figures.meetings.value,
        hours=figures.hours.value,
        cases=len(gate.cases),
        grew_to_mentors=figures.grew_to_mentors.value,
        years=tuple(
            PublicYear(y.year, y.pairs.value, y.mentees.value, y.cases.value) for y in figures.years
        ),
    )


def _news(gate: Gate, item: News) -> PublicNews:
    registry, naming = gate.registry, gate.on(Place.NEWS)
    mentors = (registry.mentors[id_] for id_ in item.mentors)
    cases = (registry.cases[id_] for id_ in item.cases)
    acts = (registry.acts[id_] for id_ in item.acts)
    return mirror(
        item,
        PublicNews,
        id=item.id,
        lead=naming.prose(item.lead),
        text=naming.prose(item.text),
        mentors=tuple(
            naming.line(mentor, "наставник")
            for mentor in mentors
            if naming.allows(mentor, Category.NAME)
        ),
        cases=tuple(link for case in cases if (link := gate.link(case, case.title))),
        acts=tuple(link for act in acts if (link := gate.link(act, act.title))),
        origin=item.at(),
    )
