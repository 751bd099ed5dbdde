"""How internal pages call pairs and people."""

from __future__ import annotations

from generator.model.pair import Pair
from generator.model.registry import Registry
from generator.rules.names import Name


def short_name(full_name: str) -> str:
    """Return «Соколова А. В.»."""
    return Name.parse(full_name).short


def couple(registry: Registry, mentor: str, mentee: str) -> str:
    """Return the same title for two people who are no pair yet, by their ids."""
    names = registry.mentors[mentor].full_name, registry.mentees[mentee].full_name
    return " — ".join(map(short_name, names))


def pair_title(registry: Registry, pair: Pair) -> str:
    """Return «Соколова А. В. — Орлов И. С.»."""
    mentees = ", ".join(short_name(mentee.full_name) for mentee in registry.mentees_of(pair))
    return f"{short_name(registry.mentor_of(pair).full_name)} — {mentees}"
