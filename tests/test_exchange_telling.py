"""How a plan names cells: whole blocks, not hundreds of addresses."""

from __future__ import annotations

import pytest

from generator.exchange.tables import Place, letters
from generator.exchange.telling import ranges


@pytest.mark.parametrize(
    ("spots", "words"),
    [
        ([(4, 2)], "Л!B4"),
        ([(1, 1), (1, 2), (1, 3)], "Л!A1–C1"),
        ([(4, 2), (5, 2), (6, 2), (8, 2)], "Л!B4–B6, B8"),
        ([(y, x) for y in (1, 2, 3) for x in (1, 2, 3)], "Л!A1–C3"),
        ([(2, 27), (3, 27)], "Л!AA2–AA3"),
        ([(y, 1) for y in range(1, 41, 2)], "Л!A1, A3, A5, A7, A9, A11, A13, A15 и ещё 12"),
    ],
)
def test_neighbours_are_told_as_a_block(spots: list[tuple[int, int]], words: str) -> None:
    assert ranges([Place("Л", row, column) for row, column in spots]) == words


def test_columns_have_the_letters_of_excel() -> None:
    assert [letters(number) for number in (1, 26, 27, 52, 53, 702, 703)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"),
    ]
