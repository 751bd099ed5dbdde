"""A page brought to what the editor of a CMS keeps: headings, lists, tables, links, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from lxml.etree import _Element as Element
from lxml.html import builder, fromstring

from generator.kit.wording import pour, say, spaced, tidied, words_of

_HEADINGS: Final = {"h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_BLOCKS: Final = {
    *("div", "section", "article", "nav", "main", "header", "footer", "aside", "figure"),
    *("blockquote", "details", "hgroup"),
}
_KEPT_INLINE: Final = {"strong": "strong", "b": "strong", "em": "em", "i": "em"}
_DROPPED: Final = {"h1", "form", "button", "input", "select", "script", "style", "template"}
_CHROME: Final = {"nm-noprint", "nm-path", "nm-siblings", "nm-turn", "nm-chart__legend"}
"""Parts of a page that belong to the section's own way of moving about."""
_ASIDE: Final = {"nm-note"}
"""Words said in passing: on a page they stand out by colour, in a fragment by brackets."""
_NEXT: Final = {"nm-person__post", "nm-person__award", "nm-hero__school", "nm-hero__words"}
_APART: Final = {"nm-eyebrow", "nm-buttons"}
"""Lines whose pieces stand apart without a sign between them."""
_SENTENCE: Final = {"nm-measures__method", "nm-measure__name"}
_SCHEME: Final = re.compile(r"\s*([a-z][a-z0-9+.-]*)\s*:", re.IGNORECASE)
_HARMLESS: Final = {"http", "https", "mailto", "tel"}
_TABLE: Final = {"thead", "tbody", "tfoot"}


def clean(article: Element, resolved: Callable[[str], str]) -> Element:
    """Return the content of a page with nothing but what an editor keeps.

    Args:
        article: The element that holds the page's content.
        resolved: Turns an address on the page into a path of the section, or leaves it alone.

    Returns:
        A ``div`` of blocks; the title of the page is not among them, the CMS has its own field.
    """
    return builder.DIV(*_Cleaner(resolved).blocks(article))


class _Cleaner:
    """Walks a page and gathers clean blocks."""

    def __init__(self, resolved: Callable[[str], str]) -> None:
        self._resolved = resolved

    def blocks(self, element: Element) -> list[Element]:
        """Return the blocks of a container; words that stand bare become paragraphs."""
        gathered: list[Element] = []
        line = builder.P()

        def flush() -> None:
            nonlocal line
            if tidied(line):
                gathered.append(line)
            line = builder.P()

        say(line, element.text)
        for child in element:
            if _is_dropped(child):
                pass
            elif made := self._block(child):
                flush()
                gathered.extend(made)
            elif _is_block(child):
                flush()
            else:
                self._inline(child, line)
            say(line, child.tail)
        flush()
        return gathered

    def _block(self, element: Element) -> list[Element]:
        """Return what a block becomes; nothing for what stands inside a line."""
        tag = str(element.tag)
        if tag in _HEADINGS:
            return self._line(element, _HEADINGS[tag])
        if tag in {"p", "summary", "figcaption"}:
            return self._line(element, "p")
        if tag == "blockquote":
            return _quoted(self.blocks(element))
        if tag in {"ul", "ol"}:
            return self._list(element)
        if tag == "dl":
            return self._facts(element)
        if tag == "table":
            return self._table(element)
        if tag == "svg":
            return _described(element)
        if tag in _BLOCKS:
            return self._named(element)
        return []

    def _named(self, element: Element) -> list[Element]:
        """Return the blocks of a part; a table in it takes over the name the part has."""
        made = self.blocks(element)
        tables = [block for block in made if block.tag == "table"]
        name = element.get("aria-label")
        if not (name and len(tables) == 1 and element.get("role") == "region"):
            return made
        if tables[0].find("caption") is None:
            caption = builder.CAPTION()
            say(caption, name)
            tables[0].insert(0, caption)
        return made

    def _line(self, element: Element, tag: str) -> list[Element]:
        line = builder.E(tag)
        self._fill(element, line)
        return [line] if tidied(line) else []

    def _list(self, element: Element) -> list[Element]:
        made = builder.E(str(element.tag))
        for child in element:
            if child.tag == "li" and not _is_dropped(child):
                item = builder.LI()
                self._item(child, item)
                if len(item) or item.text:
                    made.append(item)
        return [made] if len(made) else []

    def _item(self, element: Element, item: Element) -> None:
        """Fill an item: words as they are, a heading as strong words, blocks as blocks."""
        inner = self.blocks(element)
        for block in inner:
            if block.tag in {"h2", "h3", "h4"}:
                _as_strong(block)
        if inner and inner[0].tag == "p":
            pour(inner.pop(0), item)
        item.extend(inner)

    def _facts(self, element: Element) -> list[Element]:
        """Turn a list of terms into items: «Срок: 09.10.2025 – 22.05.2026»."""
        made = builder.UL()
        item: Element | None = None
        for part in element.iter("dt", "dd"):
            if part.tag == "dt":
                item = builder.LI()
                term = builder.STRONG()
                self._fill(part, term)
                if tidied(term):
                    say(term, ":")
                    item.append(term)
                made.append(item)
            elif item is not None:
                blocks = self.blocks(part)
                if not blocks:
                    continue
                say(item, "; " if len(item) > 1 or _after_term(item) else " ")
                for number, block in enumerate(blocks):
                    if block.tag == "p":
                        say(item, " " if number else "")
                        pour(block, item)
                    else:
                        item.append(block)
        for item in made:
            tidied(item)
        return [made] if len(made) else []

    def _table(self, element: Element) -> list[Element]:
        made = builder.TABLE()
        for child in element:
            if child.tag == "caption":
                made.extend(self._line(child, "caption"))
            elif child.tag in _TABLE:
                part = builder.E(str(child.tag))
                part.extend(self._rows(child))
                if len(part):
                    made.append(part)
        made.extend(self._rows(element))
        return [made] if made.find(".//tr") is not None else []

    def _rows(self, element: Element) -> Iterator[Element]:
        for row in element.findall("tr"):
            made = builder.TR()
            for cell in row:
                if cell.tag in {"th", "td"}:
                    kept = {
                        name: value
                        for name in ("scope", "rowspan", "colspan")
                        if (value := cell.get(name)) and value != "1"
                    }
                    if cell.tag == "th":
                        kept.setdefault("scope", "col" if element.tag == "thead" else "row")
                    place = builder.E(str(cell.tag), **kept)
                    self._item(cell, place)
                    made.append(place)
            yield made

    def _fill(self, element: Element, line: Element) -> None:
        """Pour the words of an element into a line."""
        say(line, element.text)
        apart = bool(_classes(element) & _APART)
        for child in element:
            if apart and _has_words(line) and words_of(child):
                say(line, " · ")
            if not _is_dropped(child):
                self._inline(child, line)
            say(line, child.tail)

    def _inline(self, element: Element, line: Element) -> None:
        """Put a piece of a line where it stands."""
        tag, classes = str(element.tag), _classes(element)
        if tag == "br":
            line.append(builder.BR())
        elif tag == "img":
            self._picture(element, line)
        elif tag == "svg":
            say(line, element.get("aria-label"))
        elif tag in _KEPT_INLINE:
            inner = builder.E(_KEPT_INLINE[tag])
            self._fill(element, inner)
            line.append(inner)
        elif tag == "a" and _leads_somewhere(element.get("href")):
            link = builder.A(href=self._resolved(str(element.get("href"))))
            self._fill(element, link)
            line.append(link)
        elif classes & _ASIDE and _has_words(line) and words_of(element):
            say(line, " (")
            self._fill(element, line)
            say(line, ")")
        elif classes & (_NEXT | _SENTENCE) and _has_words(line):
            say(line, ", " if classes & _NEXT else ". ")
            self._fill(element, line)
        elif _is_block(element):
            say(line, " ")
            for block in self.blocks(element):
                pour(block, line)
                say(line, " ")
        else:
            say(line, _between(line, element) if tag == "span" else "")
            self._fill(element, line)

    def _picture(self, element: Element, line: Element) -> None:
        source = self._resolved(element.get("src") or "")
        if not source.startswith("data:"):
            alt = spaced(element.get("alt") or "").strip()
            line.append(builder.IMG(src=source, alt=alt))
            say(line, " ")


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def _leads_somewhere(address: str | None) -> bool:
    """Tell whether an address is one: «javascript:…» is a program."""
    scheme = _SCHEME.match("".join(filter(str.isprintable, address or "")))
    return bool(address) and (scheme is None or scheme[1].casefold() in _HARMLESS)


