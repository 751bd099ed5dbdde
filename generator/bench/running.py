"""Every builder on every size, again and again, and the table of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from generator.bench.builders import HUGO_DATA, MATERIAL, OURS, Absent, Builder
from generator.bench.timing import BuildFailedError, Median, Spent, slope


class Occasion(StrEnum):
    """What has happened before a build."""

    COLD = "из пустоты"
    EDITED = "правка кейса"
    SAME = "без правок"


Runs = dict[Occasion, list[Spent]]


@dataclass(slots=True)
class Measured:
    """What a bench has found.

    Attributes:
        runs: By the builder's name and the number of cases.
        failed: What went wrong, by the same.
    """

    runs: dict[tuple[str, int], Runs] = field(default_factory=dict)
    failed: dict[tuple[str, int], str] = field(default_factory=dict)

    def wall(self, name: str, size: int, occasion: Occasion) -> Median | None:
        """Return seconds by the clock."""
        return self._median(name, size, occasion, lambda spent: spent.wall)

    def cpu(self, name: str, size: int, occasion: Occasion) -> Median | None:
        """Return seconds of the processors."""
        return self._median(name, size, occasion, lambda spent: spent.cpu)

    def memory(self, name: str, size: int) -> Median | None:
        """Return the most megabytes of a build from nothing."""
        return self._median(name, size, Occasion.COLD, lambda spent: spent.memory)

    def _median(
        self, name: str, size: int, occasion: Occasion, what: Callable[[Spent], float | None]
    ) -> Median | None:
        runs = self.runs.get((name, size), {}).get(occasion, [])
        values = [value for spent in runs if (value := what(spent)) is not None]
        return Median.of(values) if values else None


def measure(
    builders: Sequence[Builder],
    sizes: Sequence[int],
    times: int,
    scratch: Path,
    tell: Callable[[str], None],
) -> Measured:
    """Let every builder build every size so many times.

    Builders take turns, so that a computer that is busy for a while is busy for all of them.

    Args:
        builders: Who builds.
        sizes: Numbers of cases.
        times: How many times.
        scratch: A folder to work in; a folder for each builder and size is made there.
        tell: Called before each build with what it is.
    """
    found = Measured()
    for size in sizes:
        folders = {builder.name: scratch / f"{size}-{n}" for n, builder in enumerate(builders)}
        for builder in builders:
            folders[builder.name].mkdir(parents=True)
            builder.write(folders[builder.name], size)
        for number in range(1, times + 1):
            for builder in builders:
                key = builder.name, size
                if key in found.failed:
                    continue
                tell(f"{builder.name}, кейсов {size}, раз {number} из {times}")
                try:
                    runs = found.runs.setdefault(key, {occasion: [] for occasion in Occasion})
                    for occasion, spent in _turn(builder, folders[builder.name], number):
                        runs[occasion].append(spent)
                except (BuildFailedError, OSError) as error:
                    found.failed[key] = str(error).strip()[-400:]
    return found


def _turn(builder: Builder, folder: Path, number: int) -> Iterator[tuple[Occasion, Spent]]:
    builder.forget(folder)
    yield Occasion.COLD, builder.build(folder)
    words = builder.edit(folder, number)
    yield Occasion.EDITED, builder.build(folder)
    if not builder.shows(folder, words):
        raise BuildFailedError(f"на странице кейса нет слов «{words}»")
    yield Occasion.SAME, builder.build(folder)


def report(
    found: Measured,
    builders: Sequence[Builder],
    absent: Sequence[Absent],
    sizes: Sequence[int],
    times: int,
    about: tuple[date, str],
) -> str:
    """Return the table in Markdown.

    Args:
        found: What was measured.
        builders: Who built, in the order of the lines.
        absent: Who was not there.
        sizes: Numbers of cases.
        times: How many times each was built.
        about: The day and the computer.
    """
    day, computer = about
    lines = [f"{day:%d.%m.%Y}. {computer}. Раз: {times}; медианы, в скобках разброс.", ""]
    for size in sizes:
        lines += [*_table(found, builders, size), ""]
        lines += [*_ratios(found, size), ""]
    lines += [*_growth(found, builders, sizes), ""]
    lines += [f"Не измерен: {one.name}; поставить: {one.remedy}." for one in absent]
    lines += [
        f"Не собрал: {name}, кейсов {size}: {why}" for (name, size), why in found.failed.items()
    ]
    return "\n".join(lines).strip() + "\n"


def _table(found: Measured, builders: Sequence[Builder], size: int) -> Iterator[str]:
    heads = [f"{occasion}, {how}" for occasion in Occasion for how in ("с", "процессор")]
    yield f"| Кейсов {size} | {' | '.join(heads)} | память, МБ |"
    yield "|---" + "|--:" * 7 + "|"
    for builder in builders:
        cells = [
            _cell(median)
            for occasion in Occasion
            for median in (
                found.wall(builder.name, size, occasion),
                found.cpu(builder.name, size, occasion),
            )
        ]
        memory = found.memory(builder.name, size)
        cells.append(f"{memory.middle:.0f}" if memory else "–")
        yield f"| {builder.name} | {' | '.join(cells)} |"


def _cell(median: Median | None) -> str:
    if median is None:
        return "–"
    spread = f" ({_number(median.least)}–{_number(median.most)})"
    return _number(median.middle) + (spread if median.least < median.most else "")


def _ratios(found: Measured, size: int) -> Iterator[str]:
    """Yield our times as parts of Hugo's full build from the same data, and of Material's."""
    for title, how in (("по часам", found.wall), ("по процессору", found.cpu)):
        cold, hugo = how(OURS, size, Occasion.COLD), how(HUGO_DATA, size, Occasion.COLD)
        parts = [
            f"{occasion} {_number(mine.middle / hugo.middle)} от Hugo из данных"
            for occasion in Occasion
            if hugo and (mine := how(OURS, size, occasion))
        ]
        material = how(MATERIAL, size, Occasion.COLD)
        if material and cold:
            parts.append(
                f"из пустоты быстрее mkdocs-material в {_number(material.middle / cold.middle)}"
            )
        if parts:
            yield f"- {title}: {'; '.join(parts)}"
    held, hugos = found.memory(OURS, size), found.memory(HUGO_DATA, size)
    if held and hugos:
        yield f"- память: {_number(held.middle / hugos.middle)} от Hugo из данных"


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _growth(found: Measured, builders: Sequence[Builder], sizes: Sequence[int]) -> Iterator[str]:
    """Yield the power of growth of each builder's processor time from nothing."""
    powers: Mapping[str, float] = {
        builder.name: slope([size for size, _ in points], [spent for _, spent in points])
        for builder in builders
        if len(
            points := [
                (size, median.middle)
                for size in sizes
                if (median := found.cpu(builder.name, size, Occasion.COLD))
            ]
        )
        > 1
    }
    if powers:
        listed = "; ".join(f"{name} {_number(power)}" for name, power in powers.items())
        yield f"Степень роста (1 — вдвое больше кейсов, вдвое дольше): {listed}."
