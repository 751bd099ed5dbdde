"""Links from texts to records: ``[Анна Викторовна](mentors/sokolova "наставница")``.

The words in quotes stand in when the person may not be named on the page. An id is taken as it
is typed, so that a wrong one is told of and never left in the text with the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

KINDS = ("mentors", "mentees", "pairs", "cases", "acts", "news")
_QUOTES = "\"'«»„“”"
LINK_SIGN = "]("
"""What stands in every text with a link."""
_LINK = re.compile(
    r"\[(?P<text>[^\[\]]*)\]\(\s*(?P<kind>" + "|".join(KINDS) + r")/(?P<id>[^\s()/\"'«»„“”]+)"
    rf"(?:\s+[{_QUOTES}](?P<instead>[^{_QUOTES}]*)[{_QUOTES}])?\s*\)"
)


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link to a record inside a text.

    Attributes:
        text: The words shown.
        kind: Folder of the record.
        id: The record's id.
        instead: Words to show when the record may not be named; empty when none were given.
        offset: Where the link begins in the text.
    """

    text: str
    kind: str
    id: str
    instead: str
    offset: int

    @property
    def key(self) -> str:
        """The record as texts refer to it."""
        return f"{self.kind}/{self.id}"


def links_in(text: str) -> Iterator[TextLink]:
    """Yield the links of a text in order."""
    for found in _LINK.finditer(text) if LINK_SIGN in text else ():
        yield _link(found)


def replace_links(text: str, replacement: Callable[[TextLink], str]) -> str:
    """Return the text with every link put through ``replacement``."""
    return _LINK.sub(lambda found: replacement(_link(found)), text) if LINK_SIGN in text else text


def _link(found: re.Match[str]) -> TextLink:
    return TextLink(
        found["text"], found["kind"], found["id"], found["instead"] or "", found.start()
    )
