"""S3 and what speaks like it: object storages of Russian clouds among others."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store as Bucket

from generator.publish.refusals import RefusedError, dropped, forbidden, no_room, wrong_password
from generator.publish.stores.base import Store

_PATIENCE = timedelta(minutes=5)
"""One request with a big file over a slow school line."""
_TEXTS = {"text/html", "text/css", "text/plain", "text/javascript", "application/javascript"}
# What a computer thinks of an ending depends on its settings; a site's types should not.
_TYPES = mimetypes.MimeTypes()
_KNOWN = {
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
    ".map": "application/json",
}
_LOST_KEYS = ("InvalidAccessKeyId", "SignatureDoesNotMatch", "401", "InvalidToken")
_SHOWN = 120
_FULL = ("QuotaExceeded", "EntityTooLarge", "507", "No space", "StorageFull")


class S3Store(Store):
    """One bucket; an object is put whole or not at all by the storage itself.

    Args:
        endpoint: Address of the storage: ``https://storage.yandexcloud.net``.
        bucket: The bucket's name.
        root: Folder of the section in the bucket; may be empty.
        user: Identifier of the key.
        password: The secret key.
        region: Region that signatures name.
    """

    def __init__(
        self, endpoint: str, bucket: str, root: str, user: str, password: str, region: str
    ) -> None:
        self._server, self._user = endpoint, user
        self._root = root.strip("/")
        self._store = Bucket(
            bucket,
            endpoint=endpoint,
            access_key_id=user,
            secret_access_key=password,
            region=region,
            virtual_hosted_style_request=False,
            client_options={"allow_http": endpoint.startswith("http://"), "timeout": _PATIENCE},
            # Tries again are counted in one place, and not here.
            retry_config={"max_retries": 0},
        )

    def read(self, path: str) -> bytes | None:
        """Return the bytes of an object, or ``None`` when there is none."""
        with self._told(path):
            try:
                return bytes(obstore.get(self._store, self._at(path)).bytes())
            except FileNotFoundError:
                return None

    def write(self, path: str, content: bytes) -> None:
        """Put an object with its type, so that a browser shows it."""
        with self._told(path):
            obstore.put(
                self._store,
                self._at(path),
                content,
                attributes={"Content-Type": content_type(path)},
                use_multipart=False,
            )

    def delete(self, path: str) -> None:
        """Remove an object; one that is not there is no error."""
        with self._told(path):
            try:
                obstore.delete(self._store, self._at(path))
            except FileNotFoundError:
                return

    def names(self, folder: str) -> list[str]:
        """Return the names of the objects and the folders in a folder."""
        with self._told(folder):
            try:
                listed = obstore.list_with_delimiter(self._store, self._at(folder) or None)
            except FileNotFoundError:
                return []
        found = [meta["path"] for meta in listed["objects"]] + list(listed["common_prefixes"])
        return sorted(path.rstrip("/").rpartition("/")[2] for path in found)

    def close(self) -> None:
        """Do nothing: the storage keeps no sessions."""

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}" if self._root and path else self._root or path

    @contextmanager
    def _told(self, path: str) -> Iterator[None]:
        """Put what the storage says into our words."""
        try:
            yield
        except FileNotFoundError:
            raise
        except (BaseError, OSError) as error:
            raise self._refusal(error, path) from error

    def _refusal(self, error: Exception, path: str) -> RefusedError:
        words = str(error)
        if isinstance(error, UnauthenticatedError) or any(sign in words for sign in _LOST_KEYS):
            return wrong_password(self._user)
        if "NoSuchBucket" in words:
            hint = "впишите в «бакет» имя из кабинета хостинга или заведите там бакет"
            return RefusedError("в хранилище нет такого бакета", hint)
        if isinstance(error, PermissionDeniedError):
            return forbidden(path, "ключу не разрешена запись в бакет")
        if any(sign in words for sign in _FULL):
            return no_room(path)
        return dropped(self._server, words.splitlines()[0][:_SHOWN])


def content_type(path: str) -> str:
    """Return the type of a file by its ending, the same on every computer."""
    ending = path[path.rfind(".") :].lower() if "." in path else ""
    kind = _KNOWN.get(ending) or _TYPES.types_map[True].get(ending) or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind in _TEXTS else kind
