"""The page of case work: drafts with what hinders them, published cases with what they lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Problem, Span
from generator.model.case import Case, Evidence
from generator.model.consent import Place
from generator.model.registry import Registry
from generator.publication.gate import named_without_leave
from generator.publication.naming import Naming
from generator.rules.case_work import Remark, is_draft, remarks
from generator.rules.cases import MIN_WORDS, published_cases, words_in
from generator.views.internal.labels import pair_title
from generator.views.page import Internal, Page

PATH = "case-work"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case at work.

    Attributes:
        words: Words of its story.
        rank: Strength of its evidence, 1 the weakest.
        hindered: Remarks that hinder publication.
        noted: Remarks its readers and authors should know.
        alike: Titles of published cases about the same requests, to compare what is new.
    """

    case: Case
    anchor: str
    pair: str
    words: int
    rank: int
    hindered: tuple[Remark, ...]
    noted: tuple[Remark, ...]
    alike: tuple[str, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class CaseWorkContext:
    """What the page of case work shows.

    Attributes:
        waiting: Finished pairs whose case nobody has begun: title, address, place of the outcome.
        ranks: How many grades of evidence there are.
    """

    today: date
    drafts: tuple[CaseRow, ...]
    published: tuple[CaseRow, ...]
    waiting: tuple[tuple[str, str, Span], ...]
    least_words: int
    ranks: int


def case_work_page(
    registry: Registry, today: date, problems: tuple[Problem, ...] = ()
) -> Page[Internal]:
    """Describe the page of case work.

    Args:
        registry: The school's records.
        today: The day.
        problems: What the checks found: published cases that name somebody are among it.
    """
    naming = Naming(registry, Place.CASES, today, registry.by_key.__contains__)
    kept_back = [problem for problem in problems if problem.code == "Л-01"]

    def named(case: Case) -> Iterable[Problem]:
        if is_draft(case, today):
            return named_without_leave(naming, case)
        return (problem for problem in kept_back if problem.span.path == case.at().path)

    alike = _Alike(published_cases(registry, today))
    rows = tuple(
        _row(registry, case, named(case), alike.to(case), today) for case in registry.cases.values()
    )
    drafts = [row for row in rows if is_draft(row.case, today)]
    published = [row for row in rows if not is_draft(row.case, today)]
    published.sort(key=lambda row: (row.case.published or today, row.case.id), reverse=True)
    published.sort(key=lambda row: -len(row.hindered))
    return Page(
        path=PATH,
        title="Кейсы в работе",
        description="Черновики, самопроверка и что мешает публикации",
        template="internal/case_work.html",
        context=CaseWorkContext(
            today=today,
            drafts=tuple(sorted(drafts, key=lambda row: (len(row.hindered), row.case.id))),
            published=tuple(published),
            waiting=tuple(_waiting(registry, today)),
            least_words=MIN_WORDS,
            ranks=len(Evidence),
        ),
    )


class _Alike:
    """Tells which of many cases answer a request of one.

    Args:
        cases: The cases, in the order in which they are told.
    """

    def __init__(self, cases: Sequence[Case]) -> None:
        self._cases = cases
        self._by_request: dict[str, list[int]] = defaultdict(list)
        for place, case in enumerate(cases):
            for request in case.requests:
                self._by_request[request].append(place)

    def to(self, case: Case) -> Iterator[Case]:
        """Yield the others."""
        places = {place for request in case.requests for place in self._by_request[request]}
        return (other for place in sorted(places) if (other := self._cases[place]) is not case)


def _row(
    registry: Registry,
    case: Case,
    named: Iterable[Problem],
    alike: Iterable[Case],
    today: date,
) -> CaseRow:
    found = (*map(_of_problem, named), *remarks(registry, case, today))
    return CaseRow(
        case=case,
        anchor=f"case-{case.id}",
        pair=pair_title(registry, registry.pairs[case.pair]),
        words=words_in(case),
        rank=list(Evidence).index(case.evidence) + 1,
        hindered=tuple(remark for remark in found if remark.hinders),
        noted=tuple(remark for remark in found if not remark.hinders),
        alike=tuple(other.title for other in alike),
        origin=case.at(),
    )


def _of_problem(problem: Problem) -> Remark:
    return Remark(problem.message, problem.hint, True, problem.span)


def _waiting(registry: Registry, today: date) -> Iterator[tuple[str, str, Span]]:
    pairs = sorted(registry.pairs.values(), key=lambda p: (p.plan.start, p.id), reverse=True)
    for pair in pairs:
        ended = pair.outcome is not None and pair.outcome.date <= today
        if ended and pair.id not in registry.cases_of_pair:
            yield pair_title(registry, pair), pair.key, pair.at("итог")
