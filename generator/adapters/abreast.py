"""Work given to a second process while this one does the rest."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

T = TypeVar("T")
# A copy of this process would have its locks and not its threads; Windows knows this way only.
_PROCESSES = multiprocessing.get_context("spawn")


def has_hands() -> bool:
    """Tell whether this computer can do two things at once."""
    affinity = getattr(os, "sched_getaffinity", None)
    return (len(affinity(0)) if affinity else os.cpu_count() or 1) > 1


class Answer(Generic[T]):
    """What the other process is going to say."""

    def __init__(self, ear: Connection) -> None:
        self._ear = ear

    def wait(self) -> T | None:
        """Return the result; ``None`` when there is none, and the work is still to be done."""
        try:
            answer: T = self._ear.recv()
        except (EOFError, OSError):
            return None
        return answer


@contextmanager
def beside(work: Callable[..., T], *arguments: object) -> Iterator[Answer[T]]:
    """Let another process do a piece of work; whatever it does afterwards is stopped.

    A failure is not handed over: who waits does the work anew and meets it at home.

    Args:
        work: A function of a module, and safe to be stopped at any moment.
        arguments: What it is given; they are copied, and so is its result.
    """
    ear, mouth = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_answer, args=(mouth, work, arguments), daemon=True)
    with _without_interrupts():
        process.start()
    mouth.close()
    try:
        yield Answer(ear)
    finally:
        process.terminate()
        process.join()
        ear.close()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Start a process that leaves Ctrl+C to this one, which hears of it a moment later."""
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    before = mask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)


def _answer(mouth: Connection, work: Callable[..., Any], arguments: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(Exception):
        mouth.send(work(*arguments))
