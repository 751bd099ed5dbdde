"""What others see of the section: feeds, the sitemap, cards, schema.org, addresses it has left."""

from __future__ import annotations

import gzip
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from generator.adapters.building import build
from generator.diagnostics import DataError
from generator.render.banded import packed
from tests.browsing import LOST, hosted, visitor
from tests.conftest import copy_school

HOME = "https://school5.example/nastavnichestvo/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CASE, MENTOR = "cases/opyty-bez-laboranta.html", "mentors/sokolova.html"
NEWS = "news/2026-10-pary-nachali-rabotu.html"
MOST_CARD = 60_000


class Head(HTMLParser):
    """Properties, links and data of a page's head."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.properties: dict[str, str] = {}
        self.links: list[dict[str, str]] = []
        self.data: list[Any] = []
        self._is_data = False
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta" and "property" in found:
            self.properties[found["property"]] = found["content"]
        elif tag == "link":
            self.links.append(found)
        self._is_data = found.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._is_data and data.strip():
            self.data.extend(json.loads(data)["@graph"])


def pages(site: Path) -> set[str]:
    found = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    return {HOME + page for page in found if page != LOST}


def dates(folder: Path, key: str) -> int:
    return sum(f"\n{key}: " in f.read_text(encoding="utf-8") for f in folder.glob("*.yml"))


# Feeds


def rss(site: Path) -> dict[str, ET.Element]:
    root = ET.parse(site / "feed.xml").getroot()
    return {item.findtext("link", ""): item for item in root.iter("item")}


def test_feeds_tell_of_every_case_and_news_item(public_site: Path, demo: Path) -> None:
    items = rss(public_site)
    atom = ET.parse(public_site / "atom.xml").getroot()
    feed = json.loads((public_site / "feed.json").read_text(encoding="utf-8"))
    expected = dates(demo / "data/news", "дата") + dates(demo / "data/cases", "опубликован")
    assert len(items) == expected
    assert items.keys() == {e.findtext(f"{ATOM}id") for e in atom.iter(f"{ATOM}entry")}
    assert items.keys() == {item["url"] for item in feed["items"]}
    assert items.keys() <= pages(public_site)
    assert {f"{HOME}{CASE}", f"{HOME}{NEWS}"} <= items.keys()


def test_feeds_are_as_their_readers_want_them(public_site: Path) -> None:
    channel = ET.parse(public_site / "feed.xml").getroot().find("channel")
    assert channel is not None
    assert channel.findtext("language") == "ru"
    links = {
        file: ET.parse(public_site / file).getroot().find(f".//{ATOM}link[@rel='self']")
        for file in ("feed.xml", "atom.xml")
    }
    assert {name: link.attrib["href"] for name, link in links.items() if link is not None} == {
        name: HOME + name for name in links
    }
    feed = json.loads((public_site / "feed.json").read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    moments = [item["date_published"] for item in feed["items"]]
    assert moments == sorted(moments, reverse=True)
    # A feed changes with what it tells of, not with the day of the build.
    assert "20 Nov 2026" not in (public_site / "feed.xml").read_text(encoding="utf-8")


def test_every_page_names_the_feeds(public_site: Path) -> None:
    found = [
        link["href"]
        for link in Head(public_site / CASE).links
        if link["rel"].strip() == "alternate"
    ]
    assert found == ["../feed.xml", "../atom.xml", "../feed.json"]


# The sitemap


def test_sitemap_names_real_pages_alone_and_days_it_knows(public_site: Path) -> None:
    content = (public_site / "sitemap.xml").read_bytes()
    assert gzip.decompress((public_site / "sitemap.xml.gz").read_bytes()) == content
    root = ET.fromstring(content)
    days = {url.findtext(f"{MAP}loc", ""): url.findtext(f"{MAP}lastmod") for url in root}
    assert days.keys() == pages(public_site)
    assert days[HOME + CASE] == "2026-09-14"
    assert days[HOME + "programme.html"] is None


# Cards and Open Graph


@pytest.mark.parametrize("page", [CASE, MENTOR, NEWS])
def test_link_in_a_messenger_has_a_card(public_site: Path, page: str) -> None:
    told = Head(public_site / page).properties
    address = told["og:image"]
    assert address.startswith(HOME)
    data = (public_site / address.removeprefix(HOME)).read_bytes()
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(data) < MOST_CARD
    assert not image.info.keys() & {"exif", "Software", "Comment", "icc_profile"}
    assert told["og:url"] == HOME + page
    assert told["og:title"]
    assert told["og:description"]
    assert len(image.convert("RGB").getcolors(1200 * 630) or ()) > 20, "the card is empty"


def test_sheet_packed_by_bands_is_the_same_sheet() -> None:
    sheet = Image.effect_noise((97, 80), 60)
    sheet.paste(7, (0, 0, 97, 40))
    colours = bytes(range(256)) + bytes(512)
    with Image.open(io.BytesIO(packed(sheet, colours))) as image:
        image.load()
        assert (image.mode, image.size) == ("P", sheet.size)
        assert image.tobytes() == sheet.tobytes()
        assert bytes(image.getpalette() or ()) == colours


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("programme.html", "О программе"),
        ("kak-prinyat-uchastie.html", "Как принять участие"),
        ("news/index.html", "Новости"),
    ],
)
def test_page_without_a_card_still_has_a_title_for_messengers(
    public_site: Path, page: str, title: str
) -> None:
    told = Head(public_site / page).properties
    assert (told["og:title"], told["og:url"]) == (title, HOME + page)
    assert told["og:description"]
    assert "og:image" not in told


# schema.org


def test_case_is_an_article_with_its_trail(public_site: Path) -> None:
    things = {thing["@type"]: thing for thing in Head(public_site / CASE).data}
    article = things["Article"]
    assert (article["headline"], article["datePublished"]) == ("Опыты без лаборанта", "2026-09-14")
    assert article["author"] == {
        "@type": "Person",
        "name": "Орехов Павел Сергеевич",
        "url": f"{HOME}mentors/orehov.html",
    }
    assert "физика" in article["keywords"]
    trail = [step["item"] for step in things["BreadcrumbList"]["itemListElement"]]
    assert trail == [f"{HOME}index.html", f"{HOME}cases/index.html", HOME + CASE]


def test_person_is_described_on_a_page_of_their_own_alone(public_site: Path) -> None:
    people: dict[str, set[str]] = {}
    for file in public_site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        if "application/ld+json" not in text:
            continue
        for thing in Head(file).data:
            json.dumps(thing, ensure_ascii=False)
            for person in re.findall(
                r'"@type": "Person", "name": "([^"]+)"', json.dumps(thing, ensure_ascii=False)
            ):
                people.setdefault(person, set()).add(file.parent.name)
    boards = {
        Head(file).properties["og:title"] for file in (public_site / "mentors").glob("*.html")
    }
    assert people
    assert people.keys() <= boards
    assert {thing["@type"] for thing in Head(public_site / MENTOR).data} == {
        "BreadcrumbList",
        "Person",
    }


# Consent withdrawn, addresses changed


@pytest.fixture(scope="module")
def changed(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration after a mentor withdrew and a case and an act moved."""
    school = copy_school(demo, tmp_path_factory.mktemp("changed") / "school")
    data = school / "data"
    mentor = data / "mentors/orehov.yml"
    text = mentor.read_text(encoding="utf-8")
    spoilt = re.sub(r"(вид: распространение\n)(\s+)", r"\1\2отозвано: 01.11.2026\n\2", text)
    assert spoilt != text
    mentor.write_text(spoilt, encoding="utf-8")
    for path, old in (
        ("cases/opyty-bez-laboranta", "[cases/staryy-adres, staraya-biblioteka/opyty.html]"),
        ("acts/2026-polozhenie", "[acts/polozhenie]"),
    ):
        file = data / f"{path}.yml"
        text = file.read_text(encoding="utf-8")
        file.write_text(f"{text.rstrip()}\nпрежние адреса: {old}\n", encoding="utf-8")
    return build(school, "public", school / "site", None).folder


