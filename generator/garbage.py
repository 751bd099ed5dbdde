"""Python's search for garbage, put off where a million objects are made and all live on."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_garbage(*, last: bool = False) -> Iterator[None]:
    """Keep Python from looking for garbage meanwhile.

    Args:
        last: Whether the process is about to end: nor is what was made looked through later.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if last:
            gc.freeze()
        if was_on:
            gc.enable()


def leave_at_once(code: object) -> None:
    """End the process, and let the system take its memory: Python takes it apart bit by bit.

    What was to be done at the end is done. With other threads about, or nobody to read what is
    printed, the process goes on to its usual end.

    Args:
        code: What :class:`SystemExit` has brought.
    """
    if threading.active_count() > 1 or not isinstance(code, (int, type(None))):
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    atexit._run_exitfuncs()
    os._exit(code or 0)
