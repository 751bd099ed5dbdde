"""Who appears where: consent by person, category, place and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from generator.model.loading import load
from generator.model.registry import Registry
from generator.publication.door import publish
from generator.publication.mirror import NotOpenError, mirror
from generator.publication.records import Publication
from tests.tiny_school import tiny_school

TODAY = date(2026, 11, 20)
FULL = (
    "{вид: распространение, дата: 28.08.2024, до: 31.08.2027, "
    "сведения: [ФИО, фото, должность, предмет, достижения, отзыв, результаты]}"
)
LINK = '[Анной Викторовной](mentors/sokolova "наставницей")'
PROCESSING = "{вид: обработка, дата: 28.08.2024}"


def mentor(*consents: str, name: str = "Соколова Анна Викторовна", extra: str = "") -> str:
    listed = "".join(f"\n  - {consent}" for consent in consents)
    return f"""\
ФИО: {name}
должность: учитель химии
предметы: [химия]
тип: предметник
профессиональная сфера: методика химии
основные компетенции: [эксперимент]
важные достижения: [победитель конкурса]
дата вхождения в программу: 01.09.2024
{extra}
согласия: {listed or "[]"}
"""


def mentee(*consents: str, name: str = "Орлов Илья Сергеевич") -> str:
    listed = "".join(f"\n  - {consent}" for consent in consents)
    return f"""\
ФИО: {name}
должность: учитель химии
год рождения: 1999
категория: молодой специалист
основной запрос: Боится открытых уроков
дата вхождения в программу: 01.09.2024
согласия: {listed or "[]"}
"""


PAIR = """\
наставник: sokolova
наставляемые: [orlov]
форма: педагог – педагог
вид: традиционное
модель: новичок – мастер
программа: {начало: 01.10.2024, окончание: 30.05.2025}
итог: {основание: реализована полностью, дата: 28.05.2025, результаты: Ведёт уроки уверенно}
"""


def case(**texts: str) -> str:
    fields = {
        "запрос": "Учитель терялся.",
        "что делали": f"Вместе с {LINK} разбирали уроки.",
        "результат": "Стало тише.",
        "что не получилось": "Не всё.",
        "как повторить": "Сядьте рядом.",
        **texts,
    }
    prose = "\n".join(f"{key}: |\n  {text}" for key, text in fields.items())
    return f"""\
название: Тихий урок
статус: опубликован
пара: p1
опубликован: 20.06.2025
уровень: основная школа
предметы: [химия]
темы запроса: [дисциплина на уроке]
кратко: Как стало тише
{prose}
показатели:
  - {{показатель: Замечаний, было: 9, стало: 2, лучше: меньше, как измеряли: по листам}}
доказательность: замеры до и после
отзывы:
  - {{текст: Стало легче дышать, роль: наставляемый, наставляемый: orlov}}
  - {{текст: Дети рассказывают дома, роль: родитель}}
