"""The report of a school year: counted anew from the YAML, told alike by page, paper, workbook."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from generator.documents.kinds import report_draft
from generator.documents.production import produce
from generator.model.act import Act
from generator.model.loading import load
from generator.model.registry import Registry
from generator.rules.consistency import check
from generator.rules.figures import programme_figures
from generator.rules.monitoring.indicators import Share, indicators
from generator.rules.proofs import was_in_force
from generator.rules.report.by_year import is_reached
from generator.rules.report.making import latest_report_year, report_of, report_years
from generator.rules.report.parts import ReportTable
from generator.settings import Settings
from tests import recount
from tests.command import edit, nastavnik
from tests.recount_plans import plan
from tests.test_publication import PROCESSING, mentee, mentor
from tests.tiny_school import SCHOOL, tiny_school

TODAY = date(2026, 11, 20)
YEARS = ("2024/25", "2025/26", "2026/27")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ORIGIN = "contains(@class, 'nm-origin') or contains(@class, 'nm-records')"


def workbook(site: Path, year: str) -> bytes:
    return (site / f"report/{year.replace('/', '-')}/report.xlsx").read_bytes()


def sheets(raw: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


_QUIET = (
    "ancestor::*[contains(@class, 'nm-origin') or contains(@class, 'nm-hidden')"
    " or (contains(@class, 'nm-records') and not(contains(@class, 'nm-count')))]"
)


def table_of(page: HtmlElement, title: str) -> list[list[HtmlElement]]:
    """Return the cells of a table of the page, without the places of records."""
    rows = page.xpath(f"//div[@aria-label='{title}']//tbody/tr")
    return [row.xpath("./th | ./td") for row in rows]


def words(cell: HtmlElement) -> str:
    """Return what a cell says, its places and what is read aloud apart."""
    said = cell.xpath(f".//text()[not({_QUIET}) and not(ancestor::ul) and not(ancestor::time)]")
    return " ".join("".join(said).split())


def told(*cells: HtmlElement) -> tuple[float, ...]:
    """Return the numbers of cells, in their order."""
    said = " ".join(map(words, cells)).replace("\u2212", "-").replace(",", ".")
    return tuple(float(found) for found in re.findall(r"(?<![\w.])[+-]?\d+(?:\.\d+)?", said))


def by_name(rows: list[list[HtmlElement]], first: int, last: int) -> dict[str, tuple[float, ...]]:
    return {words(row[0]): told(*row[first:last]) for row in rows}


def changes_in(cell: HtmlElement) -> tuple[float, ...]:
    """Return before, after and change of each measure: «9 → 2 замечания (−7, лучше)»."""
    found: list[float] = []
    for line in cell.find_class("nm-line"):
        pair = re.search(r"([\u2212\d,]+) → ([\u2212\d,]+).*\(([+\u2212]?[\d,]+)", words(line))
        assert pair, words(line)
        found += map(shown, pair.groups())
    return tuple(found)


def page_of(site: Path, year: str) -> HtmlElement:
    return lxml_html.parse(str(site / f"report/{year.replace('/', '-')}.html")).getroot()


@pytest.mark.parametrize("year", YEARS)
def test_every_figure_of_every_year_is_what_the_yaml_says(
    demo: Path, internal_site: Path, year: str
) -> None:
    page = page_of(internal_site, year)
    shown = YEARS[: YEARS.index(year) + 1]
    years = [recount.Data(demo / "data", one, TODAY) for one in shown]
    figures = table_of(page, "Программа в цифрах")
    indicators = table_of(page, "Показатели по годам")
    for place, data in enumerate(years, 1):
        assert by_name(figures, place, place + 1) == recount.figures(data)
        assert by_name(indicators, place, place + 1) == recount.indicators(data)
    aims = {name: aim for name, aim in by_name(indicators, -2, -1).items() if aim}
    assert aims == recount.aims(years[-1])
    if len(years) > 1:
        before, now = (recount.figures(data) for data in years[-2:])
        grown = {n: (round(now[n][0] - before[n][0], 1),) for n in now if now[n] and before[n]}
        assert {n: change for n, change in by_name(figures, -1, 99).items() if change} == grown


@pytest.mark.parametrize("year", YEARS)
def test_every_pair_case_and_award_is_what_the_yaml_says(
    demo: Path, internal_site: Path, year: str
) -> None:
    page, data = page_of(internal_site, year), recount.Data(demo / "data", year, TODAY)
    pairs = table_of(page, "Пары и их итоги")
    files = [row[0].find_class("nm-place")[0].text_content().partition(":")[0] for row in pairs]
    counted = [told(*row[1:4], row[5]) for row in pairs]
    assert dict(zip(files, counted, strict=True)) == recount.pairs(data)
    measured = {words(row[0]): changes_in(row[3]) for row in table_of(page, "Кейсы года")}
    assert measured == recount.cases(data)
    assert len(table_of(page, "Награды")) == recount.awards(data)
    assert len(table_of(page, "Смена – стали наставниками")) == recount.successors(data)


@pytest.mark.parametrize("year", YEARS)
def test_both_stages_of_monitoring_are_what_the_yaml_says(
    demo: Path, internal_site: Path, year: str
) -> None:
    page, data = page_of(internal_site, year), recount.Data(demo / "data", year, TODAY)
    given = {question: numbers for question, numbers in recount.answers(data).items() if numbers[0]}
    assert by_name(table_of(page, "Ответы на анкету"), 1, 99) == given
    assert by_name(table_of(page, "Ожидания и результаты"), 1, 99) == (
        recount.expectations(data) if given else {}
    )
    cells = page.find_class("nm-swot__cell")
    assert {cell.xpath("./h4")[0].text: answers_in(cell) for cell in cells} == (
        recount.swot(data) if given else {}
    )
    twice = {name: row for name, row in recount.effects(data).items() if row[0]}
    assert by_name(table_of(page, "До и после"), 1, 8) == twice
    assert by_name(table_of(page, "По людям"), 2, 99) == (recount.people(data) if twice else {})


def answers_in(cell: HtmlElement) -> int:
    """Count the answers of a cell of the SWOT sheet by their places."""
    return len(cell.find_class("nm-place"))


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("name", "parts", "title"),
    [("roadmap", "разделы", "Дорожная карта"), ("workplan", "блоки", "План")],
)
def test_every_item_of_a_plan_is_what_hands_and_records_say(
    demo: Path, internal_site: Path, year: str, name: str, parts: str, title: str
) -> None:
    page, data = page_of(internal_site, year), recount.Data(demo / "data", year, TODAY)
    counted = plan(data, name, parts)
    done, undone = (table_of(page, f"{title} – {state}") for state in ("выполнено", "не выполнено"))
    assert {words(row[0]) for row in done} == counted.done
    assert {words(row[0]) for row in undone} == counted.undone
    number = ["roadmap", "workplan"].index(name)
    rest = told(page.find_class("nm-report__rest")[number])
    assert rest == (counted.earlier, counted.ahead, counted.constant)
    sums = told(page.xpath(f"//h2[@id='plan-{number + 1}']/following-sibling::p")[0])
    assert sums == (len(counted.done), len(counted.undone))
    asked = {words(row[0]): words(row[-1]) for row in (*done, *undone)}
    for item, (part, whole) in counted.proven.items():
        if item in asked:
            assert f"{part} из {whole}" in asked[item], item
    assert any(item in asked for item in counted.proven)


def test_the_workbook_prints_on_a4_landscape_with_its_head_on_every_page(
    internal_site: Path,
) -> None:
    raw = workbook(internal_site, "2025/26")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        made = [etree.fromstring(archive.read(name)) for name in names]
        titles = archive.read("xl/workbook.xml").decode().count("_xlnm.Print_Titles")
    assert len(made) == titles == len(sheets(raw)) > 10
    for sheet in made:
        setup = sheet.find(f"{MAIN}pageSetup")
        assert (setup.get("paperSize"), setup.get("orientation")) == ("9", "landscape")
        assert list(sheet.iter(f"{MAIN}f")) == []


def shown(text: str) -> float:
    found = re.match(r"[+\u2212]?\d+(,\d+)?", text.strip())
    assert found, text
    return float(found[0].replace("\u2212", "-").replace(",", "."))


def test_page_and_workbook_tell_the_same_numbers(internal_site: Path) -> None:
    page = lxml_html.parse(str(internal_site / "report/2025-26.html"))
    book = sheets(workbook(internal_site, "2025/26"))
    tables = page.xpath("//div[contains(@class, 'nm-report')]//table")
    assert len(tables) > 10
    for table in tables:
        rows = book[table.getparent().get("aria-label")]
        assert len(table.xpath(".//tbody/tr")) == len(rows) - 1
        for row, told in zip(table.xpath(".//tbody/tr"), rows[1:], strict=True):
            cells = row.xpath("./th | ./td")
            for cell, written in zip(cells, told, strict=True):
                bold = cell.xpath("./b | ./details/summary/b")
                assert bool(bold) == isinstance(written, float), etree.tostring(cell)
                if bold:
                    assert shown(bold[0].text_content()) == pytest.approx(written)


def test_every_number_of_the_page_stands_beside_the_record_it_is_from(internal_site: Path) -> None:
    page = lxml_html.parse(str(internal_site / "report/2025-26.html"))
    bare = [
        row.text_content().split("\n")[0]
        for row in page.xpath("//div[contains(@class, 'nm-report')]//tbody/tr[.//b]")
        if not row.xpath(f".//*[{_ORIGIN}]") and any(shown(b.text) for b in row.xpath(".//b"))
    ]
    assert bare == []
    place = page.xpath("//h2[@id='figures']/following::code[1]")[0].text_content()
    assert re.fullmatch(r"data/pairs/2024-[a-z-]+\.yml:\d+", place)


def test_nothing_is_concluded_from_four_people(internal_site: Path) -> None:
    effects = sheets(workbook(internal_site, "2024/25"))["До и после"]
    assert all("вывода не делаем" in str(row[-1]) for row in effects[1:])
    assert not any(isinstance(cell, float) for row in effects[1:] for cell in row[5:8])


def test_the_list_offers_every_year_in_every_format(internal_site: Path) -> None:
    page = lxml_html.parse(str(internal_site / "report/index.html"))
    links = {a.get("href") for a in page.xpath("//main//td//a")}
    for year in YEARS:
        name = year.replace("/", "-")
        wanted = {f"../documents/otchet-{name}.{form}" for form in ("docx", "pdf")}
        assert {*wanted, f"{name}/report.xlsx"} <= links


def test_charts_of_the_paper_are_pictures_told_in_words(internal_site: Path) -> None:
    folder = internal_site / "documents"
    document = docx.Document(str(folder / "otchet-2025-26.docx"))
    told = [
        drawn.find(f"{{{drawn.nsmap['wp']}}}docPr").get("descr")
        for drawn in document.element.body.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
        )
    ]
    assert told[0] == (
        "Диаграмма. Охват по учебным годам: наставляемых 2024/25 — 5, 2025/26 — 10; "
        "пар и групп 2024/25 — 5, 2025/26 — 8"
    )
    parts = {
        link.target_part.blob[:8]
        for link in document.part.rels.values()
        if link.reltype.endswith("/image")
    }
    assert parts == {b"\x89PNG\r\n\x1a\n"}
    reader = PdfReader(str(folder / "otchet-2025-26.pdf"))
    assert sorted(_alternatives(reader.trailer["/Root"]["/StructTreeRoot"])) == sorted(told)
    assert document.element.body.find(f".//{qn('w:tbl')}") is not None


def _alternatives(node: object) -> list[str]:
    found: list[str] = []
    waiting = [node]
    while waiting:
        one = getattr(waiting[-1], "get_object", lambda: None)() or waiting[-1]
        waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            if one.get("/S") == "/Figure":
                found.append(str(one["/Alt"]))
            elif "/K" in one:
                waiting.append(one["/K"])
    return found


def test_conclusions_are_left_to_the_curator_and_told_of(demo: Path) -> None:
    registry = load(demo)[0]
    draft = report_draft(registry, TODAY, "2025/26")
    (made,) = produce(Settings(demo), registry.school, [draft], ("html",)).made.values()
    assert "что получилось" in made.document.missing
    assert "что изменить в следующем учебном году" in made.document.missing
    assert "замеры этапа 2" not in made.document.missing
    page = made.files["html"].decode()
    assert page.count('class="nd-ruled') == 4


# The command


def test_the_command_makes_the_last_year_that_is_over(demo: Path, tmp_path: Path) -> None:
    done = nastavnik("report", "--project", str(demo), "-o", str(tmp_path), cwd=tmp_path)
    assert done.code == 0, done.errors
    assert "за 2025/26 учебный год" in done.text
    assert "что получилось" in done.text
    names = {file.name for file in tmp_path.iterdir()} - {".nastavnik.json"}
    assert names == {"otchet.html", "otchet.docx", "otchet.pdf", "report.xlsx"}
    edit(tmp_path / "otchet.html", "Выводы и предложения", "Выводы")
    again = nastavnik("report", "2024", "--project", str(demo), "-o", str(tmp_path), cwd=tmp_path)
    assert "Оставлен как есть: otchet.html" in again.text
    figures = sheets((tmp_path / "report.xlsx").read_bytes())["Программа в цифрах"]
    assert figures[0] == ["Показатель", "2024/25"]


@pytest.mark.parametrize(
    ("year", "expected"),
    [("2031", "за 2031/32 год записей нет"), ("прошлый", "не учебный год")],
)
def test_a_year_without_records_is_refused(new_school: Path, year: str, expected: str) -> None:
    done = nastavnik("report", year, cwd=new_school)
    assert done.code == 2
    assert expected in done.errors


# Rules on both sides of their borders


def pair(start: str, end: str, more: str = "", *, of: str = "orlov") -> str:
    return (
        f"наставник: sokolova\nнаставляемые: [{of}]\nформа: педагог – педагог\n"
        "вид: традиционное\nмодель: новичок – мастер\n"
        f"программа: {{начало: {start}, окончание: {end}}}\n{more}"
    )


def outcome(day: str, kind: str = "статья") -> str:
    return (
        f"итог:\n  основание: реализована полностью\n  дата: {day}\n  результаты: Тихо\n"
        f"  достижения для рейтинга: [{{что: О тишине, вид: {kind}}}]\n"
    )


def school(folder: Path, **files: str) -> Registry:
    people = {"mentors/sokolova": mentor(PROCESSING), "mentees/orlov": mentee(PROCESSING)}
    return load(tiny_school(folder, **{**people, **files}))[0]


def values_of(table: ReportTable, name: str) -> list[object]:
    return [cell.value for row in table.rows if row[0].value == name for cell in row[1:]]


@pytest.mark.parametrize(
    ("last", "covered"),
    [("31.08.2026", [1, 0]), ("01.09.2026", [1, 1])],
)
def test_a_pair_covers_the_year_its_last_day_is_in(
    tmp_path: Path, last: str, covered: list[int]
) -> None:
    later = pair("01.10.2026", "30.05.2027", of="kim")
    kim = mentee(PROCESSING, name="Ким Вера Алексеевна")
    files = {"pairs/p1": pair("01.10.2025", last), "pairs/p2": later, "mentees/kim": kim}
    years = indicators(school(tmp_path, **files), TODAY)
    assert [one.covered - (one.year == "2026/27") for one in years] == covered


@pytest.mark.parametrize(
    ("day", "kind", "works"),
    [
        ("31.08.2026", "статья", [1, 0]),
        ("01.09.2026", "статья", [0, 1]),
        ("31.08.2026", "методическая разработка", [1, 0]),
        ("31.08.2026", "открытый урок", [0, 0]),
    ],
)
def test_a_work_belongs_to_the_year_of_its_outcome(
    tmp_path: Path, day: str, kind: str, works: list[int]
) -> None:
    files = {
        "pairs/p1": pair("01.10.2025", "30.09.2026", outcome(day, kind)),
        "pairs/p2": pair("01.10.2026", "30.05.2027"),
    }
    registry = school(tmp_path, **files)
    years = ("2025/26", "2026/27")
    counted = {one.year: one.works for one in indicators(registry, TODAY)}
    assert [counted[year] for year in years] == works
    figures = [report_of(registry, year, TODAY).figures for year in years]
    assert [
        values_of(table, "Методических работ")[place] for place, table in enumerate(figures)
    ] == works


@pytest.mark.parametrize("years", [2, 3])
@pytest.mark.parametrize(
    ("gone", "before", "kept"),
    [("", True, None), ("", False, 1), ("eve", False, 0), ("day", False, 1)],
)
def test_who_still_works_two_and_three_years_after(
    tmp_path: Path, years: int, gone: str, before: bool, kept: int | None
) -> None:
    # Orlov came on 01.09.2024.
    left = {"": "", "eve": f"31.08.{2024 + years}", "day": f"01.09.{2024 + years}"}[gone]
    orlov = mentee(PROCESSING) + (f"дата увольнения: {left}\n" if left else "")
    today = date(2024 + years, 8, 31) if before else date(2024 + years, 9, 1)
    files = {"mentees/orlov": orlov, "pairs/p1": pair("01.10.2024", "30.05.2025")}
    (first, *_) = indicators(school(tmp_path, **files), today)
    assert first.kept[years - 1] == (None if kept is None else Share(kept, 1))


SURVEY = """\
название: Итоги
учебный год: {year}
вопросы:
  - {{ключ: ещё, вопрос: Хотите вести?, тип: закрытый, варианты: [да, скорее да, нет],
     показатель: стал бы наставником, за: [да, скорее да]}}
  - {{ключ: доволен, вопрос: Довольны?, тип: шкала, шкала до: 10, показатель: удовлетворённость}}
