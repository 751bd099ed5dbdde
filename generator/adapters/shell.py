"""The theme's shell around pages of data, rendered once for pages that differ only in a few texts.

A thousand cases stand in a thousand copies of one header, menu and footer. Instead of a thousand
renders of ``main.html``, the template is rendered once with a stand-in for the page: texts of the
page's own are holes there, and every other page is made by filling them. Whatever else the
template may learn of a page is in the key of the shell. Where a template looks into a hole, does
with it what is not known here, or asks for anything else, the page is rendered as ever, so the
bytes are always those of the plain way.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import Environment, Template
from jinja2.filters import do_striptags
from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

from generator.adapters.pages import DataPage
from generator.adapters.standing import OWN_PLUGINS
from generator.cache import key_of

PLAIN = "NASTAVNIK_PLAIN_SHELL"
"""A variable of the environment: when it is set, templates render every page by themselves."""
_OWN_META = ("title", "description", "head")
_OWN = ("title", "content", "canonical_url")
_CONTEXT = TemplateContext.__annotations__.keys()
_WAYS: tuple[Callable[[Any], Any], ...] = (
    str,
    escape,
    do_striptags,
    lambda text: escape(do_striptags(text)),
)
"""What templates do with a text before they write it down."""
_TELLTALE = "nastavnikhole"
_LETTERS = "".join(map(chr, (*range(ord("А"), ord("я") + 1), *range(ord("A"), ord("z") + 1))))
# Long and full of signs: what is done with it beside the known ways leaves a trace.
_MARK = (
    _TELLTALE
    + "{}<i>ё</i>  &amp; %20 \"'/?#+-.,:;!@$=|~*()«Ё» 0123456789 №…—\n"
    + (f"{_LETTERS} {_TELLTALE} " * 20 + ".")
)


def fill_shells(env: Environment, config: MkDocsConfig, shipped: Path) -> None:
    """Let an environment render a template once for many pages of data.

    Plugins of others may tell a template anything of a page, and a school's own template may do
    anything with it: where there are any, pages are rendered one by one.

    Args:
        env: MkDocs' environment, when nobody else is going to change it.
        config: MkDocs' configuration.
        shipped: Folder of the templates that come with the generator.
    """
    known = set(config.plugins) <= OWN_PLUGINS and not config.hooks
    if known and PLAIN not in os.environ and _is_shipped(config.theme.custom_dir, shipped):
        env.extend(nastavnik_shells=_Shells())
        env.template_class = _ShellTemplate


def _is_shipped(folder: str | None, shipped: Path) -> bool:
    """Tell whether a school's folder of the theme has no templates of its own."""
    own = Path(folder or shipped)
    files = (file for file in own.rglob("*.html") if own != shipped)
    pairs = ((file, shipped / file.relative_to(own)) for file in files)
    return all(o.is_file() and f.read_bytes() == o.read_bytes() for f, o in pairs)


def made_of(template: Template, context: Mapping[str, Any]) -> str | None:
    """Return the hash of all that a page would be made of.

    Args:
        template: The template around it.
        context: Its context, as MkDocs gives it to the template.

    Returns:
        A hash that pages of the same bytes alone have; ``None`` for one rendered by itself.
    """
    if not isinstance(template, _ShellTemplate):
        return None
    found = template.shell(dict(context))
    digest = context["page"].rendered.digest
    if found is None or not digest:
        return None
    shell, texts = found
    own = ((name, type(text).__name__, text) for name, text in texts.items() if name != "content")
    return key_of(shell.digest, digest, *chain.from_iterable(own))


class _ShellTemplate(Template):
    """A template that fills a shell where there is one for the page."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Render as Jinja would."""
        context = dict(*args, **kwargs)
        found = self.shell(context)
        return super().render(context) if found is None else found[0].filled(found[1])

    def shell(self, context: dict[str, Any]) -> tuple[_Shell, Mapping[str, Any]] | None:
        """Return a page's shell and texts; ``None`` when it has to be rendered by itself."""
        shells: _Shells = getattr(self.environment, "nastavnik_shells")  # noqa: B009
        return shells.of(self.name or "", context, super().render)


