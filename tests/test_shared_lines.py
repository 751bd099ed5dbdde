"""A page is passed over by its lines only when a search of the whole page finds nothing too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.audit.decoding import pieces_of
from generator.audit.markup import is_whole, lines_of
from generator.audit.pages import Pages
from generator.audit.patterns import Known, known_contacts, met_in
from generator.audit.search import Search
from generator.audit.secrets import secrets_of
from generator.model.loading import load
from tests.tiny_school import tiny_school

TODAY = date(2026, 11, 20)
MENTEE = """
    ФИО: Ёлкина-Ли Софья Андреевна
    должность: учитель химии
    телефон: 8 (912) 345-67-89
    почта: s.yolkina@mail.example
    год рождения: 1991
    дата вхождения в программу: 01.09.2026
    основной запрос: Класс не слышит меня после звонка
    темы запроса: [disciplina]
    категория: молодой специалист
    затруднения: [Боюсь открытых уроков]
"""
SECRETS = (
    "Ёлкина-Ли Софья Андреевна",
    "софьей андреевной",
    "С. А. Ёлкиной-Ли",
    "Elkina-Li Sofia",
    "mentees/n13",
    "8 (912) 345-67-89",
    "+7 912 345 67 89",
    "s.yolkina@mail.example",
    "год рождения: 1991",
    "родилась 14.03.1991",
    "14.03.1991 г. р.",
    "112-233-445 95",
    "Класс не слышит меня после звонка",
    "боюсь открытых уроков",
)
FILLING = (
    "", " ", "</p>\n<p>", "<b>", "</b>", "<br>\n", "&shy;", "&nbsp;", "\u200b", "<!-- а -->",
    "<!--\n-->", "<i\n>", "\n", "</dt>\n<dd>", "<script>1</script>", "</li>\n\n   <li>\n ",
    '<img alt="', '">', "<style>", "</style>\n", "</script>\n", "-->\n", "&lt;b&gt;", "]]>\n",
    "<![CDATA[", "<td>8</td>\n",
    "Урок и ещё урок\n", "<p>2026</p>\n", "ꙮ", '<i title="', "<input value='", "'>",
    '<script type="application/ld+json">{"a": "', '"}</script>', "\\n", "\\u0430", "&#x430;",
    "<b title='<i>'>", "&amp;", "%20", "\u0338", "<p>—</p>\n", '<a href="tel:', "</", "д.\nр.",
)  # fmt: skip


@dataclass(frozen=True)
class Sought:
    """What is looked for in a school."""

    search: Search
    known: Known

    def stands_in(self, page: str) -> bool:
        """Search a whole page, whatever its lines are."""
        pieces = list(pieces_of("p.html", page.encode()))
        leaks = any(self.search.leaks_in(piece) for piece in pieces)
        return leaks or any(True for piece in pieces for _ in met_in(piece, self.known))


@pytest.fixture(scope="module")
def sought(tmp_path_factory: pytest.TempPathFactory) -> Sought:
    folder = tiny_school(tmp_path_factory.mktemp("school"), **{"mentees/n13": MENTEE})
    registry = load(folder)[0]
    return Sought(Search(secrets_of(registry, TODAY)), known_contacts(registry))


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Return a body with a secret, or a part of it, cut to pieces in any way."""
    secret = draw(st.sampled_from(SECRETS))
    cuts = sorted(draw(st.sets(st.integers(0, len(secret)), max_size=4)))
    parts = [secret[a:b] for a, b in zip([0, *cuts], [*cuts, len(secret)], strict=True)]
    if draw(st.booleans()):
        del parts[draw(st.integers(0, len(parts) - 1))]
    filling = st.lists(st.sampled_from(FILLING), max_size=3).map("".join)
    return "".join(draw(filling) + part for part in parts) + draw(filling)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(bodies(), min_size=1, max_size=5))
def test_no_page_with_a_secret_is_passed_over(sought: Sought, some: list[str]) -> None:
    pages = Pages(sought.search, sought.known)
    for body in some:
        page = f"<html>\n<body>\n<p>{body}</p>\n</body>\n</html>\n"
        assert not (pages.is_clean(page.encode()) and sought.stands_in(page)), page


@pytest.mark.parametrize("secret", SECRETS)
def test_lines_known_from_clean_pages_betray_together(sought: Sought, secret: str) -> None:
    pages = Pages(sought.search, sought.known)
    words = [f"<p>{word}</p>\n" for word in secret.split()]
    if len(words) == 1:
        assert not pages.is_clean("".join(words).encode())
        return
    for word in words:
        alone = f"<p>Урок</p>\n{word}<p>Урок</p>\n"
        assert pages.is_clean(alone.encode()) or sought.stands_in(alone)

    assert sought.stands_in("".join(words))
    assert not pages.is_clean("".join(words).encode())


def test_clean_pages_are_passed_over(sought: Sought) -> None:
    pages = Pages(sought.search, sought.known)
    page = "<p>Софья дала урок.</p>\n<p>Андреевна — отчество. Телефон: 8 (000) 555-05-05</p>\n"

    assert pages.is_clean(page.encode())
    assert pages.is_clean(page.replace("урок", "открытый урок").encode())


def test_lines_are_whole() -> None:
    source = '<p>А\nб</p>\n<a\nhref="x\n">В</a>\n<!-- г\n<b>\n-->\n<script>\n"</p>"\n</script>\nД'

    assert lines_of(source)[0] == [
        "<p>А",
        "б</p>",
        '<a\nhref="x\n">В</a>',
        "<!-- г\n<b>\n-->",
        '<script>\n"</p>"\n</script>',
        "Д",
    ]


@pytest.mark.parametrize("open_", ["<!-- ", "<script>", '<a title="', "<a title='<b>'>", "<p "])
def test_what_is_never_closed_is_the_last_line(open_: str) -> None:
    lines, _ = lines_of(f"<p>А</p>\n{open_}\nб\nв")

    assert lines == ["<p>А</p>", f"{open_}\nб\nв"]
    assert not is_whole(lines[-1])


@pytest.mark.parametrize(
    "body",
    [
        "8 (912</p>\n<p>\n) 345-67-89",
        "<dt>Дата\n\n   рождения</dt>\n<dd>\n  14.03.1991</dd>\n",
        "<td>8</td>\n   <td>(912)</td>\n\n   <td>345-67-89</td>\n",
        "<td>112</td>\n   <td>233-445</td>\n      <td>95</td>\n",
        "<p>Класс не</p>\n<p>\n<b>слышит меня</b>\n</p>\n<i>после звонка</i>\n",
    ],
)
def test_secret_over_lines_is_found(sought: Sought, body: str) -> None:
    assert not Pages(sought.search, sought.known).is_clean(body.encode())
    assert sought.stands_in(body)
