"""A completed case: the process and the results of a pair, told so that others can repeat it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import OPEN, Category, Choice, Entity, Record, Shown
from generator.model.photo import CasePhoto
from generator.model.silence import Silence
from generator.model.types import (
    CaseRef,
    Day,
    MenteeRef,
    MentorRef,
    Number,
    OldAddress,
    PairRef,
    Prose,
    RequestRef,
    SubjectRef,
    Text,
    Yes,
)


class Better(Choice):
    """Which way a figure should go."""

    MORE = "больше", "рост — к лучшему"
    LESS = "меньше", "снижение — к лучшему"


class Measure(Record, title="Показатель до и после"):
    """A figure taken twice, before and after."""

    name: Annotated[Text, OPEN] = Field(
        alias="показатель",
        description="Что измеряли: минуты от звонка до начала работы.",
    )
    before: Annotated[Number, OPEN] = Field(
        alias="было",
        description="Число до начала работы: 12 или 4,5.",
    )
    after: Annotated[Number, OPEN] = Field(
        alias="стало",
        description="Число после: 3.",
    )
    unit: Annotated[Text | None, OPEN] = Field(
        None,
        alias="единица",
        description="В чём измеряли: минут, %, из 26.",
    )
    better: Annotated[Better, OPEN] = Field(
        Better.MORE,
        alias="лучше",
        description="Куда должно меняться число; без ключа — чем больше, тем лучше.",
    )
    method: Annotated[Text, OPEN] = Field(
        alias="как измеряли",
        description="Кто, чем и когда: лист наблюдения, октябрь и апрель.",
    )


class Evidence(Choice):
    """How strong the proof of a result is, weakest first."""

    OPINION = "мнение участников", "так считают сами участники"
    OBSERVATION = "наблюдение по листам", "записано на уроках"
    BEFORE_AFTER = "замеры до и после", "измерено дважды одним способом"
    COMPARISON = "сравнение с параллельным классом", "измерено и рядом, где так не работали"


class SchoolLevel(Choice):
    """Which stage of school the case is about."""

    PRIMARY = "начальная школа", "1–4 классы"
    MIDDLE = "основная школа", "5–9 классы"
    SENIOR = "старшая школа", "10–11 классы"
    ALL = "вся школа", "все классы"


class Material(Record, title="Материал"):
    """A file that helps to repeat the case, under ``content/materials``."""

    name: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Как назвать ссылку: Лист наблюдения урока.",
    )
    file: Annotated[Text, OPEN] = Field(
        alias="файл",
        description="Путь внутри content/materials: bezopasnyy-opyt/karta-opyta.docx.",
    )
    kind: Annotated[Text, OPEN] = Field(
        alias="вид",
        description="Что это: бланк, памятка, чек-лист.",
    )


class Review(Record, title="Отзыв"):
    """Words of a participant; shown under a name only with the consent for reviews.

    Attributes:
        role: How the author is called without a name: «наставляемая, учитель биологии».
    """

    text: Annotated[Prose, Shown(Category.REVIEW)] = Field(
        alias="текст",
        description="Слова участника, без пересказа. Под именем — только с согласия на отзыв.",
    )
    role: Annotated[Text, OPEN] = Field(
        alias="роль",
        description="Кто говорит, без имени: наставляемая, учитель химии.",
    )
    mentor: MentorRef | None = Field(
        None,
        alias="наставник",
        description="Чей это отзыв, если наставника: ФИО или имя файла.",
    )
    mentee: MenteeRef | None = Field(
        None,
        alias="наставляемый",
        description="Чей это отзыв, если наставляемого: ФИО или имя файла.",
    )


class CaseStatus(Choice):
    """A draft is never published."""

    DRAFT = "черновик", "на сайте его нет"
    PUBLISHED = "опубликован", "виден всем"
    TAKEN_DOWN = "снят", "по его адресу — «материал снят»"


class SelfCheck(Record, title="Самопроверка"):
    """The authors' answers on uniqueness, results and transferability."""

    uniqueness: Annotated[Text, OPEN] = Field(
        alias="уникальность",
        description="Что здесь своё, а что взято у других.",
    )
    results: Annotated[Text, OPEN] = Field(
        alias="результаты",
        description="Чем подтверждены результаты и где лежат листы замеров.",
    )
    transfer: Annotated[Text, OPEN] = Field(
        alias="переносимость",
        description="Кому подойдёт и без чего начинать нельзя.",
    )


