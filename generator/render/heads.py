"""What a page tells machines of itself: Open Graph for messengers, schema.org for search engines.

Both repeat what the page shows; a person is described only on a page of their own, which they
have allowed (152-ФЗ, ст. 10.1).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from generator.publication.records import Publication, PublicMentor, PublicNews, PublicSchool
from generator.render.cards import SIZE, card_path
from generator.render.feeds import ATOM, JSON_FEED, RSS
from generator.render.html import PAGE_ENDING
from generator.render.prose import plain
from generator.views.page import Page, Public
from generator.views.public.cases import CaseContext
from generator.views.public.home import HomeContext
from generator.views.public.mentors import MentorContext
from generator.views.public.results import ResultsContext

_Thing = dict[str, Any]
_LANGUAGE = "ru-RU"
_SAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


class Heads:
    """Makes the machine-readable head of every page of a section.

    Args:
        publication: What is public.
        address: Where the section stands, with a slash at the end.
        titles: Titles of pages by their paths, for the trail to a page.
        cards: Paths of the pages that have a card.
    """

    def __init__(
        self,
        publication: Publication,
        address: str,
        titles: Mapping[str, str],
        cards: frozenset[str],
    ) -> None:
        self._school = publication.school
        self._address = address
        self._titles = titles
        self._cards = cards

    def made_of(self, page: Page[Public]) -> object:
        """Return all that the head of a page made from data depends on."""
        titles = (self._titles["index"], self._titles.get(page.parent))
        return page, self._school, self._address, titles, page.path in self._cards

    def of_page(self, page: Page[Public]) -> str:
        """Return the head of a page made from data."""
        things = [self._trail(page.path, page.title, page.parent), *self._about(page)]
        kind = "profile" if isinstance(page.context, MentorContext) else "article"
        return self._head(page.path, page.title, page.description, kind, things)

    def of_news(self, item: PublicNews) -> str:
        """Return the head of a news item."""
        path, lead = f"news/{item.id}", plain(item.lead)
        article = self._article("NewsArticle", path, item.title, lead)
        article["datePublished"] = item.date.isoformat()
        things = [self._trail(path, item.title, "news/index"), article]
        return self._head(path, item.title, lead, "article", things)

    def of_text(self, path: str, title: str, description: str) -> str:
        """Return the head of an ordinary page written in Markdown."""
        trail = self._trail(path, title, "index")
        return self._head(path, title, description, "article", [trail])

    def _url(self, path: str) -> str:
        return f"{self._address}{path}{PAGE_ENDING}"

    def _head(
        self, path: str, title: str, description: str, kind: str, things: list[_Thing]
    ) -> str:
        properties = {
            "og:type": "website" if path == "index" else kind,
            "og:locale": "ru_RU",
            "og:site_name": f"Наставничество, {self._school.name}",
            "og:title": title,
            "og:description": description,
            "og:url": self._url(path),
        }
        if path in self._cards:
            properties |= {
                "og:image": f"{self._address}{card_path(path)}",
                "og:image:width": str(SIZE[0]),
                "og:image:height": str(SIZE[1]),
                "og:image:alt": title,
            }
        lines = [
            Markup('<meta property="{}" content="{}">').format(name, value)
            for name, value in properties.items()
        ]
        if path in self._cards:
            lines.append(Markup('<meta name="twitter:card" content="summary_large_image">'))
        graph = {"@context": "https://schema.org", "@graph": things}
        text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
        for sign, safe in _SAFE.items():
            text = text.replace(sign, safe)
        lines.append(
            Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704
        )
        return str(Markup("\n").join(lines))

    def _about(self, page: Page[Public]) -> list[_Thing]:
        match page.context:
            case CaseContext(case=case):
                article = self._article("Article", page.path, case.title, case.lead)
                article["datePublished"] = case.published.isoformat()
                if page.changed:
                    article["dateModified"] = page.changed.isoformat()
                article["keywords"] = [topic.name for topic in case.topics]
                if case.mentor.key:
                    # The name links to a page of its own: the mentor has allowed both.
                    url = self._url(case.mentor.key)
                    article["author"] = {"@type": "Person", "name": case.mentor.label, "url": url}
                return [article]
            case MentorContext(mentor=mentor):
                return [self._person(mentor, page)]
            case ResultsContext(years=years):
                return [self._dataset(page, [year.year for year in years])]
            case HomeContext():
                return [_organisation(self._school)]
            case _:
                return []

    def _article(self, kind: str, path: str, title: str, lead: str) -> _Thing:
        school = _organisation(self._school)
        article: _Thing = {
            "@type": kind,
            "headline": title,
            "description": lead,
            "inLanguage": _LANGUAGE,
            "isAccessibleForFree": True,
            "url": self._url(path),
            "author": school,
            "publisher": school,
        }
        if path in self._cards:
            article["image"] = f"{self._address}{card_path(path)}"
        return article

    def _person(self, mentor: PublicMentor, page: Page[Public]) -> _Thing:
        person: _Thing = {"@type": "Person", "name": mentor.name, "url": self._url(page.path)}
        if mentor.post:
            person["jobTitle"] = mentor.post
        if mentor.subjects:
            person["knowsAbout"] = list(mentor.subjects)
        if page.pictures:
            picture = page.pictures[0]
            width = picture.shape.widths[-1]
            person["image"] = f"{self._address}{picture.path}-{width}.jpg"
        return person

    def _dataset(self, page: Page[Public], years: list[str]) -> _Thing:
        first, last = min(years), max(years)
        return {
            "@type": "Dataset",
            "name": f"Результаты программы наставничества, {self._school.name}",
            "description": page.description,
            "url": self._url(page.path),
            "inLanguage": _LANGUAGE,
            "isAccessibleForFree": True,
            "creator": _organisation(self._school),
            "temporalCoverage": f"{first[:4]}-09-01/{int(last[:4]) + 1}-08-31",
        }

    def _trail(self, path: str, title: str, parent: str) -> _Thing:
        steps = {"index": self._titles["index"]}
        if parent:
            steps[parent] = self._titles.get(parent, "Новости")
        steps[path] = title
        items = [
            {"@type": "ListItem", "position": place, "name": name, "item": self._url(step)}
            for place, (step, name) in enumerate(steps.items(), 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}


def _organisation(school: PublicSchool) -> _Thing:
    thing: _Thing = {"@type": "EducationalOrganization", "name": school.name}
    if school.address:
        thing["address"] = school.address
    if school.site:
        thing["url"] = school.site
    return thing


FEEDS = (
    (RSS, "application/rss+xml"),
    (ATOM, "application/atom+xml"),
    (JSON_FEED, "application/feed+json"),
)