def _is_block(element: Element) -> bool:
    tag = str(element.tag)
    return tag in _BLOCKS or tag in _HEADINGS or tag in {"p", "ul", "ol", "dl", "table"}


def _is_dropped(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _DROPPED:
        return True
    unseen = element.get("aria-hidden") == "true" or element.get("hidden") is not None
    return unseen or bool(_classes(element) & _CHROME)


def _has_words(line: Element) -> bool:
    return bool(words_of(line))


def _after_term(item: Element) -> bool:
    return bool(len(item) and (item[-1].tail or "").strip())


def _between(line: Element, piece: Element) -> str:
    """Return a sign to put before a piece that stands apart on the page by its style alone."""
    before, after = "".join(map(str, line.itertext())), "".join(map(str, piece.itertext()))
    if (
        not before
        or before[-1].isspace()
        or not after
        or not (after[0].isalnum() or after[0] == "«")
    ):
        return ""
    if not (before[-1].isalnum() or before[-1] in "»)"):
        return " "
    return ". " if after[0].isupper() else "; "


def _quoted(blocks: list[Element]) -> list[Element]:
    """Put the marks of a quotation around what is said."""
    lines = [block for block in blocks if block.tag == "p"]
    if lines and not words_of(lines[0]).startswith("«"):
        lines[0].text = "«" + (lines[0].text or "")
        say(lines[-1], "»")
    return blocks


def _described(picture: Element) -> list[Element]:
    """Return the words that stand for a drawing."""
    line = builder.P()
    say(line, picture.get("aria-label"))
    return [line] if tidied(line) else []


def _as_strong(block: Element) -> None:
    """Turn a heading into a paragraph of strong words."""
    inner = builder.STRONG()
    inner.text = block.text
    inner.extend(list(block))
    block.text = None
    block.tag = "p"
    block.append(inner)


def parsed(html: bytes) -> Element | None:
    """Return the element with the content of a page of the section, if it is one."""
    page = fromstring(html.decode("utf-8"))
    found = page.xpath('//*[contains(concat(" ", @class, " "), " md-content__inner ")]')
    return found[0] if found else None