class Case(Entity):
    """A best-practice case of the resource centre (Л 6.2, Т 33)."""

    folder: ClassVar[str] = "cases"
    title_ru: ClassVar[str] = "кейс"

    title: Annotated[Text, OPEN] = Field(
        alias="название",
        description="Заголовок кейса: Лабораторная за сорок минут.",
    )
    status: CaseStatus = Field(
        CaseStatus.DRAFT,
        alias="статус",
        description="Готов ли кейс; без ключа — черновик, его на сайте нет.",
    )
    pair: PairRef = Field(
        alias="пара",
        description="Чья это работа: имя файла из data/pairs.",
    )
    published: Annotated[Day | None, OPEN] = Field(
        None,
        alias="опубликован",
        description="День публикации: 20.06.2026. Нужен опубликованному кейсу.",
    )
    instead: Annotated[CaseRef | None, OPEN] = Field(
        None,
        alias="вместо",
        description="Куда вести с адреса снятого кейса: другой кейс. Некуда — ключа нет.",
    )
    reviewed: Annotated[Day | None, OPEN] = Field(
        None,
        alias="проверен",
        description="Когда последний раз перечитали и убедились, что всё верно.",
    )
    level: Annotated[SchoolLevel, OPEN] = Field(
        alias="уровень",
        description="О какой ступени школы рассказ.",
    )
    subjects: Annotated[tuple[SubjectRef, ...], OPEN] = Field(
        (),
        alias="предметы",
        description="Предметы кейса; названия — из списка «предметы» в data/programme.yml.",
    )
    requests: Annotated[tuple[RequestRef, ...], OPEN] = Field(
        alias="темы запроса",
        description="О чём кейс; названия — из списка «запросы» в data/programme.yml.",
    )
    lead: Annotated[Text, OPEN] = Field(
        alias="кратко",
        description="Суть в двух строках: для карточки и начала страницы.",
    )
    request: Annotated[Prose, OPEN] = Field(
        alias="запрос",
        description="С чем пришла пара: что не получалось и почему это важно.",
    )
    actions: Annotated[Prose, OPEN] = Field(
        alias="что делали",
        description="Рассказ по шагам; можно абзацами и списками. Людей называют ссылкой.",
    )
    result: Annotated[Prose, OPEN] = Field(
        alias="результат",
        description="Что изменилось, с числами.",
    )
    measures: Annotated[tuple[Measure, ...], OPEN] = Field(
        alias="показатели",
        description="Числа до и после; хотя бы одно.",
    )
    failures: Annotated[Prose, OPEN] = Field(
        alias="что не получилось",
        description="Ошибки и тупики: ради них кейс и читают.",
    )
    how_to_repeat: Annotated[Prose, OPEN] = Field(
        alias="как повторить",
        description="Шаги для того, кто захочет так же.",
    )
    evidence: Annotated[Evidence, OPEN] = Field(
        alias="доказательность",
        description="Чем подтверждён результат.",
    )
    evidence_note: Annotated[Text | None, OPEN] = Field(
        None,
        alias="пояснение к доказательности",
        description="Оговорки: сколько наблюдали, с кем сравнивали.",
    )
    photos: Annotated[tuple[CasePhoto, ...], OPEN] = Field(
        (),
        alias="фото",
        description="Снимки работы: приборы, листы, плакаты; людей — только с их согласия.",
    )
    materials: Annotated[tuple[Material, ...], OPEN] = Field(
        (),
        alias="материалы",
        description="Бланки и памятки, которые помогут повторить.",
    )
    reviews: Annotated[tuple[Review, ...], OPEN] = Field(
        (),
        alias="отзывы",
        description="Слова участников и учеников.",
    )
    self_check: SelfCheck | None = Field(
        None,
        alias="самопроверка",
        description="Ответы авторов самим себе перед публикацией.",
    )
    similar: Annotated[tuple[CaseRef, ...], OPEN] = Field(
        (),
        alias="похожие кейсы",
        description="Какие кейсы предложить прочесть: имена файлов из data/cases или названия.",
    )
    best_practice: Annotated[Yes, OPEN] = Field(
        False,
        alias="лучшая практика",
        description="Да — если совет признал кейс лучшей практикой.",
    )
    silences: tuple[Silence, ...] = Field(
        (),
        alias="снятые замечания",
        description="Замечания, которые решено оставить как есть: код, причина, дата.",
    )
    former: Annotated[tuple[OldAddress, ...], OPEN] = Field(
        (),
        alias="прежние адреса",
        description="Где страница была раньше: cases/laboratornaya. Оттуда приведут сюда.",
    )
