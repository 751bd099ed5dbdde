"""YAML as an editor reads it: the core schema of YAML 1.2, where ``да`` and ``yes`` are texts."""

from __future__ import annotations

import re
from typing import Any

import yaml

_NULL = re.compile("^(?:~|null|Null|NULL|)$")
_BOOL = re.compile("^(?:true|True|TRUE|false|False|FALSE)$")
_INT = re.compile("^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$")
_FLOAT = re.compile(
    r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$"
)
_TAG = "tag:yaml.org,2002:"


class _CoreLoader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}


def _int(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)


def _float(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> float:
    return float(loader.construct_scalar(node).replace(".inf", "inf").replace(".nan", "nan"))


for _kind, _shape, _first in (
    ("null", _NULL, ["~", "n", "N", ""]),
    ("bool", _BOOL, list("tTfF")),
    ("int", _INT, list("-+0123456789")),
    ("float", _FLOAT, list("-+.0123456789")),
):
    _CoreLoader.add_implicit_resolver(f"{_TAG}{_kind}", _shape, _first)
_CoreLoader.add_constructor(f"{_TAG}int", _int)
_CoreLoader.add_constructor(f"{_TAG}float", _float)


def core_load(text: str) -> Any:
    """Parse YAML as the language server does; an empty file is an empty record."""
    found = yaml.load(text.removeprefix("\ufeff"), Loader=_CoreLoader)
    return {} if found is None else found
