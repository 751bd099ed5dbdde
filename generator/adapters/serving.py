"""Live preview on loopback: the last good site, and over it what is wrong now."""

from __future__ import annotations

import html
import shutil
import threading
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from generator.adapters.building import Built, build
from generator.adapters.finishing import without_policy
from generator.adapters.instant import Instant, Instants
from generator.adapters.mkdocs import GivenUpError
from generator.diagnostics import DataError, Level, Problem, Span
from generator.source.writing import finish, put
from generator.views.page import Public

HOST = "127.0.0.1"
_WATCHED = ("data", "content", "theme", "mkdocs.yml")
_NOTHING_YET = 0
_QUIET = 0.05
"""Seconds without a change after which a file is taken for saved whole."""
_LOOK, _SLOW_LOOK = 0.5, 5.0
_CHANGES = {"created", "modified", "moved", "deleted"}


class PortTakenError(Exception):
    """Another program listens on the port."""


class Preview:
    """Builds a site again and again and remembers the last good one.

    Attributes:
        problems: What stops the newest build; empty when it went well.
        folder: Folder of the last good site; there is no such folder before the first one.
    """

    def __init__(self, project: Path, audience: str, today: date | None, scratch: Path) -> None:
        self._project = project
        self._audience = audience
        self._today = today
        self._scratch = scratch
        self._number = 0
        self.problems: tuple[Problem, ...] = ()
        self.folder = scratch / "0"
        self._built: Built | None = None
        self._instants: Instants | None = None
        self._changing = threading.Lock()

    def refresh(self, wanted: Callable[[], bool] = lambda: True) -> bool:
        """Build once more; a failed build changes nothing but the list of problems.

        Whatever goes wrong is shown and never ends the preview.

        Args:
            wanted: Tells whether the build is still wanted; the first one always is.

        Returns:
            Whether the build went to its end; one that is no longer wanted changes nothing.
        """
        self._number += 1
        fresh = self._scratch / str(self._number)
        try:
            finish(self._project)
            first = self._built is None
            asked: Callable[[], bool] = (lambda: True) if first else wanted
            built = build(
                self._project, self._audience, fresh, self._today, asked, last=self.folder
            )
        except GivenUpError:
            return False
        except DataError as error:
            self.problems = error.problems
        except Exception as error:  # noqa: BLE001
            message = f"сборка прервалась: {type(error).__name__}: {error}"
            self.problems = (Problem("М-03", Level.ERROR, Span("mkdocs.yml"), message),)
        else:
            with self._changing:
                # A page of what was saved meanwhile must not give way to an older one.
                if wanted_still := asked():
                    fresh, self.folder, self.problems = self.folder, fresh, ()
                    self._built, self._instants = built, None
            shutil.rmtree(fresh, ignore_errors=True)
            return wanted_still
        return True

    def get_ready(self) -> None:
        """Get ready to show pages of saved cases at once: after a build, in nobody's way."""
        if self._built and self._instants is None and self._audience == Public.name:
            with suppress(Exception):
                self._instants = Instants(self._built, self._project)

    def instant(self, changed: Collection[str]) -> Instant | None:
        """Put the page of a saved case in place before everything is built, if it is so simple.

        Args:
            changed: Paths of all the files in the project that have changed since the last build.

        Returns:
            The page; ``None`` when the whole build must be waited for.
        """
        with self._changing:
            if self.problems or self._instants is None or len(changed) != 1:
                return None
            try:
                page = self._instants.of(next(iter(changed)))
            except Exception:  # noqa: BLE001
                # Whatever is wrong, the whole build tells it better.
                return None
            if page is not None:
                put(self.folder / page.path, page.html)
            return page

    def shows(self, page: Instant) -> bool:
        """Tell whether the last build has just this page, and no problems are told over it."""
        file = self.folder / page.path
        return not self.problems and file.is_file() and file.read_bytes() == page.html