def test_withdrawal_takes_the_card_the_entry_and_the_person_away(changed: Path) -> None:
    assert not list(changed.glob("assets/cards/*orehov*"))
    assert not list(changed.glob("assets/portraits/orehov*"))
    for file in ("feed.xml", "atom.xml", "feed.json", "sitemap.xml", CASE):
        assert "rehov" not in (changed / file).read_text(encoding="utf-8"), file
        assert "Орехов" not in (changed / file).read_text(encoding="utf-8"), file
    [article] = [thing for thing in Head(changed / CASE).data if thing["@type"] == "Article"]
    assert article["author"]["@type"] == "EducationalOrganization"


def test_old_addresses_lead_on_without_scripts(changed: Path, browser: Browser) -> None:
    moved = {
        "cases/staryy-adres.html": CASE,
        "staraya-biblioteka/opyty.html": CASE,
        "acts/polozhenie.html": "acts/2026-polozhenie.html",
    }
    sitemap = (changed / "sitemap.xml").read_text(encoding="utf-8")
    with hosted(changed) as site, visitor(browser, java_script_enabled=False) as (context, log):
        page = context.new_page()
        for old, new in moved.items():
            page.goto(site.home + old)
            page.wait_for_url(site.home + new)
            expect(page.locator("h1")).to_be_visible()
            text = (changed / old).read_text(encoding="utf-8")
            assert f'<link rel="canonical" href="{HOME}{new}">' in text
            assert "<script" not in text
            assert "Теперь она здесь" in text
            assert old not in sitemap
    assert log.foreign(site.home) == []


@pytest.mark.parametrize(
    ("old", "told"),
    [
        ("cases/govorim-na-uroke", "занят страницей «Говорим на уроке»"),
        ("Cases/Index.html", "занят страницей «Ресурсный центр"),
        ("news/2026-06-kopilka-praktik", "занят страницей"),
        ("../index", "не похоже на адрес"),
        ("https://school5.example/cases/opyty", "не похоже на адрес"),
    ],
)
def test_old_address_that_cannot_lead_is_told_of(
    school_copy: Path, tmp_path: Path, old: str, told: str
) -> None:
    file = school_copy / "data/cases/opyty-bez-laboranta.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f'{text.rstrip()}\nпрежние адреса: ["{old}"]\n', encoding="utf-8")
    with pytest.raises(DataError) as error:
        build(school_copy, "public", tmp_path / "site", None)
    [problem] = [p for p in error.value.problems if told in p.message]
    assert problem.span.path == "data/cases/opyty-bez-laboranta.yml"


def test_section_of_unknown_address_has_neither_feeds_nor_cards(
    new_school: Path, tmp_path: Path
) -> None:
    config = new_school / "mkdocs.yml"
    text = re.sub(r"(?m)^site_url:.*\n", "", config.read_text(encoding="utf-8"))
    config.write_text(text, encoding="utf-8")
    site = build(new_school, "public", tmp_path / "site", None).folder
    assert not (site / "feed.xml").exists()
    assert not (site / "assets/cards").exists()
    assert 'rel="alternate' not in (site / "index.html").read_text(encoding="utf-8")