"""


def published(folder: Path, today: date = TODAY, **files: str) -> Publication:
    return publish(school(folder, **files), today)


def school(folder: Path, **files: str) -> Registry:
    records = {
        "mentors/sokolova": mentor(PROCESSING, FULL),
        "mentees/orlov": mentee(PROCESSING, FULL),
        "pairs/p1": PAIR,
        "cases/tihiy-urok": case(),
        **files,
    }
    return load(tiny_school(folder, **records))[0]


def test_full_consent_shows_the_mentor_everywhere(tmp_path: Path) -> None:
    publication = published(tmp_path)
    assert [m.name for m in publication.mentors] == ["Соколова Анна Викторовна"]
    assert publication.mentors[0].achievements == ("победитель конкурса",)
    (shown,) = publication.cases
    assert shown.mentor.key == "mentors/sokolova"
    assert "[Анной Викторовной](mentors/sokolova)" in shown.actions
    assert [review.who.label for review in shown.reviews] == ["Орлов Илья Сергеевич", "родитель"]


@pytest.mark.parametrize(
    "consents",
    [
        pytest.param((), id="нет согласий"),
        pytest.param((PROCESSING,), id="только обработка"),
        pytest.param((FULL,), id="без обработки"),
        pytest.param((PROCESSING, FULL.replace("31.08.2027", "19.11.2026")), id="истекло"),
        pytest.param((PROCESSING, FULL[:-1] + ", отозвано: 20.11.2026}"), id="отозвано сегодня"),
        pytest.param(
            (PROCESSING, FULL.replace("28.08.2024", "21.11.2026")), id="с завтрашнего дня"
        ),
        pytest.param((PROCESSING, FULL.replace("[ФИО, ", "[")), id="без ФИО"),
        pytest.param((PROCESSING[:-1] + ", отозвано: 01.11.2026}", FULL), id="обработка отозвана"),
    ],
)
def test_without_consent_the_mentor_is_a_role(tmp_path: Path, consents: tuple[str, ...]) -> None:
    publication = published(tmp_path, **{"mentors/sokolova": mentor(*consents)})
    assert publication.mentors == ()
    (shown,) = publication.cases
    assert (shown.mentor.label, shown.mentor.key) == ("наставник", "")
    assert "Вместе с наставницей разбирали" in shown.actions
    assert "Соколов" not in repr(publication)
    assert "sokolova" not in repr(publication.cases)


@pytest.mark.parametrize(
    "consent",
    [
        pytest.param(FULL.replace("31.08.2027", "20.11.2026"), id="последний день"),
        pytest.param(FULL.replace("28.08.2024", "20.11.2026"), id="первый день"),
        pytest.param(FULL[:-1] + ", отозвано: 21.11.2026}", id="отзыв завтра"),
    ],
)
def test_consent_is_in_force_on_its_border_days(tmp_path: Path, consent: str) -> None:
    publication = published(tmp_path, **{"mentors/sokolova": mentor(PROCESSING, consent)})
    assert [m.id for m in publication.mentors] == ["sokolova"]


def test_each_category_opens_its_own_fields_only(tmp_path: Path) -> None:
    consent = "{вид: распространение, дата: 28.08.2024, сведения: [ФИО]}"
    publication = published(tmp_path, **{"mentors/sokolova": mentor(PROCESSING, consent)})
    shown = publication.mentors[0]
    hidden = (shown.post, shown.subjects, shown.sphere, shown.competences, shown.achievements)
    assert hidden == ("", (), "", (), ())
    assert shown.photo is None


def test_place_of_the_consent_decides_address_by_address(tmp_path: Path) -> None:
    consent = FULL[:-1] + ", где: [доска почёта]}"
    publication = published(tmp_path, **{"mentors/sokolova": mentor(PROCESSING, consent)})
    assert [m.id for m in publication.mentors] == ["sokolova"]
    assert publication.cases[0].mentor.label == "наставник"
    assert publication.mentors[0].cases == ()


def test_a_review_needs_its_own_consent(tmp_path: Path) -> None:
    quiet = FULL.replace("отзыв, ", "")
    publication = published(tmp_path, **{"mentees/orlov": mentee(PROCESSING, quiet)})
    assert [review.who.label for review in publication.cases[0].reviews] == ["родитель"]


def test_a_review_without_a_name_keeps_the_role(tmp_path: Path) -> None:
    consent = "{вид: распространение, дата: 28.08.2024, сведения: [отзыв]}"
    publication = published(tmp_path, **{"mentees/orlov": mentee(PROCESSING, consent)})
    review = publication.cases[0].reviews[0]
    assert (review.text, review.who.label) == ("Стало легче дышать", "наставляемый")


@pytest.mark.parametrize(
    "words",
    [
        "Орлов справился сам.",
        "Об Орлове И. С. говорили на совете.",
        "Орлову помогли.",
        "Илья Сергеевич смеялся.",
        "С Ильёй Сергеевичем разбирали урок.",
        "И. С. Орлов вёл урок.",
        "Ор\u00adлов справился, о чём знает ИСТАНБУЛ: \u0130.",
    ],
)
def test_a_text_that_names_someone_without_leave_is_kept_back(tmp_path: Path, words: str) -> None:
    files = {"mentees/orlov": mentee(PROCESSING), "cases/tihiy-urok": case(результат=words)}
    publication = published(tmp_path, **files)
    assert publication.cases == ()
    (problem,) = publication.withheld
    assert problem.span.path == "data/cases/tihiy-urok.yml"
    line = tmp_path.joinpath(problem.span.path).read_text(encoding="utf-8").splitlines()
    assert line[problem.span.line - 1].startswith("результат")


def test_a_case_kept_back_is_linked_from_nowhere(tmp_path: Path) -> None:
    news = """\