ответы участников:
  - {{роль: наставляемый, ответы: {{ещё: да, доволен: 8}}}}
  - {{роль: наставляемый, ответы: {{ещё: скорее да, доволен: '8,5'}}}}
  - {{роль: наставник, ответы: {{ещё: нет}}}}
"""


def test_surveys_of_the_year_alone_give_its_indicators(tmp_path: Path) -> None:
    files = {
        "pairs/p1": pair("01.10.2024", "30.05.2025"),
        "pairs/p2": pair("01.10.2025", "30.05.2026"),
        "surveys/s1": SURVEY.format(year="2024/25"),
    }
    table = report_of(school(tmp_path, **files), "2025/26", date(2026, 9, 1)).indicators
    cells = {row[0].value: row[1:3] for row in table.rows}
    asked, not_asked = cells["Хотят стать наставниками"]
    assert (asked.value, asked.after, not_asked.empty) == (2, "из 3", "не спрашивали")
    satisfied, _ = cells["Удовлетворены программой"]
    assert (str(satisfied.value), satisfied.after) == ("8.3", "из 10")


@pytest.mark.parametrize(
    ("value", "more", "reached"),
    [("11.9", True, False), ("12", True, True), ("12.1", False, False), ("12", False, True)],
)
def test_an_aim_is_reached_at_the_aim_itself(value: str, more: bool, reached: bool) -> None:
    decimal = type(recount.value("1"))(value)
    assert is_reached(decimal, recount.value("12"), more=more) is reached  # type: ignore[arg-type]


_OF_YEAR = {
    "surveys/s1": SURVEY,
    "impact/i1": (
        "название: Влияние\nучебный год: {year}\n"
        "параметры: [{{ключ: тишина, параметр: Тишина, единица: балл}}]\n"
    ),
    "awards": (
        "награды: [{{учебный год: {year}, номинация: Лучший, наставник: sokolova, за что: Тихо}}]\n"
    ),
}


OWN = """\
показатели:
  - показатель: Открытые уроки
    единица: уроков
    источник: журнал
    цель: 12
    значения: [{учебный год: 2025/26, значение: '12'}, {учебный год: %s, значение: 7}]
