"""Ready pieces an editor inserts: a meeting, a goal, a consent, an outcome, any new record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.model.base import Choice, Entity, Record
from generator.model.consent import Consent, ConsentKind
from generator.model.pair import EndReason, Goal, Meeting, MeetingKind, Outcome
from generator.schema.choices import Choices
from generator.schema.scalars import TODAY
from generator.schema.shapes import Many, OneOf, Part, Shape, shape_of
from generator.source.handwriting import key_text

Snippet = Mapping[str, Any]
"""A label and a body of keys whose values hold tab stops."""


class _Stops:
    """Numbers tab stops one after another."""

    def __init__(self) -> None:
        self._last = 0

    def empty(self) -> str:
        """Return a stop with nothing in it."""
        self._last += 1
        return f"${self._last}"

    def filled(self, text: str) -> str:
        """Return a stop that suggests a text."""
        self._last += 1
        return f"${{{self._last}:{text}}}"

    def one_of(self, values: Iterable[Choice]) -> str:
        """Return a stop that offers values to choose from."""
        self._last += 1
        listed = ",".join(value.value.replace(",", r"\,") for value in values)
        return f"${{{self._last}|{listed}|}}"


def title(cls: type[Record]) -> str:
    """Return what one such record is called."""
    if issubclass(cls, Entity):
        return f"{cls.title_ru[:1].upper()}{cls.title_ru[1:]}"
    return str(cls.model_config.get("title") or cls.__name__)


def snippets(cls: type[Record], choices: Choices) -> list[Snippet]:
    """Return the pieces of a record, best first.

    Args:
        cls: The record.
        choices: What the school has.
    """
    if cls is Meeting:
        return [_meeting(kind, choices) for kind in MeetingKind]
    if cls is Consent:
        return [_consent(kind) for kind in ConsentKind]
    if cls is Outcome:
        return [_completed(), _early()]
    if cls is Goal:
        return [_goal()]
    body = _required(cls, _Stops())
    label = f"{title(cls)}: обязательные ключи"
    return [{"label": label, "body": body}] if body else []


def _meeting(kind: MeetingKind, choices: Choices) -> Snippet:
    stops = _Stops()
    body: dict[str, Any] = {
        "вид": kind.value,
        "дата": stops.filled(TODAY),
        "минут": stops.empty(),
    }
    if kind in {MeetingKind.TRIAL, MeetingKind.WORKING}:
        body["тема"] = stops.empty()
    if questions := choices.questions.get(kind):
        body["ответы"] = {key_text(question.key): stops.empty() for question in questions}
    body["результат"] = stops.empty()
    if kind is not MeetingKind.FINAL:
        body["к следующей встрече"] = stops.empty()
    return {"label": f"встреча: {kind}", "description": kind.hint, "body": body}


def _consent(kind: ConsentKind) -> Snippet:
    stops = _Stops()
    body: dict[str, Any] = {
        "вид": kind.value,
        "дата": stops.filled(TODAY),
        "номер": stops.empty(),
    }
    if kind is ConsentKind.DISSEMINATION:
        body["до"] = stops.empty()
        body["сведения"] = [stops.filled("ФИО")]
    return {"label": f"согласие: {kind}", "description": kind.hint, "body": body}


def _completed() -> Snippet:
    stops = _Stops()
    body = {
        "основание": EndReason.COMPLETED.value,
        "дата": stops.filled(TODAY),
        "результаты": stops.empty(),
        "близость к цели": stops.empty(),
        "решение": stops.filled("завершение"),
    }
    return {"label": f"итог: {EndReason.COMPLETED}", "body": body}


def _early() -> Snippet:
    stops = _Stops()
    reasons = [reason for reason in EndReason if reason is not EndReason.COMPLETED]
    body = {
        "основание": stops.one_of(reasons),
        "дата": stops.filled(TODAY),
        "результаты": stops.empty(),
        "пояснение": stops.empty(),
    }
    return {"label": "итог: раньше срока", "body": body}


def _goal() -> Snippet:
    stops = _Stops()
    body = {
        "результат": stops.empty(),
        "действия": [stops.empty()],
        "срок": stops.empty(),
        "показатель": stops.empty(),
        "отметка": stops.filled("запланировано"),
    }
    return {"label": "цель", "body": body}


def _required(cls: type[Record], stops: _Stops) -> dict[str, Any]:
    """Return the keys a record cannot do without."""
    return {
        str(info.alias): _blank(shape_of(info), stops)
        for info in cls.model_fields.values()
        if info.is_required()
    }


def _blank(shape: Shape, stops: _Stops) -> Any:
    match shape:
        case Part(record):
            return _required(record, stops)
        case Many(item):
            return [_blank(item, stops)]
        case OneOf(values):
            return stops.one_of(values)
        case _:
            return stops.empty()