@dataclass(frozen=True, slots=True)
class _Question:
    """What a template asked of a text: whether there is something in it."""

    name: str
    needle: str
    answer: bool


@dataclass(frozen=True, slots=True)
class _Shell:
    """A rendered template with holes.

    Attributes:
        pieces: What is ready, and holes: which text and what is done with it.
        asked: Pages with other answers have another shell.
        digest: Hash of the pieces.
    """

    pieces: tuple[str | tuple[str, int], ...]
    asked: tuple[_Question, ...]
    digest: str = ""

    def fits(self, texts: Mapping[str, Any]) -> bool:
        """Tell whether a page with these texts gives the same answers."""
        return all((asked.needle in texts[asked.name]) == asked.answer for asked in self.asked)

    def filled(self, texts: Mapping[str, Any]) -> str:
        """Return a whole page."""
        return "".join(
            piece if isinstance(piece, str) else str(_WAYS[piece[1]](texts[piece[0]]))
            for piece in self.pieces
        )


class _Shells:
    """Shells of one build, in which what is not a page's stays the same: menu, settings, day."""

    def __init__(self) -> None:
        self._made: dict[tuple[Any, ...], list[_Shell]] = {}
        self._plain: set[tuple[Any, ...]] = set()

    def of(
        self, template: str, context: dict[str, Any], render: Callable[[dict[str, Any]], str]
    ) -> tuple[_Shell, Mapping[str, Any]] | None:
        """Return a page's shell and texts; ``None`` when it has to be rendered by itself."""
        page = context.get("page")
        if type(page) is not DataPage or context.keys() != _CONTEXT:
            return None
        # Pages of the menu differ from others in the menu itself.
        if any(item is page for item in context["nav"].pages):
            return None
        texts = {name: text for name, text in _texts(page).items() if text}
        key = (template, *_key(context, page, texts))
        if key in self._plain:
            return None
        shells = self._made.setdefault(key, [])
        shell = next((shell for shell in shells if shell.fits(texts)), None)
        if shell is None:
            shell = _made(context, page, texts, render)
            if shell is None:
                self._plain.add(key)
                return None
            shells.append(shell)
        return shell, texts


def _folder(page: DataPage) -> str:
    return posixpath.dirname(page.url)


def _texts(page: DataPage) -> dict[str, Any]:
    """Return the texts of the page's own."""
    own = {name: getattr(page, name) for name in _OWN}
    return own | {f"meta.{name}": page.meta.get(name, "") for name in _OWN_META}


def _key(context: Mapping[str, Any], page: DataPage, texts: Mapping[str, Any]) -> Iterator[Any]:
    """Yield all that may make the shells of two pages different."""
    yield context["base_url"]
    yield _folder(page)
    yield tuple(map(id, page.ancestors))
    yield page.rendered.page.template, page.edit_url
    yield tuple((name, type(text)) for name, text in texts.items())
    own = {*_OWN_META, "changed"}
    yield repr(sorted((name, value) for name, value in page.meta.items() if name not in own))
    yield _outline(page.toc.items)


def _outline(links: list[AnchorLink]) -> tuple[Any, ...]:
    return tuple((link.title, link.id, link.level, _outline(link.children)) for link in links)


def _made(
    context: dict[str, Any],
    page: DataPage,
    texts: Mapping[str, Any],
    render: Callable[[dict[str, Any]], str],
) -> _Shell | None:
    """Render a template with a stand-in; ``None`` when a stand-in does not do."""
    asked: list[_Question] = []
    holes = {
        name: _hole(number, name, text, asked) for number, (name, text) in enumerate(texts.items())
    }
    try:
        html = render({**context, "page": _StandIn(page, holes)})
    except _NotPlainError:
        return None
    marks = {
        str(way(hole)): (name, number)
        for name, hole in holes.items()
        for number, way in enumerate(_WAYS)
    }
    pieces = tuple(_pieces(html, marks))
    if any(_TELLTALE in piece.casefold() for piece in pieces if isinstance(piece, str)):
        return None
    return _Shell(pieces, tuple(dict.fromkeys(asked)), key_of(repr(pieces)))


