"""Tables written in Markdown: a frame for the keyboard, every cell told by its header."""

from __future__ import annotations

from generator.render.tables import framed_tables

_TABLE = (
    "<p>Вот:</p><table>\n<thead>\n<tr><th>Документ</th><th>«Кто» & <em>когда</em></th></tr>\n"
    "</thead>\n<tbody>\n<tr><td>Анкета</td><td style='text-align:left'>до <b>банка</b></td></tr>\n"
    "</tbody>\n</table><p>После.</p>"
)


def test_cells_are_told_by_their_headers_and_the_first_is_the_title() -> None:
    html = framed_tables(_TABLE)
    assert "<td>Анкета</td>" in html
    label = 'data-label="«Кто» &amp; когда"'
    assert f"<td style='text-align:left' {label}><span>до <b>банка</b></span></td>" in html
    assert html.count('<th scope="col">') == 2


def test_every_table_has_a_region_of_its_own_and_the_text_around_stays() -> None:
    html = framed_tables(_TABLE + _TABLE)
    assert [html.count(f'aria-label="Таблица {number}"') for number in (1, 2, 3)] == [1, 1, 0]
    assert html.startswith("<p>Вот:</p><div ")
    assert html.endswith("</table></div><p>После.</p>")


def test_text_without_tables_is_left_as_it_is() -> None:
    assert framed_tables("<p>Таблиц нет.</p>") == "<p>Таблиц нет.</p>"
