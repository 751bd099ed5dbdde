"""What sending asks of a place: a few verbs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable


class Store(ABC):
    """One connection to a target; paths are relative to the section's folder there.

    Every verb may raise :class:`~generator.publish.refusals.RefusedError`, and
    :class:`~generator.publish.refusals.DroppedError` when trying again is worth while.
    """

    @abstractmethod
    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, or ``None`` when there is none."""

    @abstractmethod
    def write(self, path: str, content: bytes) -> None:
        """Put a file: a visitor sees the old bytes or the new ones, never a part."""

    @abstractmethod
    def delete(self, path: str) -> None:
        """Remove a file; one that is not there is no error."""

    @abstractmethod
    def names(self, folder: str) -> list[str]:
        """Return the names in a folder; a folder that is not there has none."""

    def settle(self) -> None:  # noqa: B027 -- most stores have nothing to do
        """Put down what is still held, if every file was not put at once."""

    @abstractmethod
    def close(self) -> None:
        """End the connection; what was put and settled is there for good."""


class RemoteStore(Store):
    """A store whose folders must be made before files are put into them.

    Args:
        server: The server's name.
        root: The section's folder there; made when it is missing.
    """

    def __init__(self, server: str, root: str) -> None:
        self._server, self._root = server, root.rstrip("/")
        self._made: set[str] = set()

    @abstractmethod
    def make(self, folder: str) -> None:
        """Make one folder, named from the server's root; one that is there is no error."""

    def at(self, path: str) -> str:
        """Return a path as the server knows it."""
        return f"{self._root}/{path}" if self._root and path else self._root or path

    def make_folders(self, folder: str) -> None:
        """Make a folder of the section and all above it."""
        if folder in self._made:
            return
        if folder:
            self.make_folders(folder.rpartition("/")[0])
            self.make(self.at(folder))
        else:
            parts = self._root.split("/")
            for count in range(len(parts)):
                if step := "/".join(parts[: count + 1]):
                    self.make(step)
        self._made.add(folder)


Opener = Callable[[], Store]
"""Opens a new connection."""


def read(store: Store, path: str) -> bytes | None:
    """Return the bytes of a file of a store, or ``None`` when there is none."""
    return store.read(path)


def settle(store: Store) -> None:
    """Let a store put down what it still holds."""
    store.settle()


def delete(store: Store, path: str) -> None:
    """Remove a file of a store."""
    store.delete(path)


def names(store: Store, folder: str) -> list[str]:
    """Return the names in a folder of a store."""
    return store.names(folder)
