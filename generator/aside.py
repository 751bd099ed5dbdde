"""A second process that works beside the first one, where there is a processor for it.

What is asked of it is done in the order of asking; what it has not begun when the result is wanted
is done by the first one, so both have work to the end. Without a second process, or when it is gone
all of a sudden, the first one does everything itself when a result is wanted: results are always
the same.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from functools import cache, partial
from multiprocessing.process import BaseProcess
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

K = TypeVar("K")
P = ParamSpec("P")
R = TypeVar("R")

# A copy of a process knows all that the process knows. macOS has copies and warns of them.
HAS_COPIES = sys.platform == "linux"


class Aside(Generic[K]):
    """Takes work whose results are not wanted at once.

    Args:
        knowledge: What some of the work is done with; it is never sent.
        much: Whether there is enough to do to start a process for it.
    """

    def __init__(self, knowledge: K, *, much: bool = False) -> None:
        self._knowledge = knowledge
        self._pool: ProcessPoolExecutor | None = None
        self._children: set[BaseProcess] = set()
        if much:
            self.start()

    @property
    def is_there(self) -> bool:
        """Whether there is a second process."""
        return self._pool is not None

    def start(self) -> None:
        """Let there be a second process, where there is a processor for it."""
        if self._pool is None and _has_room():
            self._pool = _started(self._knowledge)

    def do(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> Callable[[], R]:
        """Have a piece of work done by whoever comes to it first.

        Args:
            work: A function that another process finds by its name.
            args: What it is given, fit to be sent.
            kwargs: The same.

        Returns:
            What waits for the result or the error; it may be asked again.
        """
        piece = partial(work, *args, **kwargs)
        return self._asked(piece, cache(piece))

    def do_knowing(
        self, work: Callable[Concatenate[K, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> Callable[[], R]:
        """Have a piece of work done whose first argument is the knowledge.

        What a process learns is its own: the other one learns it from results alone.
        """
        alone = cache(partial(work, self._knowledge, *args, **kwargs))
        return self._asked(partial(_knowing, work, *args, **kwargs), alone) if HAS_COPIES else alone

    def _asked(self, piece: Callable[[], R], alone: Callable[[], R]) -> Callable[[], R]:
        if self._pool is None:
            return alone
        others = set(multiprocessing.active_children())
        try:
            with warnings.catch_warnings():
                # Python fears for locks of other threads: that of a waiting sign on the screen
                # is the only one, and the copy shows nothing.
                warnings.simplefilter("ignore", DeprecationWarning)
                future = self._pool.submit(piece)
        except (BrokenExecutor, OSError):
            self.close()
            return alone
        self._children |= set(multiprocessing.active_children()) - others
        return partial(_waited, future, alone)

    def close(self) -> None:
        """End the second process, whatever it is doing."""
        if self._pool is None:
            return
        pool, self._pool = self._pool, None
        for child in self._children:
            child.terminate()
        # The pool sees that the process is gone and lets go of everything it had for it.
        pool.shutdown(cancel_futures=True)


def _has_room() -> bool:
    """Tell whether there is a processor to spare.

    A thread of a server starts nothing, nor does a second process.
    """
    usable = len(os.sched_getaffinity(0)) if HAS_COPIES else os.cpu_count() or 1
    is_first = multiprocessing.parent_process() is None
    return usable > 1 and is_first and threading.current_thread() is threading.main_thread()


def _started(knowledge: object) -> ProcessPoolExecutor:
    """Return a pool of one process, which begins with the first piece of work."""
    return ProcessPoolExecutor(
        max_workers=1,
        mp_context=multiprocessing.get_context("fork" if HAS_COPIES else "spawn"),
        initializer=_begin,
        initargs=(knowledge if HAS_COPIES else None,),
    )


def _waited(future: Future[R], alone: Callable[[], R]) -> R:
    if future.cancel():
        return alone()
    try:
        return future.result()
    except BrokenExecutor:
        return alone()


_known: Any = None
"""The knowledge, in the second process."""


def _begin(knowledge: object) -> None:
    global _known  # noqa: PLW0603 -- a process is given it once, when it begins
    _known = knowledge
    # Ctrl+C is for the first process, and that one ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _knowing(work: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    return work(_known, *args, **kwargs)
