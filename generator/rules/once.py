"""What is asked of the records many times in a run, and counted once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from generator.model.registry import Registry

P = ParamSpec("P")
T = TypeVar("T")


def once(count: Callable[Concatenate[Registry, P], T]) -> Callable[Concatenate[Registry, P], T]:
    """Remember what a pure function has found, as long as the registry lives.

    Args:
        count: A function of the registry and of values that never change: a year, a day. What it
            returns never changes either.
    """

    @wraps(count)
    def remembered(registry: Registry, /, *args: P.args, **kwargs: P.kwargs) -> T:
        known = registry.remembered.setdefault(count, {})
        asked = (args, tuple(sorted(kwargs.items())))
        if asked not in known:
            known[asked] = count(registry, *args, **kwargs)
        found: T = known[asked]
        return found

    return remembered
