"""axe-core inside an open page: what breaks WCAG 2.2 AA, in a line for each element."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.npm import installed

_ALL = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def violations(page: Page, *, of_colours: bool = False) -> list[str]:
    """Return «rule: element» for every violation on the page as it stands.

    Args:
        page: An open page.
        of_colours: Ask the rules of colours alone: of a page that has passed all of them and has
            only changed its colours since.
    """
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate((installed("web") / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    # What still moves stands where nobody will see it.
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")
    found = page.evaluate(
        "rules => axe.run(document, {resultTypes: ['violations'], preload: false, runOnly: rules})",
        _COLOURS if of_colours else _ALL,
    )
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
