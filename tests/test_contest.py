"""The jury: who is a candidate, whose ballot counts, what the count says, what comes of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import cli
from generator.documents.kinds import KINDS
from generator.model.loading import load
from generator.publication.door import publish
from generator.rules.consistency import check
from generator.rules.voting import Verdict, verdicts
from tests.test_publication import FULL, PROCESSING, mentee, mentor
from tests.tiny_school import tiny_school

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 20)
NAMES = {
    "sokolova": "Соколова Анна Викторовна",
    "belova": "Белова Марина Игоревна",
    "gromova": "Громова Елена Юрьевна",
}
PAIR = """\
наставник: {mentor}
наставляемые: [{mentee}]
форма: педагог – педагог
вид: традиционное
модель: новичок – мастер
программа: {{начало: 01.10.2025, окончание: 31.05.2026}}
встречи:
"""
JURY = "[{имя: Один Иван Петрович}, {имя: Два Пётр Ильич}, {имя: Три Илья Олегович}]"
HEAD = """\
баллы: [{{за: встреча, баллов: 1}}]
номинации:
  - {{название: Наставник года, кому: наставник, из рейтинга: 3}}
  - {{название: Лучшая пара, кому: пара, голосуют: оценки,
      критерии: [{{название: цель, до: 10}}, {{название: польза, до: 5}}]}}
конкурсы:
  - учебный год: 2025/26
    дата: 20.05.2026
    кворум: {quorum}
    жюри: {jury}
    бюллетени:
