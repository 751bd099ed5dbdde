"""Opening a built site as a visitor does: a plain web server, a browser, what each page shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

SUB_PATH = "/shkola/nastavnichestvo/"
LOST = "404.html"
DESKTOP, PHONES = 1280, (360, 320)
_NO_SUCH_PAGE = "cases/net-takoy-stranicy.html"
_LONG_WAIT = 120_000

_FACTS = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const ids = all("[id]").map((element) => element.id);
  return {
    language: document.documentElement.lang,
    title: document.title,
    headings: all("h1").map((heading) => heading.innerText),
    text: document.body.innerText,
    links: all("a[href]").map((link) => link.href),
    ids,
    repeated_ids: ids.filter((id, place) => ids.indexOf(id) !== place),
    pictures_without_alt: all("img:not([alt])").map((picture) => picture.src),
    active_tabs: all(".md-tabs__item--active > a").map((link) => link.href),
  };
}"""


@dataclass(frozen=True)
class Visit:
    """What a visitor finds on a page; ``address`` is the page's place within the site."""

    address: str
    url: str
    language: str
    title: str
    headings: list[str]
    text: str
    links: list[str]
    ids: list[str]
    repeated_ids: list[str]
    pictures_without_alt: list[str]
    active_tabs: list[str]
    too_wide: list[str]

    def says(self, words: str) -> bool:
        """Tell whether the words are among the visible ones, whatever the spaces and letters."""
        return plain(words) in plain(self.text)


@dataclass
class Log:
    """What went on behind the pages.

    Attributes:
        requests: Every address any page asked for, in order.
        complaints: Errors of the console and of scripts, failed requests.
    """

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def failure(self, request: Request) -> None:
        """Write down a failed request; one dropped because the visitor has left is no failure."""
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"{request.url}: {request.failure}")

    def message(self, message: ConsoleMessage) -> None:
        """Write down an error of the console."""
        if message.type == "error":
            self.complaints.append(f"{message.location['url']}: {message.text}")

    def foreign(self, home: str) -> list[str]:
        """Return the requests for anything outside the address of the site."""
        own = (home, "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(own)]


@dataclass(frozen=True)
class Hosted:
    """A built site that can be opened.

    Attributes:
        folder: Where it is built.
        home: Its address, ending with a slash.
        lost: An address of no page; the site's own «no such page» answers there.
            Empty when the site is opened from the disk, where nothing can answer.
    """

    folder: Path
    home: str
    lost: str

    def pages(self) -> dict[str, str]:
        """Return the URL of every page by its address within the site."""
        files = sorted(self.folder.rglob("*.html"))
        addresses = [file.relative_to(self.folder).as_posix() for file in files]
        pages = {address: self.home + address for address in addresses if address != LOST}
        return {**pages, LOST: self.lost} if self.lost else pages


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *args: Any, folder: Path, mounts: tuple[str, ...], **kwargs: Any) -> None:
        self._folder = folder
        self._mounts = mounts
        super().__init__(*args, directory=str(folder), **kwargs)

    def translate_path(self, path: str) -> str:
        place = unquote(urlsplit(path).path)
        for mount in self._mounts:
            if place.startswith(mount):
                return super().translate_path("/" + place.removeprefix(mount))
        return str(self._folder / "outside-of-the-site")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = (self._folder / LOST).read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Keep silent: the tests ask the browser, not the server."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep silent about a browser that left without listening to the end."""


@contextmanager
def hosted(folder: Path) -> Iterator[Hosted]:
    """Serve a built site under a sub-path as an ordinary hosting does.

    Only the «no such page» page knows where the school hosts the site, because it is shown at
    any depth: it is served from there as well.
    """
    at_school = _school_path(folder)
    handler = partial(_Handler, folder=folder, mounts=(SUB_PATH, at_school))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        origin = f"http://127.0.0.1:{server.server_port}"
        try:
            yield Hosted(folder, origin + SUB_PATH, origin + at_school + _NO_SUCH_PAGE)
        finally:
            server.shutdown()
            thread.join()


def _school_path(folder: Path) -> str:
    page = (folder / LOST).read_text(encoding="utf-8")
    found = re.search(r'href="([^"]*/)assets/stylesheets/', page)
    assert found, "the «no such page» page has lost its styles"
    return urlsplit(found[1]).path


def on_disk(folder: Path) -> Hosted:
    """Open a built site by double click: no server at all."""
    return Hosted(folder, folder.as_uri() + "/", "")


@contextmanager
def visitor(browser: Browser, **settings: Any) -> Iterator[tuple[BrowserContext, Log]]:
    """Start a fresh visitor whose every request and every error is written down."""
    context = browser.new_context(**settings)
    context.set_default_timeout(_LONG_WAIT)
    log = Log()
    context.on("request", lambda request: log.requests.append(request.url))
    context.on("requestfailed", log.failure)
    context.on("weberror", lambda error: log.complaints.append(str(error.error)))
    context.on("console", log.message)
    try:
        yield context, log
    finally:
        context.close()


def visit_all(context: BrowserContext, site: Hosted) -> dict[str, Visit]:
    """Open every page of a site, on a desktop and on phones."""
    page = context.new_page()
    return {address: _visit(page, address, url) for address, url in site.pages().items()}


def _visit(page: Page, address: str, url: str) -> Visit:
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    page.goto(url)
    facts = page.evaluate(_FACTS)
    return Visit(address=address, url=url, **facts, too_wide=list(overflows(page)))


def overflows(page: Page) -> Iterator[str]:
    """Narrow the open page to phones and tell where it no longer fits."""
    for width in PHONES:
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate("document.fonts.ready.then(() => null)")
        taken, given = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if taken > given:
            yield f"{taken} px on a screen of {given} px"


def plain(text: str) -> str:
    """Return words as one compares them: one space between, small letters, no soft hyphens."""
    return with_plain_spaces(text.replace("\u00ad", "").casefold())


def with_plain_spaces(text: str) -> str:
    """Return words with one ordinary space between: pages keep some of them from breaking."""
    return " ".join(text.split())


def without_anchor(links: Iterable[str]) -> set[str]:
    """Return the addresses that links lead to, each once."""
    return {link.partition("#")[0] for link in links}
