"""The last touch on a page Material has made: valid markup and a strict content policy."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache

_SCRIPT, _SCRIPT_END = "<script", "</script>"
_HEAD = '<meta charset="utf-8">'
_POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")
# HTML knows no autocomplete of a checkbox; the line stands outside of what a theme may replace.
_TOGGLE = '<input class="md-toggle"'
_SUGGESTING = re.compile(rf"({_TOGGLE}[^>]*?) autocomplete=\"off\"")
# Browsers differ in whether a file from the disk is 'self'; on the web «file:» lets nothing in.
_OWN = "'self' file:"


def finished(html: str, *, guarded: bool = True) -> str:
    """Return a page as it is published.

    Args:
        html: A whole page as MkDocs has made it.
        guarded: Whether the page gets its policy; a page of ``mkdocs serve`` does without.

    Returns:
        The page with its policy as the first thing after the encoding.
    """
    # A pattern is slow on a long page; toggles stand at its beginning.
    end = html.find(">", html.rfind(_TOGGLE))
    mended = _SUGGESTING.sub(r"\1", html[:end]) + html[end:]
    if not guarded:
        return mended
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_policy(mended)}">'
    return mended.replace(_HEAD, _HEAD + meta, 1)


def without_policy(html: str) -> str:
    """Return a page that a preview may put its own scripts into."""
    return _POLICY.sub("", html, count=1)


def _policy(html: str) -> str:
    """Let in what lies beside the page, and the scripts written into it, word for word."""
    hashes = " ".join(dict.fromkeys(f"'sha256-{_digest(code)}'" for code in _scripts(html)))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_OWN} {hashes}".rstrip(),
            f"style-src {_OWN} 'unsafe-inline'",
            f"img-src {_OWN} data:",
            f"font-src {_OWN}",
            f"media-src {_OWN}",
            f"connect-src {_OWN}",
            f"worker-src {_OWN}",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


def _scripts(html: str) -> Iterator[str]:
    """Yield the scripts written into a page."""
    start = html.find(_SCRIPT)
    while start >= 0:
        inside = html.find(">", start) + 1
        end = html.find(_SCRIPT_END, inside)
        if not inside or end < 0:
            return
        if "src=" not in html[start:inside]:
            yield html[inside:end]
        start = html.find(_SCRIPT, end)


@lru_cache(maxsize=64)
def _digest(code: str) -> str:
    return b64encode(hashlib.sha256(code.encode()).digest()).decode()
