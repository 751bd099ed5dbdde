"""Templates compiled once: Jinja writes a Python program of each, and that is half of a build.

Programs lie where Python keeps those of our own modules, so the first build of a school finds what
any other school's build has left; where Python keeps none, in the school's own cache.
"""

from __future__ import annotations

import io
import os
import sys
from functools import cached_property
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from generator.cache import Cache, key_of, program

_ROOM = "templates"
_MOST = 1000


def compile_once(environment: Environment, cache: Cache) -> None:
    """Let an environment take programs of its templates from the cache.

    Call it when the environment has all its filters and extensions: they are part of the key.

    Args:
        environment: The environment of one kind of templates.
        cache: Keeps programs by the text of the template and its name where Python keeps none.
    """
    kept = _beside_modules() or cache
    environment.bytecode_cache = _Programs(environment, kept)
    kept.tidy(_ROOM, _MOST)


def _beside_modules() -> Cache | None:
    folder = Path(cache_from_source(__file__)).parent
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    return Cache(folder)


class _Programs(BytecodeCache):
    """Jinja's own key tells the name of a template; this one tells all a program depends on.

    Jinja computes what is constant while it compiles, filters included, so code of filters
    (:func:`generator.cache.program`) and options of the environment are in the key too.
    """

    def __init__(self, environment: Environment, cache: Cache) -> None:
        self._environment = environment
        self._cache = cache

    @cached_property
    def _options(self) -> str:
        known = self._environment
        return repr(
            (
                type(known).__qualname__,
                [getattr(known, name) for name in _OPTIONS],
                known.autoescape,
                getattr(known.finalize, "__qualname__", None),
                known.undefined.__qualname__,
                sorted(known.extensions),
                sorted(known.filters),
                sorted(known.tests),
            )
        )

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return what is kept of a template, as if it had been compiled in its present place."""
        bucket = super().get_bucket(environment, name, filename, source)
        if isinstance(bucket.code, CodeType):
            bucket.code = _moved(bucket.code, filename or "<template>")
        return bucket

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return a key of a template but for its text; where it stands is no matter."""
        return key_of(program(), self._options, name)

    def get_source_checksum(self, source: str) -> str:
        """Return what the key says of the text."""
        return key_of(source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if the program was kept."""
        if kept := self._cache.kept(_ROOM, key_of(bucket.key, bucket.checksum)):
            bucket.load_bytecode(io.BytesIO(kept))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a program."""
        self._cache.keep(_ROOM, key_of(bucket.key, bucket.checksum), bucket.bytecode_to_string())


def _moved(code: CodeType, place: str) -> CodeType:
    """Return a program whose errors name a template's present place."""
    inner = tuple(_moved(c, place) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_filename=place, co_consts=inner)


_OPTIONS = (
    "block_start_string",
    "block_end_string",
    "variable_start_string",
    "variable_end_string",
    "comment_start_string",
    "comment_end_string",
    "line_statement_prefix",
    "line_comment_prefix",
    "trim_blocks",
    "lstrip_blocks",
    "newline_sequence",
    "keep_trailing_newline",
    "optimized",
    "is_async",
)
