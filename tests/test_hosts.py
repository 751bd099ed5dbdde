"""No page asks another host for anything, and the policy written into pages says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.adapters.building import build
from generator.adapters.finishing import finished, without_policy
from generator.adapters.hosts import foreign_hosts
from generator.diagnostics import DataError

HOST = "statistika.example"
PLANTS = {
    "a picture": ("stranica.html", f'<img src="https://{HOST}/x.png" alt="">'),
    "a picture among several": (
        "stranica.html",
        f'<img srcset="a.png 1x, //{HOST}/x.png 2x" src="a.png" alt="">',
    ),
    "a video": ("stranica.html", f'<iframe src="https://{HOST}/v"></iframe>'),
    "a style": ("stranica.html", f'<link rel="stylesheet" href="https://{HOST}/x.css">'),
    "a style written in": ("stranica.html", f"<p style=\"background:url('//{HOST}/x.png')\">"),
    "a font": ("oformlenie.css", f"@font-face{{src:url(https://{HOST}/x.woff2)}}"),
    "a style in a style": ("oformlenie.css", f'@import "https://{HOST}/x.css";'),
    "a script's call": ("schetchik.js", f'fetch("https://{HOST}/hit")'),
    "a script written in": ("stranica.html", f"<script>fetch('https://{HOST}/hit')</script>"),
    "a drawing": ("risunok.svg", f'<svg><image href="https://{HOST}/x.png"/></svg>'),
    "a drawing of old": ("risunok.svg", f'<svg><use xlink:href="//{HOST}/x.svg#a"/></svg>'),
    "a drawing with a head": (
        "risunok.svg",
        f'<?xml version="1.0" encoding="UTF-8"?><svg><image href="//{HOST}/x.png"/></svg>',
    ),
    "a picture in capitals": ("stranica.html", f'<IMG SRC="HTTPS://{HOST}/x.png">'),
    "a picture hidden by signs": ("stranica.html", f'<img src="https:&#47;&#47;{HOST}/x.png">'),
    "a picture hidden by a sign cut short": (
        "stranica.html",
        f'<img src="https:&#x2F&#047{HOST}/x.png">',
    ),
    "a tag of two lines": ("stranica.html", f'<p>А</p>\n<img\nsrc="//{HOST}/x.png">\n'),
    "an address of two lines": ("stranica.html", f'<img src="\n//{HOST}/x.png">'),
    "a script left open": ("stranica.html", f"<script>\nfetch('//{HOST}/hit')\n"),
    "a style over lines": (
        "stranica.html",
        f"<style>\np {{background:\nurl(//{HOST}/x.png)}}\n</style>",
    ),
    "a form": ("stranica.html", f'<form action="https://{HOST}/send"></form>'),
}
FREE = (
    f'<a href="https://{HOST}/">ссылка</a>',
    f'<link rel="canonical" href="https://{HOST}/">',
    f'<script type="application/ld+json">{{"url": "https://{HOST}/"}}</script>',
    f"<p>https://{HOST}/</p>",
    f"<!-- https://{HOST}/ -->",
    f"<!--\n<img src='https://{HOST}/x.png'>\n-->",
    '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
)


@pytest.mark.parametrize("plant", PLANTS)
def test_address_of_another_host_is_found_with_file_and_host(tmp_path: Path, plant: str) -> None:
    name, text = PLANTS[plant]
    folder = tmp_path / "glubzhe"
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    found = list(foreign_hosts(tmp_path))
    assert [problem.span.path for problem in found] == [f"glubzhe/{name}"]
    assert HOST in found[0].message


@pytest.mark.parametrize("plant", PLANTS)
def test_it_is_found_where_other_pages_share_all_other_lines(tmp_path: Path, plant: str) -> None:
    name, text = PLANTS[plant]
    for page in ("a", "b", "c"):
        rest = text if page == "b" and name.endswith(".html") else ""
        source = f"<html>\n<body>\n<p>Урок</p>\n{rest}\n<p>Урок</p>\n</body>\n</html>\n"
        (tmp_path / f"{page}.html").write_text(source, encoding="utf-8")
    asking = [problem.span.path for problem in foreign_hosts(tmp_path)]
    assert asking == ["b.html"] * name.endswith(".html")


@pytest.mark.parametrize("text", FREE)
def test_what_only_a_visitor_follows_is_free(tmp_path: Path, text: str) -> None:
    (tmp_path / "stranica.html").write_text(text, encoding="utf-8")
    assert list(foreign_hosts(tmp_path)) == []


def test_demonstration_stands_alone(public_site: Path, internal_site: Path) -> None:
    assert [*foreign_hosts(public_site), *foreign_hosts(internal_site)] == []


def test_build_with_a_foreign_picture_fails_and_leaves_nothing(new_school: Path) -> None:
    page = new_school / "content" / "seminar.md"
    page.write_text(f"# Семинар\n\n![Зал](https://{HOST}/zal.jpg)\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        build(new_school, "public", new_school / "site", None)
    (problem,) = caught.value.problems
    assert (problem.code, problem.span.path) == ("А-04", "seminar.html")
    assert HOST in problem.message
    assert not (new_school / "site").exists()


def test_every_page_has_a_policy_that_lets_in_no_script_but_its_own(public_site: Path) -> None:
    for file in public_site.rglob("*.html"):
        policies = re.findall(
            r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">',
            file.read_text(encoding="utf-8"),
        )
        assert len(policies) == 1, file
        rules = dict(rule.split(" ", 1) for rule in policies[0].split("; "))
        assert rules["default-src"] == "'none'"
        assert "unsafe" not in rules["script-src"]
        assert "http" not in policies[0]


def test_policy_changes_with_the_script_and_can_be_taken_off() -> None:
    page = '<head><meta charset="utf-8"><script>{}</script></head>'
    one, other = finished(page.format("let a = 1")), finished(page.format("let a = 2"))
    assert one.count("sha256-") == other.count("sha256-") == 1
    assert one.split("sha256-")[1][:20] != other.split("sha256-")[1][:20]
    assert without_policy(one) == page.format("let a = 1")
