"""What a visitor gets: the site's own address, asked after a publication."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import quote, urljoin

from generator.publish.manifest import Sum, sum_of

_PATIENCE = 30
_FOUR = 4
_GONE = {404, 410}


class UnreachableError(Exception):
    """Nobody answers at the address of the section."""


def visit(
    address: str, shown: Mapping[str, Sum], gone: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ask the site for files as a visitor's browser would.

    Args:
        address: Address of the section, ``http`` or ``https``.
        shown: Files that must be there.
        gone: Paths that must not be there any more.

    Returns:
        What is amiss: files that differ or are missing, and paths that still open.

    Raises:
        UnreachableError: When nobody answers at the address, so nothing can be compared.
    """
    base = address.rstrip("/") + "/"
    _knock(base)
    with ThreadPoolExecutor(_FOUR) as pool:
        paths = sorted(shown)
        got = pool.map(partial(_content, base), paths)
        wrong = [p for p, content in zip(paths, got, strict=True) if _differs(content, shown[p])]
        away = sorted(gone)
        still = pool.map(partial(_content, base), away)
        return tuple(wrong), tuple(p for p, c in zip(away, still, strict=True) if c is not None)


def _knock(base: str) -> None:
    try:
        with _asked(base):
            return
    except urllib.error.HTTPError:
        return
    except OSError as error:
        raise UnreachableError(base) from error


def _asked(address: str) -> http.client.HTTPResponse:
    headers = {"Cache-Control": "no-cache", "User-Agent": "nastavnik"}
    # The settings take http and https alone.
    request = urllib.request.Request(address, headers=headers)  # noqa: S310
    answer: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=_PATIENCE)  # noqa: S310
    return answer


def _differs(content: bytes | None, wanted: Sum) -> bool:
    return content is None or sum_of(content) != wanted


def _content(base: str, path: str) -> bytes | None:
    """Return what the site gives, or ``None`` when it says that there is nothing."""
    try:
        with _asked(urljoin(base, quote(path))) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return None if error.code in _GONE else b""
    except OSError:
        return b""


def amiss(wrong: tuple[str, ...], still: tuple[str, ...]) -> Iterator[str]:
    """Yield what to tell the curator of a visit."""
    for path in wrong:
        yield f"сайт отдаёт не то, что отправлено: {path}; возможно, дело в кэше хостинга"
    for path in still:
        yield f"на сайте ещё открывается снятое: {path}"
