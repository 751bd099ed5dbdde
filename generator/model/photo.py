"""Photos: portraits of people and pictures of a case."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.model.base import OPEN, Choice, Record
from generator.model.types import MenteeRef, MentorRef, Text


class Focus(Choice):
    """Which part of a photo stays in sight when its edges are cut."""

    TOP_LEFT = "вверху слева"
    TOP = "вверху"
    TOP_RIGHT = "вверху справа"
    LEFT = "слева"
    MIDDLE = "посередине"
    RIGHT = "справа"
    BOTTOM_LEFT = "внизу слева"
    BOTTOM = "внизу"
    BOTTOM_RIGHT = "внизу справа"


class Photo(Record, title="Портрет"):
    """A portrait file with a description for those who do not see it."""

    file: Annotated[Text, OPEN] = Field(
        alias="файл",
        description="Имя файла портрета в папке data/photos: sokolova.jpg.",
    )
    alt: Annotated[Text, OPEN] = Field(
        alias="описание",
        description="Что на портрете, для тех, кто его не видит: женщина с каре, в очках.",
    )
    focus: Annotated[Focus | None, OPEN] = Field(
        None,
        alias="фокус",
        description="Где на снимке лицо, если при обрезке оно уходит за край.",
    )


class CasePhoto(Record, title="Фото кейса"):
    """A picture of the work; whoever can be recognised on it is named and must allow it."""

    file: Annotated[Text, OPEN] = Field(
        alias="файл",
        description="Имя файла в папке data/photos: lotok.jpg.",
    )
    alt: Annotated[Text, OPEN] = Field(
        alias="описание",
        description="Что на снимке, для тех, кто его не видит: лоток с микроскопом и лупами.",
    )
    caption: Annotated[Text | None, OPEN] = Field(
        None,
        alias="подпись",
        description="Подпись под снимком, если к описанию есть что добавить.",
    )
    focus: Annotated[Focus | None, OPEN] = Field(
        None,
        alias="фокус",
        description="Где на снимке главное, если при обрезке оно уходит за край.",
    )
    mentors: tuple[MentorRef, ...] = Field(
        (),
        alias="наставники",
        description="Кто из наставников узнаваем: без их согласия на фото снимка не будет.",
    )
    mentees: tuple[MenteeRef, ...] = Field(
        (),
        alias="наставляемые",
        description="Кто из наставляемых узнаваем: без их согласия на фото снимка не будет.",
    )
