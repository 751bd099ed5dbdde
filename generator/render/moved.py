"""A page at an address the section has left: it leads on by itself, without scripts."""

from __future__ import annotations

from markupsafe import Markup

from generator.render.html import relative
from generator.views.public.outside import Moved

_PAGE = Markup("""\
<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="nastavnik-audience" content="public">
<meta http-equiv="refresh" content="0; url={place}">
<link rel="canonical" href="{canonical}">
<title>Страница переехала: {title}</title>
</head>
<body>
<main>
<h1>Страница переехала</h1>
<p>Теперь она здесь: <a href="{place}">{title}</a>.</p>
</main>
</body>
</html>
""")


def moved_page(moved: Moved, address: str) -> bytes:
    """Return the page that leads from an old address to the new one.

    Args:
        moved: The two addresses.
        address: Where the section stands; empty when it is not known.
    """
    place = relative(moved.old, moved.new)
    canonical = f"{address}{moved.new}.html" if address else place
    return _PAGE.format(place=place, canonical=canonical, title=moved.title).encode()