"""


def meetings(count: int) -> str:
    return "".join(
        f"  - {{вид: рабочая, дата: {n + 1:02}.10.2025, минут: 60}}\n" for n in range(count)
    )


def places(juror: str, **given: int) -> str:
    listed = ", ".join(f"{{наставник: {who}, место: {place}}}" for who, place in given.items())
    return f"      - {{член жюри: {juror}, номинация: Наставник года, места: [{listed}]}}\n"


def marks(juror: str, **given: tuple[int, int]) -> str:
    listed = ", ".join(
        f"{{пара: {who}, баллы: {{цель: {one}, польза: {two}}}}}"
        for who, (one, two) in given.items()
    )
    return f"      - {{член жюри: {juror}, номинация: Лучшая пара, оценки: [{listed}]}}\n"


def school(
    folder: Path,
    *ballots: str,
    jury: str = JURY,
    quorum: int = 1,
    held: tuple[int, ...] = (3, 2, 1),
) -> Path:
    records = {"awards": HEAD.format(jury=jury, quorum=quorum) + "".join(ballots)}
    if not ballots:
        records["awards"] = records["awards"].removesuffix("    бюллетени:\n")
    for (id_, name), count in zip(NAMES.items(), held, strict=True):
        led = f"Ким Вера {'АБВ'[count - 1]}ндреевна"
        records[f"mentors/{id_}"] = mentor(PROCESSING, FULL, name=name)
        records[f"mentees/m-{id_}"] = mentee(PROCESSING, name=led)
        records[f"pairs/p-{id_}"] = PAIR.format(mentor=id_, mentee=f"m-{id_}") + meetings(count)
    return tiny_school(folder, **records)


def decided(project: Path, nomination: str = "Наставник года", today: date = TODAY) -> Verdict:
    found = verdicts(load(project)[0], today)
    return next(one for one in found if one.nomination.name == nomination)


def codes(project: Path) -> set[str]:
    return {one.code for one in check(load(project)[0], TODAY)} & {"В-11", "В-12", "В-13"}


def out(verdict: Verdict) -> list[tuple[str, int, object]]:
    return [(one.contender.id, one.place, one.total) for one in verdict.standings]


def test_candidates_are_the_first_of_the_rating_on_the_day_of_the_jury(tmp_path: Path) -> None:
    project = school(tmp_path)
    assert [one.id for one in decided(project).contenders] == ["sokolova", "belova", "gromova"]
    file = project / "data/awards.yml"
    text = file.read_text(encoding="utf-8").replace("из рейтинга: 3", "из рейтинга: 2")
    file.write_text(text, encoding="utf-8")
    assert [one.id for one in decided(project).contenders] == ["sokolova", "belova"]
    file.write_text(text.replace("20.05.2026", "02.10.2025"), encoding="utf-8")
    # On 2 October two have met twice and one once: the third place is the border of an equal sum.
    assert [one.points for one in decided(project).contenders] == [2, 2]


def test_a_tie_at_the_border_of_the_rating_cuts_nobody_off(tmp_path: Path) -> None:
    project = school(tmp_path)
    file = project / "data/awards.yml"
    text = file.read_text(encoding="utf-8").replace("из рейтинга: 3", "из рейтинга: 1")
    file.write_text(text.replace("20.05.2026", "01.10.2025"), encoding="utf-8")
    assert len(decided(project).contenders) == 3


def test_the_least_sum_of_places_wins(tmp_path: Path) -> None:
    verdict = decided(
        school(
            tmp_path,
            places("Один", gromova=1, belova=2, sokolova=3),
            places("Два", gromova=1, sokolova=2, belova=3),
            places("Три", belova=1, gromova=2, sokolova=3),
        )
    )
    assert out(verdict) == [("gromova", 1, 4), ("belova", 2, 6), ("sokolova", 3, 8)]
    assert verdict.winner == "gromova"


def test_equal_places_are_shared_and_those_left_out_share_the_rest(tmp_path: Path) -> None:
    equal = places("Один", gromova=1, belova=1, sokolova=2)
    verdict = decided(school(tmp_path, equal, places("Два", gromova=1)))
    assert verdict.votes[0].values == {
        "gromova": Fraction(3, 2),
        "belova": Fraction(3, 2),
        "sokolova": 3,
    }
    assert verdict.votes[1].values == {
        "gromova": 1,
        "belova": Fraction(5, 2),
        "sokolova": Fraction(5, 2),
    }


def test_every_ballot_gives_out_the_same_sum(tmp_path: Path) -> None:
    ballots = (places("Один", gromova=1), places("Два", belova=5, sokolova=5, gromova=9))
    votes = decided(school(tmp_path, *ballots)).votes[:2]
    assert {sum(vote.values.values()) for vote in votes} == {6}


def test_first_places_part_an_equal_sum_whatever_the_rating_says(tmp_path: Path) -> None:
    verdict = decided(
        school(
            tmp_path,
            places("Один", gromova=1, sokolova=2, belova=3),
            places("Два", gromova=1, sokolova=2, belova=3),
            places("Три", sokolova=1, belova=2, gromova=3),
        )
    )
    assert out(verdict)[:2] == [("gromova", 1, 5), ("sokolova", 2, 5)]
    assert verdict.draws[0].parted_by == "первые места"


def test_the_rating_parts_those_who_are_equal_in_first_places_too(tmp_path: Path) -> None:
    ballots = (
        places("Один", belova=1, gromova=2, sokolova=3),
        places("Два", gromova=1, belova=2, sokolova=3),
    )
    verdict = decided(school(tmp_path, *ballots))
    assert out(verdict)[:2] == [("belova", 1, 3), ("gromova", 2, 3)]
    assert verdict.draws[0].parted_by == "рейтинг"


def test_a_whole_tie_has_no_winner_and_says_so(tmp_path: Path) -> None:
    ballots = (places("Один", gromova=1, belova=2), places("Два", belova=1, gromova=2))
    verdict = decided(school(tmp_path, *ballots, held=(1, 2, 3)))
    assert verdict.winner == "gromova"
    same = decided(school(tmp_path / "2", *ballots, held=(1, 2, 2)))
    assert [standing.place for standing in same.standings] == [1, 1, 3]
    assert (same.winner, same.draws[0].parted_by) == ("", "")
    assert "поделили" in same.why_none


@pytest.mark.parametrize(("quorum", "winner"), [(2, "gromova"), (3, "")])
def test_a_quorum_is_needed(tmp_path: Path, quorum: int, winner: str) -> None:
    ballots = (
        places("Один", gromova=1),
        places("Два", gromova=1),
        "      - {член жюри: Три, номинация: Наставник года, воздержался: Не видел уроков}\n",
    )
    verdict = decided(school(tmp_path, *ballots, quorum=quorum))
    assert verdict.winner == winner
    assert verdict.counted == 2
    assert verdict.votes[2].why_not == "воздержался: Не видел уроков"


@pytest.mark.parametrize(
    ("juror", "tied"),
    [
        ("{наставник: sokolova}", True),
        ("{имя: Соколова Анна Викторовна}", True),
        ("{наставляемый: m-sokolova}", True),
        ("{имя: Крылова Инна Валерьевна}", False),
    ],
)
@pytest.mark.parametrize("nomination", ["Наставник года", "Лучшая пара"])
def test_nobody_judges_himself_his_pair_or_his_mentor(
    tmp_path: Path, juror: str, tied: bool, nomination: str
) -> None:
    called = juror.strip("{}").split(": ")[1]
    all_marks = {f"p-{id_}": (5, 5) for id_ in NAMES}
    ballots = (places(called, belova=1), marks(called, **all_marks))
    project = school(tmp_path, *ballots, jury=f"[{juror}]")
    (vote,) = decided(project, nomination).votes
    assert vote.is_conflict is tied
    assert bool(vote.why_not) is tied
    assert ("В-12" in codes(project)) is tied


def test_the_greatest_mean_of_marks_wins(tmp_path: Path) -> None:
    verdict = decided(
        school(
            tmp_path,
            marks("Один", **{"p-sokolova": (9, 4), "p-belova": (10, 5), "p-gromova": (1, 1)}),
            marks("Два", **{"p-sokolova": (9, 4), "p-belova": (9, 3), "p-gromova": (1, 1)}),
        ),
        "Лучшая пара",
    )
    assert out(verdict) == [
        ("p-belova", 1, Fraction(27, 2)),
        ("p-sokolova", 2, 13),
        ("p-gromova", 3, 2),
    ]


WHOLE = {"p-sokolova": (9, 4), "p-belova": (10, 5), "p-gromova": (1, 1)}
NO_MARK = "{член жюри: Один, номинация: Лучшая пара, оценки: [{пара: p-belova, баллы: {цель: 1}}]}"
OTHER_WAY = "{член жюри: Один, номинация: Лучшая пара, места: [{пара: p-belova, место: 1}]}"


@pytest.mark.parametrize(
    ("ballot", "why"),
    [
        (marks("Один", **WHOLE), ""),
        (marks("Один", **{**WHOLE, "p-belova": (11, 5)}), "больше 10 не ставят"),
        (marks("Один", **{"p-belova": (10, 5)}), "нет балла"),
        (f"      - {NO_MARK}\n", "нет балла"),
        (f"      - {OTHER_WAY}\n", "голосуют ключом «оценки»"),
    ],
)
def test_a_ballot_by_marks_is_whole_and_within_the_criteria(
    tmp_path: Path, ballot: str, why: str
) -> None:
    project = school(tmp_path, ballot)
    vote = decided(project, "Лучшая пара").votes[0]
    assert why in vote.why_not
    assert bool(vote.why_not) is bool(why)
    assert (codes(project) == {"В-11"}) is bool(why)


@pytest.mark.parametrize(
    ("ballots", "told"),
    [
        ((places("Один", gromova=1),), False),
        ((places("Один", gromova=1), places("Один", belova=1)), True),
        ((places("Четыре", gromova=1),), True),
        ((places("Один", gromova=1).replace("Наставник года", "Наставник века"),), True),
        (("      - {член жюри: Один, номинация: Наставник года}\n",), True),
    ],
)
def test_a_ballot_names_its_juror_and_its_nomination_once(
    tmp_path: Path, ballots: tuple[str, ...], told: bool
) -> None:
    assert ("В-11" in codes(school(tmp_path, *ballots))) is told


def record(project: Path, *words: str) -> str:
    call = ["record", *words, "--project", str(project), "--today", "20.11.2026"]
    done = CliRunner().invoke(cli, call)
    return done.output if done.exit_code == 0 else f"{done.exit_code}: {done.output}"


def test_ballots_and_awards_are_written_by_commands(tmp_path: Path) -> None:
    project = school(tmp_path, places("Один", gromova=1, belova=2), quorum=2)
    (project / "mkdocs.yml").write_text("site_name: Школа\n", encoding="utf-8")
    two = ("ballot", "Два", "--nomination", "наставник года", "--place", "Громова=1")
    assert "учтено бюллетеней: 2 из 3, нужно 2; впереди gromova" in record(project, *two)
    assert "бюллетень уже записан" in record(project, *two)
    assert decided(project).winner == "gromova"
    told = record(project, "awards", "--reason", "Наставник года=За терпение")
    assert "«Лучшая пара» не записана: учтено бюллетеней: 0, нужно 2" in told
    (award,) = yaml.safe_load((project / "data/awards.yml").read_text("utf-8"))["награды"]
    act = award.pop("приказ")
    assert award == {
        "учебный год": "2025/26",
        "номинация": "Наставник года",
        "наставник": "gromova",
        "за что": "За терпение",
    }
    order = yaml.safe_load((project / f"data/acts/{act}.yml").read_text("utf-8"))
    assert (order["вид"], order["статус"]) == ("приказ о поощрении", "проект")
    assert record(project, "awards").startswith("2: ")
    assert codes(project) == set()


@pytest.mark.parametrize(
    ("allowed", "who"), [(True, "Громова Елена Юрьевна"), (False, "наставник")]
)
def test_an_award_reaches_the_board_and_the_papers_by_consent(
    tmp_path: Path, allowed: bool, who: str
) -> None:
    project = school(tmp_path, places("Один", gromova=1), places("Два", gromova=1))
    (project / "mkdocs.yml").write_text("site_name: Школа\n", encoding="utf-8")
    if not allowed:
        text = mentor(PROCESSING, name=NAMES["gromova"])
        (project / "data/mentors/gromova.yml").write_text(text, encoding="utf-8")
    record(project, "awards", "--reason", "Наставник года=За терпение")
    registry = load(project)[0]
    (award,) = publish(registry, TODAY).awards
    assert (award.nomination, award.who.label) == ("Наставник года", who)
    drafts = {draft.id: draft for kind in KINDS for draft in kind.drafts(registry, TODAY)}
    diploma = drafts["gramota-2025-1"].context
    assert [person.full_name for person in diploma.winners] == ["Громова Елена Юрьевна"]
    order = drafts["prikaz-pooshchrenie"].context
    assert [row.who for row in order.awards] == [("Громова Елена Юрьевна",)]
    assert order.contest is not None
    assert order.contest.date == date(2026, 5, 20)


def test_a_juror_tied_to_a_candidate_cannot_be_written_down(tmp_path: Path) -> None:
    project = school(tmp_path, jury="[{наставник: sokolova}, {имя: Два Пётр Ильич}]")
    (project / "mkdocs.yml").write_text("site_name: Школа\n", encoding="utf-8")
    before = (project / "data/awards.yml").read_bytes()
    nomination = ("--nomination", "Наставник года")
    refused = record(project, "ballot", "Соколова", *nomination, "--place", "Белова=1")
    assert "эту номинацию не судит: сам кандидат" in refused
    short = ("--nomination", "Лучшая пара", "--mark", "Белова|9|5")
    assert "нет балла «цель»" in record(project, "ballot", "Два", *short)
    assert (project / "data/awards.yml").read_bytes() == before


def test_an_award_against_the_ballots_is_told_of(tmp_path: Path) -> None:
    project = school(tmp_path, places("Один", gromova=1))
    file = project / "data/awards.yml"
    text = file.read_text(encoding="utf-8")
    for winner, told in (("gromova", set()), ("belova", {"В-13"})):
        award = f"{{учебный год: 2025/26, номинация: Наставник года, наставник: {winner}}}"
        file.write_text(f"награды: [{award}]\n{text}", encoding="utf-8")
        assert codes(project) == told


def test_the_page_shows_the_count_and_what_came_of_it(internal_site: Path) -> None:
    page = (internal_site / "awards.html").read_text(encoding="utf-8")
    text = " ".join(page.replace("\u00a0", " ").split())
    assert "Ахмедова Л. Р. и Лебедев К. А.: поровну" in text
    assert "отвод: В прошлом году вела Лебедева" in text
    assert "сам в этой паре" in text
    assert "приказ № 41-о от 25.05.2026" in text
    ballot = next(
        number
        for number, line in enumerate((ROOT / "data/awards.yml").read_text("utf-8").split("\n"), 1)
        if "член жюри: kuznecova" in line
    )
    assert f"awards.yml:{ballot}<" in page