"""


def test_own_indicators_stand_beside_the_computed_ones(tmp_path: Path) -> None:
    files = {"indicators": OWN % "2024/25", "pairs/p1": pair("01.10.2025", "30.05.2026")}
    table = report_of(school(tmp_path, **files), "2025/26", TODAY).indicators
    own = table.rows[-1]
    assert [str(cell.value) for cell in own] == ["Открытые уроки, уроков", "12", "12", "журнал"]
    assert own[2].after == "достигнута"
    assert own[1].origins[0].line == 6


def test_a_year_of_an_own_indicator_is_written_once(tmp_path: Path) -> None:
    (problem,) = check(school(tmp_path, indicators=OWN % "2025/26"), TODAY)
    assert problem.code == "П-28"
    assert "«учебный год: 2025/26» уже есть" in problem.message


ROADMAP = """\
название: Дорожная карта
цель: Помочь
разделы:
  - номер: "1"
    название: Начало
    задача: Начать
    пункты:
      - {номер: "1.1", мероприятие: Собрание, срок: "ежегодно, май", ответственные: [куратор],
         исполнено: [{дата: %s, подтверждение: [Протокол]}]}
      - {номер: "1.2", мероприятие: Выезд, срок: май 2026, ответственные: [куратор],
         статус: отменено, пояснение: Нет автобуса}
