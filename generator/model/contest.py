"""How awards are decided: nominations, the jury of a year, its ballots (Т 34–35)."""

from __future__ import annotations

from pydantic import Field

from generator.model.base import Choice, Record
from generator.model.types import Count, Day, MenteeRef, MentorRef, PairRef, SchoolYear, Text


class Whom(Choice):
    """Whom a nomination is for."""

    MENTOR = "наставник", "награждают одного человека"
    PAIR = "пара", "награждают наставника вместе с наставляемыми"


class Voting(Choice):
    """How the jury judges the candidates of a nomination."""

    PLACES = "места", "каждый расставляет кандидатов по местам; побеждает меньшая сумма"
    MARKS = "оценки", "каждый ставит баллы по критериям; побеждает больший средний балл"


class MarkCriterion(Record, title="Критерий оценки"):
    """What the jury gives marks for."""

    name: Text = Field(
        alias="название",
        description="За что баллы: движение к цели.",
    )
    most: Count = Field(
        alias="до",
        ge=1,
        description="Наибольший балл: 10.",
    )


class Nomination(Record, title="Номинация"):
    """An award the school gives every year: for whom it is and how it is decided."""

    name: Text = Field(
        alias="название",
        description="Название номинации: Наставник года.",
    )
    whom: Whom = Field(
        alias="кому",
        description="Кого награждают: наставника или пару.",
    )
    voting: Voting = Field(
        Voting.PLACES,
        alias="голосуют",
        description="Как судит жюри; без ключа — местами.",
    )
    criteria: tuple[MarkCriterion, ...] = Field(
        (),
        alias="критерии",
        description="За что ставят баллы, если голосуют оценками.",
    )
    from_rating: Count = Field(
        3,
        alias="из рейтинга",
        description="Сколько первых мест рейтинга выдвигают; без ключа — три, 0 — ни одного.",
    )


class Juror(Record, title="Член жюри"):
    """A member of the jury: somebody of the banks, or anybody else by name."""

    mentor: MentorRef | None = Field(
        None,
        alias="наставник",
        description="Наставник из банка: ФИО или имя файла.",
    )
    mentee: MenteeRef | None = Field(
        None,
        alias="наставляемый",
        description="Наставляемый из банка: ФИО или имя файла.",
    )
    name: Text | None = Field(
        None,
        alias="имя",
        description="Кто, если его нет в банках: Ремизов Олег Дмитриевич.",
    )
    role: Text = Field(
        "член жюри",
        alias="роль",
        description="Председатель, секретарь; без ключа — член жюри.",
    )


class Contended(Record, title="Кандидат"):
    """A mentor or a pair the jury speaks of."""

    mentor: MentorRef | None = Field(
        None,
        alias="наставник",
        description="Кандидат, если это наставник: ФИО или имя файла.",
    )
    pair: PairRef | None = Field(
        None,
        alias="пара",
        description="Кандидат, если это пара: имя файла из data/pairs.",
    )

    @property
    def id(self) -> str:
        """Id of the mentor or of the pair; empty when neither is named."""
        return self.mentor or self.pair or ""


class Candidate(Contended, title="Выдвинутый"):
    """A mentor or a pair put forward beside those of the rating."""

    nomination: Text = Field(
        alias="номинация",
        description="На что выдвинут: название из списка «номинации».",
    )
    by: Text | None = Field(
        None,
        alias="кем",
        description="Кто выдвинул: методическое объединение словесников.",
    )


class PlaceGiven(Contended, title="Место в бюллетене"):
    """At which place a member of the jury puts a candidate."""

    place: Count = Field(
        alias="место",
        ge=1,
        description="Какое место: 1 — лучшее. Равные — одним числом.",
    )


class MarksGiven(Contended, title="Оценки в бюллетене"):
    """What marks a member of the jury gives a candidate."""

    marks: dict[str, Count] = Field(
        alias="баллы",
        description="Балл по каждому критерию номинации: «движение к цели: 9».",
    )


class Ballot(Record, title="Бюллетень"):
    """How a member of the jury judged the candidates of one nomination."""

    juror: Text = Field(
        alias="член жюри",
        description="Кто голосовал: ФИО или имя файла, как в составе жюри.",
    )
    nomination: Text = Field(
        alias="номинация",
        description="По какой номинации: название из списка «номинации».",
    )
    places: tuple[PlaceGiven, ...] = Field(
        (),
        alias="места",
        description="Кандидаты по местам. Кого нет, те делят оставшиеся места.",
    )
    marks: tuple[MarksGiven, ...] = Field(
        (),
        alias="оценки",
        description="Баллы кандидатов по критериям; нужны все.",
    )
    abstained: Text | None = Field(
        None,
        alias="воздержался",
        description="Почему не голосовал: не видел уроков.",
    )
    recused: Text | None = Field(
        None,
        alias="отвод",
        description="Почему ему нельзя судить: родственник кандидата.",
    )


class Contest(Record, title="Конкурс"):
    """The jury of a school year with its ballots."""

    year: SchoolYear = Field(
        alias="учебный год",
        description="За какой год награждают: 2025/26.",
    )
    date: Day = Field(
        alias="дата",
        description="День заседания жюри: 20.05.2026.",
    )
    protocol: Text | None = Field(
        None,
        alias="протокол",
        description="Номер протокола жюри: 1.",
    )
    quorum: Count = Field(
        3,
        alias="кворум",
        description="Сколько бюллетеней нужно, чтобы итог состоялся; без ключа — три.",
    )
    jury: tuple[Juror, ...] = Field(
        alias="жюри",
        min_length=1,
        description="Кто судит.",
    )
    candidates: tuple[Candidate, ...] = Field(
        (),
        alias="выдвинуты",
        description="Кандидаты сверх рейтинга.",
    )
    ballots: tuple[Ballot, ...] = Field(
        (),
        alias="бюллетени",
        description="Кто как судил, по одному на члена жюри и номинацию.",
    )
