"""Several connections that share the work, and mend themselves when a line drops."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Condition
from types import TracebackType
from typing import Self, TypeVar

from generator.publish.opening import Way
from generator.publish.refusals import DroppedError, RefusedError, lost
from generator.publish.stores.base import Store

A = TypeVar("A")
R = TypeVar("R")
_FIRST_PAUSE = 0.5


class Lines:
    """Connections to one target; may be opened again after they are closed.

    A server may allow fewer connections than we would like: then we do with what it gives.

    Args:
        way: How to get to the target.
    """

    def __init__(self, way: Way) -> None:
        self._way = way
        self._idle: list[Store] = []
        self._open = 0
        self._limit = way.connections
        self._changed = Condition()
        self._met = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        idle, self._idle, self._open = self._idle, [], 0
        for store in idle:
            # All is put by now: a goodbye that failed matters to nobody.
            with suppress(RefusedError):
                store.close()

    def do(self, work: Callable[[Store], R]) -> R:
        """Do one piece of work, again on a new line when the line drops.

        Raises:
            RefusedError: When the server refuses, or the line drops each time.
        """
        for attempt in range(self._way.retries + 1):
            try:
                with self._store() as store:
                    return work(store)
            except DroppedError:
                if attempt == self._way.retries:
                    raise
                time.sleep(_FIRST_PAUSE * 2**attempt)
        raise AssertionError

    def each(self, work: Callable[[Store, A], R], items: Iterable[A]) -> Iterator[R]:
        """Do a piece of work for each item over all the lines; yield results in the items' order.

        Raises:
            RefusedError: The first one met; work that has not begun is left undone.
        """
        pool = ThreadPoolExecutor(self._way.connections)
        try:
            begun = [pool.submit(self._do_with, work, item) for item in items]
            for future in begun:
                yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _do_with(self, work: Callable[[Store, A], R], item: A) -> R:
        return self.do(lambda store: work(store, item))

    @contextmanager
    def _store(self) -> Iterator[Store]:
        store = self._taken()
        try:
            yield store
        except BaseException:
            # Nobody knows in what state it is.
            with suppress(RefusedError):
                self._discard(store)
            raise
        with self._changed:
            self._idle.append(store)
            self._changed.notify()

    def _taken(self) -> Store:
        with self._changed:
            while not self._idle and self._open >= self._limit:
                self._changed.wait()
            if self._idle:
                return self._idle.pop()
            self._open += 1
        try:
            store = self._way.open()
        except BaseException as error:
            with self._changed:
                self._open -= 1
                self._changed.notify()
                fewer = isinstance(error, DroppedError) and self._open > 0
                if fewer:
                    self._limit = self._open
            if fewer:
                return self._taken()
            if isinstance(error, DroppedError) and self._met:
                raise lost(error) from error
            raise
        self._met = True
        return store

    def _discard(self, store: Store) -> None:
        with self._changed:
            self._open -= 1
            self._changed.notify()
        store.close()
