"""axe-core inside an open page: what breaks WCAG 2.2 AA, in a line for each element."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.npm import installed

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """Return «rule: element» for every violation on the page as it stands."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate((installed("web") / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    # What still moves stands where nobody will see it.
    page.evaluate("document.getAnimations().forEach((one) => one.finish())")
    found = page.evaluate(
        "rules => axe.run(document, {resultTypes: ['violations'], preload: false,"
        " runOnly: {type: 'tag', values: rules}})",
        _RULES,
    )
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
