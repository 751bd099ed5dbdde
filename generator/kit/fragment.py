"""A clean page as a fragment of HTML and as plain text, with addresses in place of paths."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from html import escape
from typing import Final

from lxml.etree import _Element as Element

from generator.kit.wording import say, words_of

_VOID: Final = {"br", "img"}


def targets_of(tree: Element) -> tuple[str, ...]:
    """Return where the links and pictures of a clean page lead, each once, in order."""
    found = [e.get("href") or e.get("src") or "" for e in tree.iter("a", "img")]
    return tuple(dict.fromkeys(found))


def pictures_of(tree: Element) -> Iterator[tuple[str, str]]:
    """Yield the path and the description of each picture of a clean page."""
    for picture in tree.iter("img"):
        yield str(picture.get("src")), str(picture.get("alt"))


def linked(
    tree: Element, address_of: Callable[[str], str], name_of: Callable[[str], str]
) -> Element:
    """Return a clean page with addresses in place of paths.

    What has no address yet becomes words: a link its own text, a file and a picture a note in
    brackets that says what to put there.

    Args:
        tree: A clean page.
        address_of: Returns the address of a path, or an empty string.
        name_of: Returns the name of a file in the kit, or an empty string for a page.
    """
    made = deepcopy(tree)
    for link in list(made.iter("a")):
        path = str(link.get("href"))
        if address := address_of(path):
            link.set("href", address)
        else:
            if name := name_of(path):
                say(link, f" [файл: {name}]")
            link.drop_tag()
    for picture in list(made.iter("img")):
        path, alt = str(picture.get("src")), picture.get("alt")
        if address := address_of(path):
            picture.set("src", address)
        else:
            said = f"; описание: {alt}" if alt else ""
            picture.tail = f"[картинка: {name_of(path)}{said}]" + (picture.tail or "")
            picture.drop_tree()
    return made


def html_of(tree: Element) -> str:
    """Return the fragment: a block a line, no classes, no styles, no scripts."""
    return "\n".join(_written(block) for block in tree) + "\n"


_BROKEN: Final = {"table", "thead", "tbody", "tfoot", "tr", "ul", "ol"}


def _written(element: Element) -> str:
    tag = str(element.tag)
    attributes = "".join(f' {name}="{escape(str(v))}"' for name, v in element.attrib.items())
    if tag in _VOID:
        return f"<{tag}{attributes}>"
    inner = escape(element.text or "", quote=False)
    for child in element:
        if tag in _BROKEN:
            inner += "\n"
        inner += _written(child) + escape(child.tail or "", quote=False)
    if tag in _BROKEN:
        inner += "\n"
    return f"<{tag}{attributes}>{inner}</{tag}>"


def text_of(tree: Element) -> str:
    """Return a page as plain text: a paragraph a line, items with dashes, rows with bars."""
    return "\n\n".join(filter(None, map(_told, tree))) + "\n"


def _told(block: Element) -> str:
    match block.tag:
        case "ul" | "ol":
            return "\n".join(_item_told(item, n, block.tag) for n, item in enumerate(block, 1))
        case "table":
            caption = block.find("caption")
            rows = [" | ".join(_words(cell) for cell in row) for row in block.iter("tr")]
            return "\n".join([*([_words(caption)] if caption is not None else []), *rows])
        case _:
            return _words(block)


def _item_told(item: Element, number: int, kind: str) -> str:
    mark = f"{number}." if kind == "ol" else "–"
    return f"{mark} {_words(item)}"


def _words(element: Element) -> str:
    """Return the words of an element in one line, addresses of its links in brackets."""
    copy = deepcopy(element)
    copy.tail = None
    for link in copy.iter("a"):
        if not str(link.get("href")).startswith(("mailto:", "tel:")):
            say(link, f" ({link.get('href')})")
    for picture in copy.iter("img"):
        if alt := picture.get("alt"):
            picture.tail = f"[{alt}] {picture.tail or ''}"
    for block in copy.iter("p", "li", "br", "ul", "ol"):
        if block is not copy:
            block.tail = (" — " if block.tag == "br" else " ") + (block.tail or "")
            if block.tag in {"ul", "ol", "li", "p"}:
                block.text = " " + (block.text or "")
    return words_of(copy)
