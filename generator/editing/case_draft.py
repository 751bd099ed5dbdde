"""A draft of a case out of what the pair has written down; what is missing is marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.editing.ids import choose_id
from generator.editing.planning import Plan, plan
from generator.editing.workspace import Workspace
from generator.model.case import Case, Evidence, SchoolLevel
from generator.model.pair import GoalMark, Meeting, MeetingKind, Pair
from generator.model.periods import MONTHS
from generator.render.words import counted
from generator.rules.cases import GAP, published_cases
from generator.rules.pairs import goals_done, past_meetings
from generator.rules.phrases import names_index
from generator.source.handwriting import Hand, scalar

_HAND = Hand()
_MOST_FAILURES = 5
_MOST_SIMILAR = 3
_HEAD = (
    "Черновик собран из записей пары: перепишите своими словами, личное уберите.",
    f"Пропуски отмечены так: {GAP} Пока они есть, не публикуйте.",
    "Участников называют ссылкой, в кавычках — слова на случай, если называть нельзя:",
    '[Анной Викторовной](mentors/sokolova "наставницей")',
)
_LEVELS = "одно из: " + ", ".join(SchoolLevel)
_EVIDENCE = "или: " + ", ".join(item for item in Evidence if item is not Evidence.OPINION)


def draft_case(
    school: Workspace, pair: Pair, title: str, level: str = "", asked_id: str = ""
) -> Plan:
    """Plan a draft of a case: from goals, answers of meetings and the outcome of a pair.

    It answers the self-check on uniqueness, results and transferability as far as the records
    can; the rest is left to the authors (Л 6.2, Т 33).

    Args:
        school: The school now.
        pair: Whose experience it is.
        title: Name of the case; its address is made of it.
        level: Stage of school; guessed when empty.
        asked_id: Its file name; empty to make one.

    Raises:
        DataError: When the data would have errors.
        RefusalError: When the file name is taken or is none.
    """
    id_ = choose_id(school, Case.folder, {"название": title}, asked_id)
    text = _Draft(school, pair).text(title, level)
    notes = tuple(_notes(school, pair, text))
    return plan(school, {}, {f"data/{Case.folder}/{id_}.yml": text}, notes)


def _notes(school: Workspace, pair: Pair, text: str) -> Iterator[str]:
    story = "".join(line for line in text.splitlines(keepends=True) if line[:1] != "#")
    yield f"пропусков «{GAP}», которые ждут авторов: {story.count(GAP)}"
    if pair.outcome is None:
        yield "итог пары ещё не записан: публиковать кейс рано"
    found = names_index(school.registry.people(), ()).find(story)
    named = dict.fromkeys(match.what.full_name for match in found)
    if named:
        yield f"в черновике названы: {', '.join(named)}; замените ссылками или ролями"


@dataclass(frozen=True, slots=True)
class _Draft:
    school: Workspace
    pair: Pair

    def text(self, title: str, level: str) -> str:
        """Return the file, keys in the order of the printed case."""
        pair = self.pair
        lines = [
            _comment(_HEAD),
            _HAND.entry("название", title, 0),
            _HAND.entry("статус", "черновик", 0),
            _HAND.entry("пара", pair.id, 0),
            _HAND.entry("уровень", level or self._level(), 0, f"  # {_LEVELS}"),
            _HAND.entry("предметы", self._terms("предметы"), 0),
            _HAND.entry("темы запроса", self._terms("запросы"), 0),
            _HAND.entry("кратко", f"{GAP} в двух фразах, с чем пришли и что изменилось", 0),
            _section("запрос", self._request()),
            _section("что делали", self._actions()),
            _section("результат", self._result()),
            self._measures(),
            _section("что не получилось", self._failures()),
            _section("как повторить", self._how_to_repeat()),
            "\n",
            _HAND.entry("доказательность", Evidence.OPINION, 0, f"  # {_EVIDENCE}"),
            self._reviews(),
            "\n",
            _HAND.entry("самопроверка", self._self_check(), 0),
            _HAND.entry("похожие кейсы", self._similar(), 0),
        ]
        return "".join(lines)

    def _terms(self, dictionary: str) -> list[str]:
        """Return the subjects or topics of the mentees by their names."""
        programme, mentees = self.school.registry.programme, self.school.registry.mentees
        people = [mentees[id_] for id_ in self.pair.mentees]
        subjects = dictionary == "предметы"
        known = programme.subjects if subjects else programme.requests
        codes = {code for p in people for code in (p.subjects if subjects else p.request_topics)}
        return [term.name for term in known if term.code in codes]

    def _level(self) -> SchoolLevel:
        primary = self._terms("предметы") == ["начальные классы"]
        return SchoolLevel.PRIMARY if primary else SchoolLevel.ALL

    def _request(self) -> Iterator[str]:
        mentees = self.school.registry.mentees_of(self.pair)
        yield "\n".join(f"{mentee.request}." for mentee in mentees).replace("..", ".")
        yield _bullets(self.pair.plan.difficulties)
        yield f"{GAP} как это выглядело на уроке и почему взялись именно за это"

    def _actions(self) -> Iterator[str]:
        held = past_meetings(self.pair, self.school.today)
        work = [m for m in held if m.kind not in {MeetingKind.ACQUAINTANCE, MeetingKind.FINAL}]
        for (year, month), meetings in groupby(work, lambda m: (m.date.year, m.date.month)):
            told = " ".join(filter(None, map(_told, meetings)))
            if told:
                yield f"**{MONTHS[month - 1].capitalize()} {year}.** {told}"
        yield f"{GAP} расскажите по порядку: что пробовали, что поменяли по дороге"

    def _result(self) -> Iterator[str]:
        if self.pair.outcome is not None:
            yield self.pair.outcome.results
        yield _bullets(
            f"{goal.result} — {goal.mark}; показатель: {goal.indicator}"
            for goal in self.pair.plan.goals
        )
        answers = self._final_answers()
        yield "\n\n".join(answers[key] for key in _RESULTS if key in answers)
        yield f"{GAP} что изменилось, с числами до и после"

    def _failures(self) -> Iterator[str]:
        marks = {GoalMark.PARTLY, GoalMark.DROPPED, GoalMark.PLANNED}
        yield _bullets(
            f"{goal.result} — {goal.mark}{f'. {goal.note}' if goal.note else ''}"
            for goal in self.pair.plan.goals
            if goal.mark in marks
        )
        held = past_meetings(self.pair, self.school.today)
        changed = [m.answers[key] for m in held for key in _TO_CHANGE if key in m.answers]
        yield _bullets(changed[-_MOST_FAILURES:])
        if self.pair.outcome is not None and self.pair.outcome.why:
            yield self.pair.outcome.why
        yield f"{GAP} что не сработало и что сделали бы иначе"

    def _how_to_repeat(self) -> Iterator[str]:
        done = {GoalMark.DONE, GoalMark.PARTLY}
        steps = [step for g in self.pair.plan.goals if g.mark in done for step in g.actions]
        yield "\n".join(
            f"{number}. {step[:1].upper()}{step[1:]}." for number, step in enumerate(steps, 1)
        )
        yield f"{GAP} шаги, которые повторит чужая пара, — материалы, время, условия"

    def _measures(self) -> str:
        aims = "; ".join(goal.indicator for goal in self.pair.plan.goals)
        note = (
            "Числа до и после, хотя бы одно" + (f". Показатели целей: {aims}" if aims else ""),
            "Пишут по пункту на показатель: показатель, было, стало, единица, лучше, как измеряли",
        )
        return "\n" + _comment(note) + "показатели: []\n"

    def _reviews(self) -> str:
        words = self._final_answers().get("самое ценное", "")
        mentee = self.pair.mentees[0]
        return _comment(
            (
                "Отзыв ставят с согласия автора:",
                "отзывы:",
                f"  - текст: {scalar(words or GAP)}",
                "    роль: наставляемый",
                f"    наставляемый: {mentee}",
            )
        )

    def _self_check(self) -> dict[str, str]:
        near = self._near()
        titles = ", ".join(f"«{case.title}»" for case in near[:_MOST_SIMILAR])
        others = counted(len(near), "кейс", "кейса", "кейсов")
        about = f"по тем же запросам уже {others} — {titles}" if near else "таких кейсов ещё нет"
        done, total = goals_done(self.pair)
        results = f"целей выполнено {done} из {total}" if total else "карты целей нет"
        outcome = self.pair.outcome
        if outcome is not None and outcome.closeness is not None:
            results += f", близость к цели {outcome.closeness} из 10"
        return {
            "уникальность": f"В библиотеке {about}. {GAP} чем этот опыт отличается?",
            "результаты": f"По записям {results}. {GAP} чем это доказано, есть ли замеры?",
            "переносимость": f"{GAP} что нужно другой паре, чтобы повторить, и где не получится?",
        }

    def _near(self) -> list[Case]:
        """Return the published cases about the same requests of other pairs, the closest first."""
        mentees = self.school.registry.mentees_of(self.pair)
        topics = {topic for mentee in mentees for topic in mentee.request_topics}
        others = published_cases(self.school.registry, self.school.today)
        near = [c for c in others if c.pair != self.pair.id and topics & set(c.requests)]
        return sorted(near, key=lambda case: -len(topics & set(case.requests)))

    def _similar(self) -> list[str]:
        return [case.id for case in self._near()[:_MOST_SIMILAR]]

    def _final_answers(self) -> dict[str, str]:
        finals = (m for m in self.pair.meetings if m.kind is MeetingKind.FINAL)
        return {key: text for meeting in finals for key, text in meeting.answers.items()}


_RESULTS = ("каких результатов достигли", "чему научились друг у друга")
_TO_CHANGE = ("что изменить", "что сделать иначе")


def _told(meeting: Meeting) -> str:
    """Return a sentence or two about a meeting: its topic, what came out of it."""
    parts = (meeting.topic, meeting.answers.get("что получилось"), meeting.result)
    return " ".join(part if part[-1] in ".!?…" else f"{part}." for part in parts if part)


def _section(key: str, paragraphs: Iterable[str]) -> str:
    """Return a key with its text, a blank line above."""
    return "\n" + _HAND.entry(key, "\n\n".join([*filter(None, paragraphs), ""]), 0)


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _comment(lines: Sequence[str]) -> str:
    return "".join(f"# {line}\n" for line in lines)
