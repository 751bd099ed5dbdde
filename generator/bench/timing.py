"""Whole processes timed: by the clock, of the processor, the most memory."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

_KILOBYTES_IN_MEGABYTE = 1024


class BuildFailedError(Exception):
    """A build did not end well; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What one process took.

    Attributes:
        wall: Seconds by the clock.
        cpu: Seconds of all processors, of the process and of those it waited for.
        memory: The most megabytes it held at once; ``None`` where the system does not tell.
    """

    wall: float
    cpu: float
    memory: float | None


@dataclass(frozen=True, slots=True)
class Median:
    """The middle of several runs and their spread."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Median:
        """Return the median of values, one at least."""
        listed = list(values)
        return cls(statistics.median(listed), min(listed), max(listed))


def timed(command: Sequence[str], folder: Path, more: Mapping[str, str]) -> Spent:
    """Run a command to its end.

    Args:
        command: The program and its arguments.
        folder: Where to run it.
        more: Variables to add to the environment.

    Raises:
        BuildFailedError: When it ends with another code than 0.
    """
    with (folder / ".said").open("w+b") as said:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603
            command, cwd=folder, env=os.environ | more, stdout=said, stderr=subprocess.STDOUT
        )
        code, cpu, memory = _waited(process)
        wall = time.perf_counter() - start
        if code:
            said.seek(0)
            raise BuildFailedError(said.read().decode("utf-8", "replace"))
    return Spent(wall, cpu, memory)


if sys.platform == "win32":

    def _waited(process: subprocess.Popen[bytes]) -> tuple[int, float, float | None]:
        before = os.times()
        code = process.wait()
        after = os.times()
        children = after.children_user + after.children_system
        return code, children - before.children_user - before.children_system, None

else:

    def _waited(process: subprocess.Popen[bytes]) -> tuple[int, float, float | None]:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        held = used.ru_maxrss / _KILOBYTES_IN_MEGABYTE
        if sys.platform == "darwin":
            held /= _KILOBYTES_IN_MEGABYTE
        return process.returncode, used.ru_utime + used.ru_stime, held


def slope(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return the power of growth: 1 when twice the cases take twice the time, 2 when four times.

    The slope of the straight line through the logarithms, by least squares.

    Args:
        sizes: Cases, two different numbers at least.
        seconds: What each took.
    """
    return statistics.linear_regression(list(map(log, sizes)), list(map(log, seconds))).slope


def machine() -> str:
    """Return the computer in a line: processor, cores, memory, system, Python, how busy it is."""
    cores = os.cpu_count() or 1
    parts = [_processor(), f"ядер {cores}"]
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
        parts.append(f"память {memory:.0f} ГБ")
    parts += [f"{platform.system()} {platform.release()}", f"Python {platform.python_version()}"]
    if hasattr(os, "getloadavg"):
        parts.append(f"занятость перед началом {os.getloadavg()[0]:.1f}".replace(".", ","))
    return ", ".join(parts)


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()
