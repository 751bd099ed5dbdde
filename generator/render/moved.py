"""Pages at addresses the section has left: one leads on by itself, the other says «снят»."""

from __future__ import annotations

from markupsafe import Markup

from generator.publication.records import PublicGap
from generator.render.html import relative
from generator.views.public.outside import Moved

_SHELL = Markup("""\
<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="nastavnik-audience" content="public">
%s
</head>
<body>
<main>
%s
</main>
</body>
</html>
""")
_MOVED = _SHELL % (
    Markup("""\
<meta http-equiv="refresh" content="0; url={place}">
<link rel="canonical" href="{canonical}">
<title>Страница переехала: {title}</title>"""),
    Markup("""\
<h1>Страница переехала</h1>
<p>Теперь она здесь: <a href="{place}">{title}</a>.</p>"""),
)
_GAP = _SHELL % (
    Markup("""\
<title>Материал снят</title>
<style>
:root {{ color-scheme: light dark }}
body {{ max-width: 36rem; margin: 15vh auto; padding: 0 1rem; font: 1.125rem/1.6 sans-serif }}
</style>"""),
    Markup("""\
<h1>Материал снят</h1>
<p>Здесь был рассказ о работе наставника. Школа убрала его; человек вправе отозвать согласие в любой
день.</p>
<p><a href="{cases}">Другие кейсы</a> · <a href="{home}">Наставничество</a></p>"""),
)


def gap_page(gap: PublicGap, address: str) -> bytes:
    """Return what stands where a case stood: a page without a name, or one that leads on.

    Args:
        gap: The place.
        address: Where the section stands; empty when it is not known.
    """
    if gap.instead is not None:
        led = Moved(gap.old, gap.instead.key, gap.instead.title, gap.origin)
        return moved_page(led, address)
    cases, home = relative(gap.old, "cases/index"), relative(gap.old, "index")
    return _GAP.format(cases=cases, home=home).encode()


def moved_page(moved: Moved, address: str) -> bytes:
    """Return the page that leads from an old address to the new one.

    Args:
        moved: The two addresses.
        address: Where the section stands; empty when it is not known.
    """
    place = relative(moved.old, moved.new)
    canonical = f"{address}{moved.new}.html" if address else place
    return _MOVED.format(place=place, canonical=canonical, title=moved.title).encode()
