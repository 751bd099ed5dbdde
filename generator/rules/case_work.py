"""What stands between a case and its publication, and what its reader should know (Л 6.2, Т 33)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Span
from generator.model.base import Category
from generator.model.case import Case, CaseStatus, Evidence
from generator.model.consent import Place
from generator.model.people import Person
from generator.model.registry import Registry
from generator.rules.cases import GAP, MIN_WORDS, words_in
from generator.rules.pairs import PairState, state_of
from generator.rules.permissions import permits, processing_consent

_SHOWN = 3
_PARTS = (
    ("request", "запрос"),
    ("actions", "что делали"),
    ("result", "результат"),
    ("failures", "что не получилось"),
    ("how_to_repeat", "как повторить"),
)
_LEAST_WORDS_OF_PART = 20
_CHECKED = (
    ("uniqueness", "уникальность"),
    ("results", "результаты"),
    ("transfer", "переносимость"),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a case lacks.

    Attributes:
        hinders: Until it is mended the case should not be published.
        advice: What to do.
        origin: The place to mend.
    """

    text: str
    advice: str
    hinders: bool
    origin: Span


def remarks(registry: Registry, case: Case, today: date) -> tuple[Remark, ...]:
    """Return what a case lacks, what hinders its publication first."""
    found = (
        *_gaps(case),
        *_story(case),
        *_pair(registry, case, today),
        *_proofs(case),
        *_self_check(case),
        *_people(registry, case, today),
        *_reviews(registry, case, today),
    )
    return tuple(sorted(found, key=lambda remark: not remark.hinders))


def _gaps(case: Case) -> Iterator[Remark]:
    for value in case.values_with(GAP):
        count = value.text.count(GAP)
        text = f"пропусков «{GAP}»: {count}" if count > 1 else f"пропуск «{GAP}»"
        where = str(value.path[0])
        yield Remark(f"{text} в «{where}»", "допишите или сотрите", True, case.at(*value.path))


def _story(case: Case) -> Iterator[Remark]:
    for name, key in _PARTS:
        if len(getattr(case, name).split()) < _LEAST_WORDS_OF_PART:
            text = f"«{key}» в двух словах"
            yield Remark(text, "расскажите так, чтобы поняли чужие", False, case.at(key))
    if (words := words_in(case)) < MIN_WORDS:
        text = f"в рассказе слов: {words} из {MIN_WORDS}"
        yield Remark(text, "с таким рассказом чужая пара не повторит", True, case.at("что делали"))


def _pair(registry: Registry, case: Case, today: date) -> Iterator[Remark]:
    pair = registry.pairs[case.pair]
    if state_of(pair, today) not in {PairState.FINISHED, PairState.ENDED_EARLY}:
        text = "пара ещё не завершена: итога нет"
        yield Remark(text, "запишите итог пары", True, pair.at("программа", "окончание"))


def _proofs(case: Case) -> Iterator[Remark]:
    if not case.measures:
        text = "нет ни одного числа «было — стало»"
        yield Remark(text, "добавьте «показатели»", True, case.at("показатели"))
    if case.evidence is Evidence.OPINION:
        text = "доказательство самое слабое: мнение участников"
        advice = "найдите листы наблюдений или замеры; без них честно скажите об этом"
        yield Remark(text, advice, False, case.at("доказательность"))
    if not case.materials:
        text = "нет материалов, с которыми повторят"
        yield Remark(text, "приложите бланк или памятку", False, case.at("материалы"))


def _self_check(case: Case) -> Iterator[Remark]:
    if case.self_check is None:
        text = "нет самопроверки: уникальность, результаты, переносимость"
        yield Remark(text, "ответьте на три вопроса", True, case.at("самопроверка"))
        return
    for name, key in _CHECKED:
        if len(getattr(case.self_check, name).split()) < _SHOWN:
            origin = case.at("самопроверка", key)
            yield Remark(f"самопроверка: «{key}» без ответа", "ответьте", True, origin)


def _people(registry: Registry, case: Case, today: date) -> Iterator[Remark]:
    for person in registry.participants(registry.pairs[case.pair]):
        origin = person.at("согласия")
        if processing_consent(person, today) is None:
            text = f"{person.full_name}: нет согласия на обработку"
            yield Remark(text, "подпишите и запишите дату", True, origin)
        elif not permits(person, Category.NAME, Place.CASES, today):
            text = f"{person.full_name}: в кейсе без имени"
            advice = "согласия назвать в кейсах нет; спросите или оставьте роль"
            yield Remark(text, advice, False, origin)
    for index, photo in enumerate(case.photos):
        shown: list[Person] = [
            *(registry.mentors[id_] for id_ in photo.mentors),
            *(registry.mentees[id_] for id_ in photo.mentees),
        ]
        hidden = [p for p in shown if not permits(p, Category.PHOTO, Place.CASES, today)]
        if hidden:
            names = ", ".join(person.full_name for person in hidden)
            text = f"снимок не покажут: {names} не разрешает фото"
            origin = case.at("фото", index)
            yield Remark(text, "возьмите согласие или другой снимок", False, origin)


def _reviews(registry: Registry, case: Case, today: date) -> Iterator[Remark]:
    if not case.reviews:
        text = "нет ни одного отзыва"
        yield Remark(text, "попросите по две фразы у обоих", False, case.at("отзывы"))
    for index, review in enumerate(case.reviews):
        author: Person | None = None
        if review.mentor:
            author = registry.mentors[review.mentor]
        elif review.mentee:
            author = registry.mentees[review.mentee]
        if author is not None and not permits(author, Category.REVIEW, Place.CASES, today):
            text = f"отзыв не покажут: {author.full_name} не разрешает"
            origin = case.at("отзывы", index)
            yield Remark(text, "нужно согласие на «отзыв»", False, origin)


def is_draft(case: Case, today: date) -> bool:
    """Tell whether the public does not see a case yet."""
    ready = case.status is CaseStatus.PUBLISHED and case.published is not None
    return not (ready and case.published is not None and case.published <= today)