заголовок: Новый кейс
дата: 01.09.2026
рубрика: События
кратко: Вышел кейс
текст: Читайте [о тихом уроке](cases/tihiy-urok).
кейсы: [tihiy-urok]
"""
    files = {
        "mentees/orlov": mentee(PROCESSING),
        "cases/tihiy-urok": case(результат="Орлов справился."),
        "news/2026-09-keys": news,
    }
    publication = published(tmp_path, **files)
    (item,) = publication.news
    assert item.cases == ()
    assert item.text == "Читайте о тихом уроке."


def test_a_name_shared_with_a_permitted_person_is_not_held_against_the_text(
    tmp_path: Path,
) -> None:
    files = {
        "mentees/orlov": mentee(PROCESSING, name="Соколов Пётр Ильич"),
        "cases/tihiy-urok": case(результат="Соколова довольна."),
    }
    assert len(published(tmp_path, **files).cases) == 1


def test_drafts_and_future_records_stay_inside(tmp_path: Path) -> None:
    draft = case().replace("статус: опубликован", "статус: черновик")
    assert published(tmp_path / "a", **{"cases/tihiy-urok": draft}).cases == ()
    assert published(tmp_path / "b", today=date(2025, 6, 19)).cases == ()
    assert len(published(tmp_path / "c", today=date(2025, 6, 20)).cases) == 1


def test_a_private_field_cannot_be_mirrored_by_mistake(tmp_path: Path) -> None:
    @dataclass
    class Leaky:
        notes: str

    with pytest.raises(NotOpenError, match=r"Mentor\.notes"):
        mirror(school(tmp_path).mentors["sokolova"], Leaky)


PHOTOS = """\
фото:
  - {файл: lotok.jpg, описание: Лоток на парте}
  - {файл: para.jpg, описание: Двое у доски, подпись: Пара за работой, наставники: [sokolova]}
  - {файл: urok.jpg, описание: Учитель у окна, наставляемые: [orlov], фокус: вверху слева}
"""


@pytest.mark.parametrize(
    ("kept", "files"),
    [
        (FULL, ["lotok.jpg", "para.jpg", "urok.jpg"]),
        (FULL.replace("фото, ", ""), ["lotok.jpg", "urok.jpg"]),
        (FULL[:-1] + ", отозвано: 01.11.2026}", ["lotok.jpg", "urok.jpg"]),
        (FULL[:-1] + ", где: [доска почёта]}", ["lotok.jpg", "urok.jpg"]),
    ],
)
def test_photo_of_a_case_waits_for_everybody_on_it(
    tmp_path: Path, kept: str, files: list[str]
) -> None:
    records = {
        "mentors/sokolova": mentor(PROCESSING, kept),
        "cases/tihiy-urok": case() + PHOTOS,
    }
    (shown,) = published(tmp_path, **records).cases
    assert [photo.file for photo in shown.photos] == files
    assert shown.photos[-1].focus == "вверху слева"
    assert shown.photos[0].caption == ""


@pytest.mark.parametrize(
    ("mentor_allows", "mentee_allows", "named"),
    [
        (FULL, FULL, ["Орлов Илья Сергеевич"]),
        (FULL, FULL.replace("[ФИО, ", "["), ["наставляемый"]),
        (FULL.replace(", результаты", ""), FULL, None),
    ],
)
def test_pair_stands_on_the_mentors_page_by_consent_for_results(
    tmp_path: Path, mentor_allows: str, mentee_allows: str, named: list[str] | None
) -> None:
    records = {
        "mentors/sokolova": mentor(PROCESSING, mentor_allows),
        "mentees/orlov": mentee(PROCESSING, mentee_allows),
    }
    (shown,) = published(tmp_path, **records).mentors
    labels = [[line.label for line in pair.mentees] for pair in shown.pairs]
    assert labels == ([named] if named else [])
    assert [pair.case and pair.case.key for pair in shown.pairs] == (
        ["cases/tihiy-urok"] if named else []
    )
