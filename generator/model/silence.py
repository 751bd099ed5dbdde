"""Remarks of the checks that the school decided to leave as they are."""

from __future__ import annotations

from pydantic import Field

from generator.model.base import Record
from generator.model.types import Day, Text


class Silence(Record, title="Снятое замечание"):
    """A remark that is told no more: who set it aside knows why and since when."""

    code: Text = Field(
        alias="код",
        description="Код замечания, как его показывает проверка: П-04.",
    )
    reason: Text = Field(
        alias="причина",
        description="Почему так и оставили: по просьбе врача встречи короче.",
    )
    since: Day = Field(
        alias="дата",
        description="Когда решили: 16.11.2026. До этого дня замечание остаётся.",
    )