"""


@pytest.mark.parametrize(
    ("day", "undone"),
    [("31.08.2026", []), ("01.09.2026", ["исполнено позже, 01.09.2026"])],
)
def test_an_item_done_after_the_year_was_not_done_in_it(
    tmp_path: Path, day: str, undone: list[str]
) -> None:
    files = {"roadmap": ROADMAP % day, "pairs/p1": pair("01.10.2025", "30.05.2026")}
    (plan,) = report_of(school(tmp_path, **files), "2025/26", TODAY).plans
    reasons = [row[-1].value for row in plan.undone.rows]
    assert reasons == [*undone, "Нет автобуса"]
    assert [row[0].value for row in plan.done.rows] == ([] if undone else ["1.1"])


def act(status: str, more: str = "") -> str:
    return (
        "вид: положение\nназвание: Положение\nо чём: о наставничестве\n"
        f"дата: 01.09.2025\nстатус: {status}\n{more}"
    )


@pytest.mark.parametrize(
    ("status", "more", "day", "in_force"),
    [
        ("действует", "", date(2025, 8, 31), False),
        ("действует", "", date(2025, 9, 1), True),
        ("проект", "", date(2025, 9, 1), False),
        ("утратил силу", "утратил силу: 01.09.2026", date(2026, 8, 31), True),
        ("утратил силу", "утратил силу: 01.09.2026", date(2026, 9, 1), False),
        ("утратил силу", "", date(2025, 9, 1), False),
    ],
)
def test_an_act_proves_an_item_as_long_as_it_was_in_force(
    tmp_path: Path, status: str, more: str, day: date, in_force: bool
) -> None:
    registry = school(tmp_path, **{"acts/polozhenie": act(status, more)})
    (found,) = registry.acts.values()
    assert isinstance(found, Act)
    assert was_in_force(registry, found, day) is in_force


@pytest.mark.parametrize(("came", "grown"), [("31.08.2026", 1), ("01.09.2026", 0)])
def test_who_became_a_mentor_by_the_years_end_is_in_the_line(
    tmp_path: Path, came: str, grown: int
) -> None:
    successor = mentor(
        PROCESSING, name="Орлов Илья Сергеевич", extra="был наставляемым: orlov"
    ).replace("01.09.2024", came)
    files = {"mentors/orlov": successor, "pairs/p1": pair("01.10.2025", "30.05.2026")}
    report = report_of(school(tmp_path, **files), "2025/26", TODAY)
    assert len(report.successors.rows) == grown
    assert values_of(report.figures, "Стали наставниками") == [grown]
    if grown:
        assert report.successors.rows[0][2].value == "Соколова\u00a0А.\u00a0В."


@pytest.mark.parametrize(
    ("today", "latest"), [(date(2026, 8, 30), "2024/25"), (date(2026, 8, 31), "2025/26")]
)
def test_the_year_to_sum_up_is_the_last_one_that_is_over(
    tmp_path: Path, today: date, latest: str
) -> None:
    files = {
        "pairs/p1": pair("01.10.2024", "30.05.2025"),
        "pairs/p2": pair("01.10.2025", "30.05.2026"),
    }
    registry = school(tmp_path, **files)
    assert report_years(registry, today) == ("2024/25", "2025/26")
    assert latest_report_year(registry, today) == latest


@pytest.mark.parametrize(
    ("last", "more", "years"),
    [
        ("31.08.2026", {}, ["2025/26"]),
        ("01.09.2026", {}, ["2025/26", "2026/27"]),  # works on into September
        ("31.08.2026", {"surveys/s1": "2027/28"}, ["2025/26", "2026/27", "2027/28"]),
        ("31.08.2026", {"impact/i1": "2026/27"}, ["2025/26", "2026/27"]),
        ("31.08.2026", {"awards": "2026/27"}, ["2025/26", "2026/27"]),
        ("31.08.2026", {"surveys/s1": "2028/29"}, ["2025/26", "2026/27", "2027/28"]),  # to come
    ],
)
def test_a_year_in_which_no_pair_began_has_a_report_when_records_tell_of_it(
    tmp_path: Path, last: str, more: dict[str, str], years: list[str]
) -> None:
    texts = {name: _OF_YEAR[name].format(year=year) for name, year in more.items()}
    past = SCHOOL.replace("2026/27", "2025/26")
    files = {"school": past, "pairs/p1": pair("01.10.2025", last), **texts}
    registry, today = school(tmp_path, **files), date(2028, 8, 31)
    assert list(report_years(registry, today)) == years
    report = report_of(registry, years[-1], today)
    assert [row.title for row in report.figures.columns][1 : len(years) + 1] == years
    assert list(report.growth.labels) == years


def test_the_current_year_has_a_report_though_nothing_has_begun(tmp_path: Path) -> None:
    registry = school(tmp_path, **{"pairs/p1": pair("01.10.2025", "31.08.2026")})
    assert report_years(registry, date(2026, 8, 31)) == ("2025/26",)
    assert report_years(registry, date(2026, 9, 1)) == ("2025/26", "2026/27")
    assert [year.year for year in programme_figures(registry, TODAY).years] == ["2025/26"]


def test_a_school_without_pairs_has_a_report_of_its_current_year(tmp_path: Path) -> None:
    registry = school(tmp_path)
    assert report_years(registry, TODAY) == ("2026/27",)
    report = report_of(registry, "2026/27", TODAY)
    assert values_of(report.figures, "Пар и групп") == [0]