class PreviewServer(LiveReloadServer):
    """MkDocs' live server that lays the problems of a failed build over the last good page."""

    def __init__(
        self,
        preview: Preview,
        port: int,
        tell: Callable[[tuple[Problem, ...]], None],
        ready: Callable[[str], None],
    ) -> None:
        self._preview = preview
        self._tell = tell
        self._ready = ready
        super().__init__(self.rebuild, HOST, port, root=self.root, mount_path="/")
        self.error_handler = self._page_without_site
        self.build_delay = _QUIET
        self._changed: set[str] = set()
        self._being_built: set[str] = set()
        self._saved_meanwhile = False
        self._seen: dict[str, tuple[int, int] | None] = {}
        self._instant: Instant | None = None
        self._showing = threading.Lock()
        self._settled = False
        self._quick: BaseObserver = Observer()
        # The first build is a rebuild like any other: browsers wait for its end, and what is
        # saved while it goes on is noticed.
        self._want_rebuild = True
        self._visible_epoch = _NOTHING_YET

    def server_bind(self) -> None:
        """Take the port before anything is built.

        Raises:
            PortTakenError: When the port is busy.
        """
        try:
            super().server_bind()
        except OSError as error:
            raise PortTakenError(self.server_address[1]) from error

    def serve_request(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer only those who call this computer by its own name.

        A foreign name in the request means that a page of another site tries to read the
        section through the browser (DNS rebinding).
        """
        port = self.server_address[1]
        if environ.get("HTTP_HOST") not in {f"{HOST}:{port}", f"localhost:{port}"}:
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return ["Раздел показывается только на этом компьютере.".encode()]
        self._wait_until_built(environ.get("PATH_INFO", ""))
        answer: Iterable[bytes] = super().serve_request(environ, start_response)
        return answer

    @property
    def root(self) -> str:
        """Folder of the site as it stands."""
        return str(self._preview.folder)

    @root.setter
    def root(self, _: str) -> None:
        """Let MkDocs have its say: the folder is the preview's."""

    def watch_sources(self, project: Path) -> None:
        """Watch the school's folder.

        The system tells of a saved file at once; where it cannot (a folder on a network, too many
        files to watch), a slow look at every file does.
        """
        handler = FileSystemEventHandler()
        handler.on_any_event = partial(self._noticed, project)  # type: ignore[method-assign]
        places = [place for name in _WATCHED if (place := project / name).exists()]
        look = _SLOW_LOOK
        try:
            for place in places:
                self._quick.schedule(handler, str(place), recursive=True)
            self._quick.start()
        except OSError:
            look = _LOOK
        self.observer = PollingObserver(timeout=look)
        for place in places:
            self.observer.schedule(handler, str(place), recursive=True)
        self._watched_paths = {str(project): 1}
        threading.Thread(target=self._show_meanwhile, daemon=True).start()

    def _noticed(self, project: Path, event: FileSystemEvent) -> None:
        """Ask for a build when a file is not what it was; opening a file changes nothing."""
        if event.is_directory or event.event_type not in _CHANGES:
            return
        names = {str(event.src_path), str(event.dest_path or event.src_path)}
        with self._rebuild_cond:
            now = {name: _state(name) for name in names}
            fresh = {n: state for n, state in now.items() if self._seen.get(n, ()) != state}
            if not fresh:
                return
            self._seen |= fresh
            self._changed |= {Path(name).relative_to(project).as_posix() for name in fresh}
            self._settled, self._want_rebuild = False, True
            self._saved_meanwhile = bool(self._being_built)
            self._rebuild_cond.notify_all()

    def shutdown(self, wait: bool = False) -> None:  # noqa: FBT002
        """Stop watching and serving."""
        if self._quick.is_alive():
            self._quick.stop()
        super().shutdown(wait)

    def _wait_until_built(self, path: str) -> None:
        """Let nobody have a page of the last build, but for what no case can change."""
        if path.startswith("/livereload/"):
            return
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._settled or self._is_ready(path))

    def _is_ready(self, path: str) -> bool:
        shown = self._instant
        if shown is None or self._visible_epoch != self._wanted_epoch:
            return False
        return path == f"/{shown.path}" or path.startswith("/assets/")

    def rebuild(self) -> None:
        """Build and show: browsers reload whether the build went well or not.

        The page of a saved case is shown at once where that can be; other pages are given out
        when everything is built, so nobody sees a stale one. A build is given up when something
        else is saved meanwhile.
        """
        with self._rebuild_cond:
            self._being_built, self._changed = self._changed, set()
        self._show_at_once()
        done = self._preview.refresh(lambda: not self._want_rebuild)
        with self._rebuild_cond:
            if not done or self._preview.problems:
                # What is wrong is mended upon the last good build.
                self._changed |= self._being_built
            self._being_built, self._saved_meanwhile = set(), False
            if not done:
                return
            self._settled = not self._want_rebuild
        if self._instant and not self._preview.shows(self._instant):
            self._wanted_epoch += 1
        self._tell(self._preview.problems)
        if self._visible_epoch == _NOTHING_YET:
            self._ready(self.url)
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch
            self._epoch_cond.notify_all()
        self._preview.get_ready()

    def _show_meanwhile(self) -> None:
        """Show pages of cases saved during a build, which has yet to notice that it is late."""
        while True:
            with self._rebuild_cond:
                self._rebuild_cond.wait_for(lambda: self._saved_meanwhile or self._shutdown)
                if self._shutdown:
                    return
                while self._rebuild_cond.wait(_QUIET):
                    pass
                self._saved_meanwhile = False
            self._show_at_once()

    def _show_at_once(self) -> None:
        """Show the page of a saved case before everything is built, if only that has changed."""
        with self._showing:
            with self._rebuild_cond:
                changed = self._being_built | self._changed
            before, self._instant = self._instant, self._preview.instant(changed)
            if self._instant is None:
                return
            with self._epoch_cond:
                if self._instant == before:
                    # It is there already, and browsers have it.
                    self._wanted_epoch = self._visible_epoch
                elif self._visible_epoch == self._wanted_epoch:
                    self._wanted_epoch += 1
                self._visible_epoch = self._wanted_epoch
                self._epoch_cond.notify_all()

    def _page_without_site(self, code: int) -> bytes:
        title = "Ошибки в данных" if self._preview.problems else "Такой страницы нет"
        page = f'<!doctype html><html lang="ru"><meta charset="utf-8"><title>{title}</title>'
        body = f"<body><h1>{title}</h1></body></html>".encode()
        return self._inject_js_into_html(page.encode() + body, self._visible_epoch)

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        free = without_policy(content.decode()).encode()
        page: bytes = super()._inject_js_into_html(free, epoch)  # type: ignore[no-untyped-call]
        if not self._preview.problems:
            return page
        before, mark, after = page.rpartition(b"</body>")
        panel = problems_panel(self._preview.problems, over_page=self._preview.folder.exists())
        return before + panel.encode() + mark + after