def _pieces(html: str, marks: Mapping[str, tuple[str, int]]) -> Iterable[str | tuple[str, int]]:
    """Cut a text at its marks; a mark may hold a shorter one."""
    pieces: Iterable[str | tuple[str, int]] = (html,)
    for mark in sorted(marks, key=len, reverse=True):
        pieces = [part for piece in pieces for part in _cut(piece, mark, marks[mark])]
    return pieces


def _cut(
    piece: str | tuple[str, int], mark: str, hole: tuple[str, int]
) -> Iterator[str | tuple[str, int]]:
    if not isinstance(piece, str):
        yield piece
        return
    first, *others = piece.split(mark)
    yield first
    for part in others:
        yield hole
        yield part


class _NotPlainError(Exception):
    """A template wants of a page what a shell does not know."""


def _refuse(*_: object, **__: object) -> NoReturn:
    raise _NotPlainError


def _closed(kind: type[str]) -> type[Any]:
    """Return a kind of text that refuses to be looked into."""
    return type("_Closed", (kind,), {name: _refuse for name in dir(kind) if name not in _OPEN})


_OPEN = {"__class__", "__new__", "__init__", "__init_subclass__", "__subclasshook__"}
_OPEN |= {"__getattribute__", "__setattr__", "__doc__", "__module__", "__slots__", "__html__"}


class _Hole:
    """Stands where a text of the page's own will: it may be written down and little else.

    Attributes:
        mark: What is written meanwhile.
        name: Which text it is.
        text: The text of the page at hand.
        asked: Takes what was asked of the text.
    """

    mark: str
    name: str
    text: str
    asked: list[_Question]

    def __str__(self) -> str:
        return self.mark

    def __bool__(self) -> bool:
        """An empty text makes no hole."""
        return True

    def __contains__(self, needle: object) -> bool:
        answer = str(needle) in self.text
        self.asked.append(_Question(self.name, str(needle), answer))
        return answer


_KINDS = {kind: type("_TextHole", (_Hole, _closed(kind)), {}) for kind in (str, Markup)}


def _hole(number: int, name: str, text: str, asked: list[_Question]) -> Any:
    mark = _MARK.format(number)
    hole: Any = _KINDS[type(text)](mark)
    hole.mark, hole.name, hole.text, hole.asked = mark, name, text, asked
    return hole


class _Told:
    """Tells what it was given and refuses to tell anything else."""

    def __init__(self, **known: Any) -> None:
        vars(self).update(known)

    __getattr__ = _refuse
    __str__ = _refuse
    __bool__ = _refuse
    __eq__ = _refuse
    __hash__ = None  # type: ignore[assignment]


class _StandIn:
    """A page of which a template learns holes and what is in the key of a shell.

    Args:
        page: The page stood in for.
        holes: Holes by the names of their texts.
    """

    is_page = active = True
    is_homepage = is_index = is_section = is_link = False
    children = previous_page = next_page = None

    def __init__(self, page: DataPage, holes: Mapping[str, Any]) -> None:
        self.url = posixpath.join(_folder(page), f"{_TELLTALE}.html")
        self.parent, self.ancestors = page.parent, page.ancestors
        self.is_top_level, self.toc = page.is_top_level, page.toc
        self.edit_url = page.edit_url
        self.rendered = _Told(page=_Told(template=page.rendered.page.template))
        own = {name: holes.get(name, text) for name, text in _texts(page).items()}
        self.title, self.content = own["title"], own["content"]
        self.canonical_url = own["canonical_url"]
        self.meta = dict(page.meta) | {name: own[f"meta.{name}"] for name in _OWN_META}
        self.meta["changed"] = _Told()
        self._page = page

    def __getattr__(self, name: str) -> Any:
        """Refuse what a page has and a shell does not know."""
        if hasattr(self._page, name):
            raise _NotPlainError
        raise AttributeError(name)
