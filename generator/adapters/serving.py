"""Live preview on loopback: the last good site, and over it what is wrong now."""

from __future__ import annotations

import html
import shutil
import threading
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from generator.adapters.building import build
from generator.adapters.finishing import without_policy
from generator.diagnostics import DataError, Level, Problem, Span
from generator.source.writing import finish

HOST = "127.0.0.1"
_WATCHED = ("data", "content", "theme", "mkdocs.yml")
_NOTHING_YET = 0


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

    def refresh(self) -> None:
        """Build once more; a failed build changes nothing but the list of problems.

        Whatever goes wrong is shown and never ends the preview.
        """
        self._number += 1
        fresh = self._scratch / str(self._number)
        try:
            finish(self._project)
            build(self._project, self._audience, fresh, self._today)
        except DataError as error:
            self.problems = error.problems
        except Exception as error:  # noqa: BLE001
            message = f"сборка прервалась: {type(error).__name__}: {error}"
            self.problems = (Problem("М-03", Level.ERROR, Span("mkdocs.yml"), message),)
        else:
            old, self.folder, self.problems = self.folder, fresh, ()
            shutil.rmtree(old, ignore_errors=True)


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
        super().__init__(self.rebuild, HOST, port, root=str(preview.folder), mount_path="/")
        self.error_handler = self._page_without_site
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
        answer: Iterable[bytes] = super().serve_request(environ, start_response)
        return answer

    def rebuild(self) -> None:
        """Build and show: browsers reload whether the build went well or not."""
        self._preview.refresh()
        self.root = str(self._preview.folder)
        self._tell(self._preview.problems)
        if self._visible_epoch == _NOTHING_YET:
            self._ready(self.url)

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
    for name in _WATCHED:
        if (project / name).exists():
            server.watch(str(project / name))
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
