"""Who may speak to the desk: the browser it opened, from its own pages, and nobody else.

Any page on the Internet can make a browser send requests to 127.0.0.1, and a foreign name can be
made to lead there (DNS rebinding). So a request must name our address in ``Host``, carry the
cookie that only the first, secret address gives, and, if it changes anything, come from our own
page with its token.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
PREVIEW_POLICY = HEADERS["Content-Security-Policy"].replace(
    "base-uri 'none'", "base-uri 'self'; style-src-attr 'unsafe-inline'"
)
"""Pages of the section set widths of bars in ``style`` attributes; scripts stay forbidden."""


class RefusedError(Exception):
    """A request that is none of ours; the message says why, in Russian."""


class Guard:
    """Secrets of one run.

    Args:
        port: The port the desk listens on.

    Attributes:
        key: The secret of the first address.
        cookie: Name of the cookie; cookies of one computer do not tell ports apart.
        token: What every form carries.
    """

    def __init__(self, port: int) -> None:
        self.key = secrets.token_urlsafe(32)
        self.cookie = f"nastavnik-desk-{port}"
        self._pass = secrets.token_urlsafe(32)
        self.token = hmac.new(self._pass.encode(), b"form", hashlib.sha256).hexdigest()
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    @property
    def pass_(self) -> str:
        """The cookie's value."""
        return self._pass

    def opens(self, key: str) -> bool:
        """Tell whether a key is that of the first address."""
        return hmac.compare_digest(key.encode(), self.key.encode())

    def check_host(self, host: str) -> None:
        """Refuse a request that came under a foreign name.

        Raises:
            RefusedError: When the name is not ours.
        """
        if host not in self._hosts:
            raise RefusedError("страница открыта под чужим адресом")

    def check_pass(self, cookie: str, fetch_site: str) -> None:
        """Refuse a request of a browser that did not begin with the secret address.

        Raises:
            RefusedError: When the cookie is absent or another site asks.
        """
        if not hmac.compare_digest(cookie.encode(), self._pass.encode()):
            raise RefusedError("страницу открывают по адресу, который показала программа")
        if fetch_site not in {"", "same-origin", "none"}:
            raise RefusedError("запрос пришёл с чужой страницы")

    def check_change(self, host: str, origin: str | None, referer: str | None, token: str) -> None:
        """Refuse a change that was not sent by our own page.

        Raises:
            RefusedError: When the page is foreign or its form is not of this run.
        """
        source = origin if origin is not None else _origin_of(referer or "")
        if source != f"http://{host}":
            raise RefusedError("запрос пришёл с чужой страницы")
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            raise RefusedError("форма открыта до перезапуска программы; откройте её заново")


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
