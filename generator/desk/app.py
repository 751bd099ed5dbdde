"""The pages of the desk: what is asked for, what is shown, what is written."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, make_response, redirect, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from generator.desk import ballots, matching, preview, tasks
from generator.desk.assets import assets
from generator.desk.ballots import open_ballots
from generator.desk.forms import Artist, Section, add_row, drop_row
from generator.desk.guard import HEADERS, PREVIEW_POLICY, Guard, RefusedError
from generator.desk.ids import new_id
from generator.desk.saving import (
    Judged,
    Plan,
    difference,
    judge,
    of_edit,
    places_of,
    plan,
)
from generator.desk.shelf import KINDS, Card, Shelf
from generator.desk.tasks import Task
from generator.desk.values import Typed
from generator.diagnostics import DataError, Level, Problem, reason_of
from generator.editing.workspace import RefusalError
from generator.model.consent import ConsentKind
from generator.model.pair import MeetingKind
from generator.model.places import place_of
from generator.model.registry import Registry
from generator.render import words
from generator.resources import theme_folder
from generator.rules.matching.market import Matched, match
from generator.rules.pairs import is_working, next_meeting
from generator.settings import Settings
from generator.source.splice import Change, SpliceError, splice
from generator.source.writing import (
    ChangedMeanwhileError,
    Snapshot,
    finish,
    read_exactly,
    write,
)
from generator.views.internal.dashboard import (
    DashboardContext,
    Todo,
    TodoSort,
    dashboard_page,
)
from generator.views.internal.matching import MatchingContext, matching_page
from generator.views.page import Page

_REMEMBERED = 200
_MAX_BODY = 8_000_000
_NO_FILE = Snapshot(Path(), None, "")
_PEOPLE = ("mentors", "mentees")
Answer = str | BaseResponse | tuple[str, int]


class Desk:
    """The school as the pages see it, read again when a file changes.

    Args:
        settings: Folders and the day.
        clock: The day when neither the settings nor the data fix one.
    """

    def __init__(self, settings: Settings, clock: date) -> None:
        self.settings = settings
        self.lock = threading.RLock()
        self._clock = clock
        self._seen: tuple[Any, ...] = ()
        self._state: tuple[Shelf, Judged] | None = None
        self._texts: OrderedDict[str, str] = OrderedDict()

    def now(self) -> tuple[Shelf, Judged]:
        """Return the files as they are and what the checks say of them."""
        with self.lock:
            finish(self.settings.project)
            seen = self._stamps()
            if self._state is None or seen != self._seen:
                shelf = Shelf(self.settings.project)
                judged = judge(shelf.documents.values(), shelf.problems, self.settings, self._clock)
                self._state, self._seen = (shelf, judged), seen
            return self._state

    def open(self, path: str) -> Snapshot:
        """Read the file of a record, and remember its text as opened.

        Raises:
            DataError: When it cannot be read as UTF-8.
            RefusedError: When it lies outside the project.
        """
        snapshot = read_exactly(self.file(path), path)
        self._texts[snapshot.digest] = snapshot.text or ""
        while len(self._texts) > _REMEMBERED:
            self._texts.popitem(last=False)
        return snapshot

    def remembered(self, mark: str) -> str | None:
        """Return a text that was opened before, by the hash of its file."""
        return self._texts.get(mark)

    def file(self, path: str) -> Path:
        """Return a file of the project.

        Raises:
            RefusedError: When it lies elsewhere, be it by a link.
        """
        file = self.settings.project / path
        if not file.resolve().is_relative_to(self.settings.data.resolve()):
            raise RefusedError("файл лежит вне папки школы")
        return file

    def _stamps(self) -> tuple[Any, ...]:
        files = sorted(file for file in self.settings.data.rglob("*") if file.is_file())
        return tuple((str(f), f.stat().st_mtime_ns, f.stat().st_size) for f in files)


def create_app(settings: Settings, guard: Guard, clock: date) -> Flask:
    """Make the application.

    Args:
        settings: Folders and the day.
        guard: Who may speak to it.
        clock: The day when neither the settings nor the data fix one.
    """
    app = Flask("generator.desk", static_folder=None, template_folder=str(theme_folder() / "desk"))
    app.config.update(
        MAX_CONTENT_LENGTH=_MAX_BODY, MAX_FORM_MEMORY_SIZE=_MAX_BODY, MAX_FORM_PARTS=20_000
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(day=words.day_words, digits=words.day_digits)
    app.jinja_env.filters["counted"] = words.counted
    desk = Desk(settings, clock)
    _guarded(app, guard)
    _lists(app, desk)
    _forms(app, desk)
    _matching(app, desk)
    _previews(app, desk)
    app.context_processor(
        lambda: {"token": guard.token, "lists": tasks.LISTS, "titles_of_new": tasks.TITLES_OF_NEW}
    )
    return app


# Who may come in


def _guarded(app: Flask, guard: Guard) -> None:
    files = assets()

    @app.before_request
    def check() -> None:
        guard.check_host(request.host)
        if request.endpoint == "enter":
            return
        guard.check_pass(
            request.cookies.get(guard.cookie, ""), request.headers.get("Sec-Fetch-Site", "")
        )
        if request.method not in {"GET", "HEAD"}:
            guard.check_change(
                request.host,
                request.headers.get("Origin"),
                request.headers.get("Referer"),
                request.form.get("_csrf", ""),
            )

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @app.get("/enter/<key>")
    def enter(key: str) -> BaseResponse:
        if not guard.opens(key):
            raise RefusedError("эту страницу открывают по адресу, который показала программа")
        response = redirect("/", 303)
        response.set_cookie(guard.cookie, guard.pass_, httponly=True, samesite="Strict")
        return response

    @app.get("/assets/<path:name>")
    def asset(name: str) -> Response:
        if name not in files:
            abort(404)
        file, kind = files[name]
        return Response(file.read_bytes(), mimetype=kind)

    @app.errorhandler(RefusedError)
    def refused(error: RefusedError) -> tuple[str, int]:
        return render_template("refused.html", title="Сюда нельзя", message=str(error)), 403

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> tuple[str, int]:
        told = {404: "Такой страницы нет", 413: "Форма слишком велика"}
        title = told.get(error.code or 500, "Так не получится")
        return render_template("refused.html", title=title, message=""), error.code or 500


# What there is


def _lists(app: Flask, desk: Desk) -> None:
    @app.get("/")
    def home() -> str:
        shelf, judged = desk.now()
        context: DashboardContext | None = None
        if judged.registry is not None:
            page: Page[Any] = dashboard_page(judged.registry, judged.today, judged.problems)
            context = page.context
        counts = {kind: len(shelf.of_kind(kind)) for kind in KINDS}
        return render_template(
            "home.html",
            title="Что сделать",
            today=judged.today,
            board=context,
            errors=[p for p in judged.problems if p.level is Level.ERROR],
            counts=counts,
            singles=[card for card in shelf.cards.values() if card.kind not in KINDS],
            link=_link_to(shelf),
            todo_link=_todo_link(shelf),
        )

    @app.get("/list/<kind>")
    def listed(kind: str) -> str:
        if kind not in KINDS:
            abort(404)
        shelf, _ = desk.now()
        return render_template(
            "list.html", title=tasks.LISTS[kind], kind=kind, cards=shelf.of_kind(kind), asked=""
        )

    @app.get("/search")
    def search() -> str:
        asked = request.args.get("q", "").strip()
        shelf, _ = desk.now()
        cards = shelf.search(asked)
        return render_template("list.html", title="Поиск", kind="", cards=cards, asked=asked)

    @app.get("/choose/<what>")
    def choose(what: str) -> str:
        if what not in _CHOOSING:
            abort(404)
        shelf, judged = desk.now()
        title, kinds = _CHOOSING[what]
        groups = {kind: shelf.of_kind(kind) for kind in kinds}
        if judged.registry is not None and what in {"meeting", "outcome"}:
            working = {
                f"pairs/{pair.id}"
                for pair in judged.registry.pairs.values()
                if is_working(pair, judged.today)
            }
            groups["pairs"] = [card for card in groups["pairs"] if card.key in working]
        if judged.registry is not None and what == "draft":
            told = judged.registry.cases_of_pair
            groups["pairs"] = [card for card in groups["pairs"] if card.id not in told]
        if judged.registry is not None and what == "ballot":
            groups[ballots.KIND] = [card for card, _ in open_ballots(judged.registry, judged.today)]
        there = any(shelf.of_kind(kind) for kind in kinds)
        empty = _EMPTY.get(what, _NONE_YET) if there else _NONE_YET
        return render_template("choose.html", title=title, what=what, groups=groups, empty=empty)


_CHOOSING: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "meeting": ("У какой пары была встреча?", ("pairs",)),
    "outcome": ("Какую пару закрываем?", ("pairs",)),
    "draft": ("О какой паре кейс?", ("pairs",)),
    "consent": ("Чьё согласие записать?", _PEOPLE),
    "withdraw": ("Кто отозвал согласие?", _PEOPLE),
    "ballot": ("По какой номинации бюллетень?", (ballots.KIND,)),
}


_NONE_YET = "Записей пока нет."
_EMPTY: Mapping[str, str] = {
    "meeting": "Работающих пар сейчас нет.",
    "outcome": "Работающих пар сейчас нет.",
    "draft": "Кейсы написаны обо всех парах.",
    "ballot": "Голосовать не о чем: номинации и жюри записывают в «Наградах».",
}


def _link_to(shelf: Shelf) -> Callable[[Problem], str]:
    by_path = {card.path: f"/record/{card.key}" for card in shelf.cards.values()}
    return lambda problem: by_path.get(problem.span.path, "")


def _todo_link(shelf: Shelf) -> Callable[[Todo], str]:
    """Return what finds the form that does a line of «Сделать в первую очередь»."""
    by_path = {card.path: f"/record/{card.key}" for card in shelf.cards.values()}

    def link(todo: Todo) -> str:
        kind, _, id_ = todo.key.partition("/")
        if todo.sort is TodoSort.MEETINGS:
            return f"/meeting/{id_}"
        if todo.sort is TodoSort.SEARCH:
            return matching.BACK
        if todo.sort is TodoSort.OUTCOMES and kind == "pairs":
            return f"/outcome/{id_}"
        return by_path.get(todo.origin.path, "")

    return link


# What is written


def _forms(app: Flask, desk: Desk) -> None:
    def card_of(kind: str, id_: str, kinds: tuple[str, ...] = ()) -> Card:
        shelf, _ = desk.now()
        card = shelf.find(kind, id_)
        if card is None or (kinds and kind not in kinds):
            abort(404)
        return card

    def run(card: Card, make: Callable[[Shelf, str], Task | None]) -> Answer:
        with desk.lock:
            return _Session(desk, card, make).answer()

    @app.route("/record/<kind>/<id_>", methods=["GET", "POST"])
    def record(kind: str, id_: str) -> Answer:
        card = card_of(kind, id_)
        return run(card, lambda shelf, text: tasks.edit(shelf, card, text))

    @app.route("/new/<kind>", methods=["GET", "POST"])
    def new(kind: str) -> Answer:
        if kind not in KINDS:
            abort(404)
        today = desk.now()[1].today
        with desk.lock:
            return _Session(desk, None, lambda shelf, _: tasks.new(shelf, kind, today)).answer()

    @app.route("/draft/<id_>", methods=["GET", "POST"])
    def draft(id_: str) -> Answer:
        pair = card_of("pairs", id_)
        with desk.lock:
            return _Session(desk, None, lambda shelf, _: tasks.draft(shelf, pair)).answer()

    @app.route("/meeting/<id_>", methods=["GET", "POST"])
    def meeting(id_: str) -> Answer:
        card = card_of("pairs", id_)
        _, judged = desk.now()
        kind = _meeting_kind(judged, id_)
        today = judged.today
        return run(card, lambda shelf, text: tasks.meeting(shelf, card, text, kind, today))

    @app.route("/outcome/<id_>", methods=["GET", "POST"])
    def outcome(id_: str) -> Answer:
        card, today = card_of("pairs", id_), desk.now()[1].today
        return run(card, lambda shelf, text: tasks.outcome(shelf, card, text, today))

    @app.route("/consent/<kind>/<id_>", methods=["GET", "POST"])
    def consent(kind: str, id_: str) -> Answer:
        card, today = card_of(kind, id_, _PEOPLE), desk.now()[1].today
        asked = request.args.get("kind", "")
        first = ConsentKind.PROCESSING
        which = ConsentKind(asked) if asked in set(ConsentKind) else first
        return run(card, lambda shelf, text: tasks.consent(shelf, card, text, which, today))

    @app.route("/ballot/awards/<id_>", methods=["GET", "POST"])
    def ballot(id_: str) -> Answer:
        _, judged = desk.now()
        registry = judged.registry
        found = open_ballots(registry, judged.today) if registry else ()
        verdict = next((verdict for card, verdict in found if card.id == id_), None)
        if registry is None or verdict is None:
            abort(404)
        awards = card_of(ballots.KIND, ballots.KIND)
        return run(awards, lambda shelf, _: ballots.ballot(shelf, registry, verdict))

    @app.route("/withdraw/<kind>/<id_>", methods=["GET", "POST"])
    def withdraw(kind: str, id_: str) -> Answer:
        card, today = card_of(kind, id_, _PEOPLE), desk.now()[1].today
        return run(card, lambda shelf, text: tasks.withdraw(shelf, card, text, today))


def _matching(app: Flask, desk: Desk) -> None:
    def now() -> tuple[Shelf, Judged, Registry, Matched]:
        shelf, judged = desk.now()
        if judged.registry is None:
            abort(404)
        return shelf, judged, judged.registry, match(judged.registry, judged.today)

    def card_of(shelf: Shelf, kind: str, id_: str) -> Card:
        return shelf.find(kind, id_) or abort(404)

    def run(card: Card, task: Task) -> Answer:
        with desk.lock:
            return _Session(desk, card, lambda _, __: task).answer()

    @app.get(matching.BACK)
    def proposed() -> str:
        _, judged = desk.now()
        board: MatchingContext | None = None
        if judged.registry is not None:
            matched = match(judged.registry, judged.today)
            board = matching_page(judged.registry, matched, judged.today).context
        kept = judged.registry.matching if judged.registry else None
        return render_template(
            "matching.html",
            title="Подбор пар",
            board=board,
            groups=kept.groups if kept else (),
            has_file=kept is not None,
            saved="saved" in request.args,
        )

    @app.route(f"{matching.BACK}/accept", methods=["GET", "POST"])
    def accept() -> Answer:
        shelf, judged, registry, matched = now()
        who = request.args.getlist("who")
        if "all" in request.args:
            who = [proposal.score.mentee for proposal in matched.proposals]
        chosen = matching.taken_together(registry, matched, who)
        if not chosen:
            title = "Принимать нечего"
            message = "Отметьте предложения в подборе: эти уже записаны или ещё не отмечены."
            return render_template("refused.html", title=title, message=message)
        card = card_of(shelf, "mentees", chosen[0].score.mentee)
        return run(card, matching.accept(registry, card, chosen, judged.today))

    @app.route(f"{matching.BACK}/lock/<mentee>", methods=["GET", "POST"])
    def lock(mentee: str) -> Answer:
        shelf, _, registry, matched = now()
        card = card_of(shelf, "mentees", mentee)
        return run(card, matching.lock(registry, card, matched, request.args.get("mentor", "")))

    @app.route(f"{matching.BACK}/bar/<mentee>/<mentor>", methods=["GET", "POST"])
    def bar(mentee: str, mentor: str) -> Answer:
        shelf, _, registry, _ = now()
        card = card_of(shelf, "mentees", mentee)
        card_of(shelf, "mentors", mentor)
        return run(card, matching.bar(registry, card, mentor))


def _meeting_kind(judged: Judged, id_: str) -> MeetingKind:
    """Return the kind asked for in the address, else the one the pair owes."""
    asked = request.args.get("kind", "")
    if asked in set(MeetingKind):
        return MeetingKind(asked)
    registry = judged.registry
    pair = registry.pairs.get(id_) if registry else None
    coming = next_meeting(registry, pair, judged.today) if registry and pair else None
    return coming.kind if coming else MeetingKind.WORKING


class _Session:
    """One request to a form: opened, checked, shown as a change, written."""

    def __init__(
        self, desk: Desk, card: Card | None, make: Callable[[Shelf, str], Task | None]
    ) -> None:
        self.desk = desk
        self.card = card
        self.shelf, self.judged = desk.now()
        self.snapshot = _NO_FILE
        self._make = make
        self.form = Typed({name: request.form.getlist(name) for name in request.form})

    def answer(self) -> Answer:
        """Do what the button says."""
        try:
            self.snapshot = self.desk.open(self.card.path) if self.card else _NO_FILE
        except DataError:
            return self._unreadable()
        if self.card and self.card.path not in self.shelf.documents:
            return self._unreadable()
        text = self.snapshot.text or ""
        task = self._make(self.shelf, text)
        if task is None:
            return self._nothing()
        if request.method == "GET":
            return self._page(task, task.form.opened())
        if self.form.one("_opened") != self.snapshot.digest:
            return self._changed()
        values = task.form.typed(self.form)
        verb, _, name = self.form.one("_do").partition(":")
        match verb:
            case "add":
                add_row(task.form, values, name)
                return self._page(task, values, fresh=name)
            case "drop":
                drop_row(task.form, values, name)
                return self._page(task, values)
            case "check" | "save" | "look":
                return self._checked(task, values, verb, name)
        return self._page(task, values)

    def _checked(self, task: Task, values: list[dict[str, Any]], verb: str, name: str) -> Answer:
        """Judge what was typed; show it, preview it or write it."""
        changes = task.form.changes(values)
        if not changes:
            return self._page(task, values, message="Ничего не изменено.")
        try:
            meant = self._plan(task, values, changes)
        except RefusalError as error:
            return self._page(task, values, wrong=_sentence(str(error)))
        except SpliceError as error:
            if placed := self._unwritable(changes):
                return self._page(task, values, placed=placed)
            return self._page(task, values, wrong=f"Так записать нельзя: {error}.")
        except ChangedMeanwhileError:
            return self._changed()
        if verb == "look":
            return _shown(self.desk, meant.judged, name, _key_of(meant.path), meant.path)
        if meant.errors:
            return self._page(task, values, meant=meant)
        if verb == "save" and self.form.one("_after") == meant.mark:
            return self._write(task, values, meant)
        return render_template(
            "confirm.html",
            title="Проверьте перед записью",
            plan=meant,
            files=[(file, list(difference(file.before, file.after))) for file in meant.files],
            sent=_sent(),
            audiences=preview.AUDIENCES,
        )

    def _unwritable(self, changes: list[Change]) -> dict[tuple[Any, ...], list[Problem]]:
        """Find the values that no file may hold, by their places."""
        found: dict[tuple[Any, ...], list[Problem]] = {}
        for change in changes:
            try:
                splice(self.snapshot.text or "", [change])
            except SpliceError as error:
                if error.problems:
                    found.setdefault(change.path, []).extend(error.problems)
        return found

    def _plan(self, task: Task, values: list[dict[str, Any]], changes: list[Change]) -> Plan:
        """Plan the edit: as the form asks, and once that is sound as the command does.

        Raises:
            RefusalError: When the change makes no sense.
            SpliceError: When the file cannot bear it.
            ChangedMeanwhileError: When a file was changed since it was read.
        """
        settings, asked = self.desk.settings, self.form.one("_id").strip()
        snapshot = self.snapshot
        path = task.card.path if task.card else ""
        if not path:
            path = (
                f"data/{task.kind}/{new_id(self.shelf, settings, task.kind, values[0], asked)}.yml"
            )
            snapshot = Snapshot(self.desk.file(path), None, "")
        blank = task.blank(values) if task.blank else ""
        meant = plan(self.shelf, self.judged, settings, path, snapshot, changes, blank)
        if task.sketch:
            meant = replace(meant, errors=_about(task, meant))
            if self.judged.school is None:
                raise RefusalError("это делают, когда в записях нет ошибок", "исправьте их сначала")
        if meant.errors or task.finish is None or self.judged.school is None:
            return meant
        try:
            return of_edit(task.finish(self.judged.school, values, asked))
        except DataError as error:
            return replace(meant, errors=error.problems)

    def _write(self, task: Task, values: list[dict[str, Any]], meant: Plan) -> Answer:
        for file in meant.files:
            self.desk.file(file.path)
        try:
            write(self.desk.settings.project, [file.rewrite for file in meant.files])
        except ChangedMeanwhileError:
            return self._changed()
        except OSError as error:
            return self._page(task, values, wrong=f"Не записано: {reason_of(error)}.")
        return redirect(f"{task.back or '/record/' + _key_of(meant.path)}?saved=1", 303)

    def _page(
        self,
        task: Task,
        values: list[dict[str, Any]],
        *,
        fresh: str = "",
        message: str = "",
        wrong: str = "",
        meant: Plan | None = None,
        placed: Mapping[tuple[Any, ...], list[Problem]] | None = None,
    ) -> str:
        if placed is None:
            errors = meant.errors if meant else self._errors_now(task)
            document = meant.document if meant else self.shelf.documents.get(_path_of(task))
            placed = places_of(errors, document)
        artist = Artist(self.shelf, task.form.questions, placed, fresh)
        sections: list[Section] = artist.sections(task.form, values)
        return render_template(
            "form.html",
            title=task.title,
            task=task,
            sections=sections,
            opened=self.snapshot.digest,
            remaining=artist.remaining(),
            count=sum(map(len, placed.values())),
            message=message or ("Записано." if "saved" in request.args else ""),
            wrong=wrong,
            id_=self.form.one("_id"),
            audiences=preview.AUDIENCES,
            action=request.full_path.rstrip("?") if "saved" not in request.args else request.path,
            link=_link_to(self.shelf),
        )

    def _errors_now(self, task: Task) -> tuple[Problem, ...]:
        if task.card is None or request.method != "GET":
            return ()
        path = task.card.path
        return tuple(
            p for p in self.judged.problems if p.span.path == path and p.level is Level.ERROR
        )

    def _changed(self) -> Answer:
        """Show both texts: what the editor wrote and what was typed here."""
        text = (self.desk.open(self.card.path).text if self.card else "") or ""
        before = self.desk.remembered(self.form.one("_opened"))
        theirs = list(difference(before, text)) if before is not None else []
        ours = self._meant(before) if before is not None else []
        page = render_template(
            "changed.html",
            title="Файл изменился, пока вы писали",
            path=self.card.path if self.card else "",
            theirs=theirs,
            ours=ours,
            sent=[] if ours else _sent(),
            address=request.full_path.rstrip("?"),
        )
        return page, 409

    def _meant(self, before: str) -> list[tuple[str, str]]:
        """Return what the form would have changed in the file as it was opened."""
        task = self._make(self.shelf, before)
        if task is None:
            return []
        try:
            after = splice(before, task.form.changes(task.form.typed(self.form)))
        except SpliceError:
            return []
        return list(difference(before, after))

    def _unreadable(self) -> Answer:
        assert self.card is not None
        problems = [p for p in self.judged.problems if p.span.path == self.card.path]
        page = render_template(
            "unreadable.html", title=self.card.title, path=self.card.path, problems=problems
        )
        return page, 409

    def _nothing(self) -> Answer:
        title = "Отзывать нечего"
        message = "У этого человека нет действующих согласий."
        return render_template("refused.html", title=title, message=message)


def _about(task: Task, meant: Plan) -> tuple[Problem, ...]:
    """Return the errors in what a sketch asks for; the rest is not written yet."""
    asked = {field.key for part in task.form.parts for field in part.fields}
    placed = places_of(meant.errors, meant.document)
    return tuple(
        p for path, errors in placed.items() if path[:1] and path[0] in asked for p in errors
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _path_of(task: Task) -> str:
    return task.card.path if task.card else ""


def _key_of(path: str) -> str:
    """Return the record of a file in an address: ``mentors/sokolova``."""
    place = place_of(path)
    return f"{place.folder or place.id}/{place.id}"


def _sent() -> list[tuple[str, str]]:
    """Return the values of the posted form, for the next page to send again."""
    own = {"_do", "_csrf", "_after"}
    return [(name, value) for name, value in request.form.items(multi=True) if name not in own]


# How it looks


def _previews(app: Flask, desk: Desk) -> None:
    @app.get("/preview/<audience>/<path:path>")
    def previewed(audience: str, path: str) -> Answer:
        if audience not in preview.AUDIENCES:
            abort(404)
        _, judged = desk.now()
        if path.endswith((".jpg", ".webp")):
            data = preview.picture(judged, desk.settings, audience, path)
            return (
                Response(data, mimetype="image/webp" if path.endswith("webp") else "image/jpeg")
                if data
                else abort(404)
            )
        return _shown(desk, judged, audience, path.removesuffix(".html"), "")

    @app.get("/look/<audience>/<kind>/<id_>")
    def looked(audience: str, kind: str, id_: str) -> Answer:
        shelf, judged = desk.now()
        card = shelf.find(kind, id_)
        if card is None or audience not in preview.AUDIENCES:
            abort(404)
        return _shown(desk, judged, audience, card.key, card.path)


def _shown(desk: Desk, judged: Judged, audience: str, key: str, path: str) -> Answer:
    if audience not in preview.AUDIENCES:
        abort(404)
    found = preview.look(judged, desk.settings, audience, key, path)
    page = render_template(
        "preview.html",
        title=found.title if found else "Такой страницы не будет",
        look=found,
        audience=audience,
        where=preview.AUDIENCES[audience],
        base=f"/preview/{audience}/{preview.address(found.path)}" if found else "",
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = PREVIEW_POLICY
    return response