def _state(name: str) -> tuple[int, int] | None:
    """Return what tells that a file is the same; ``None`` when there is no file."""
    try:
        found = Path(name).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def problems_panel(problems: tuple[Problem, ...], *, over_page: bool) -> str:
    """Return HTML of the panel that lists problems, over the last good page if there is one."""
    title = "Данные не собираются" + (" — показана последняя удачная страница" if over_page else "")
    rows = "".join(
        f"<li><b>{html.escape(str(p.span))}</b><br>{html.escape(p.message)}"
        + (f"<br><i>→ {html.escape(p.hint)}</i>" if p.hint else "")
        + "</li>"
        for p in problems
        if p.level is Level.ERROR
    )
    style = (
        "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:1000;"
        "background:#fff4f2;color:#3b0d06;border-top:4px solid #b3261e;padding:1rem 1.5rem;"
        "font:16px/1.5 sans-serif"
    )
    return (
        f'<section id="nastavnik-problems" role="alert" style="{style}">'
        f"<h2>{title}</h2><ol>{rows}</ol></section>"
    )


def serve(
    preview: Preview,
    project: Path,
    port: int,
    tell: Callable[[tuple[Problem, ...]], None],
    ready: Callable[[str], None],
) -> None:
    """Serve until interrupted.

    Args:
        preview: What builds the site.
        project: The school's folder, watched for changes.
        port: Port on the loopback address; other machines cannot connect.
        tell: Called after every build with what stops it.
        ready: Called with the address to open, once, after the first build.

    Raises:
        PortTakenError: When the port is busy.
    """
    server = PreviewServer(preview, port, tell, ready)
    server.watch_sources(project.resolve())
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        _close(server)


def _close(server: LiveReloadServer) -> None:
    """Stop the server from another thread than the one that serves."""
    stopper = threading.Thread(target=server.shutdown)
    stopper.start()
    stopper.join(timeout=5)
