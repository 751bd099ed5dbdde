"""Asking the search of a built site, as its search box does."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page

_ASK = """async (queries) => {
  const config = JSON.parse(document.getElementById("__config").textContent);
  const worker = new Worker(new URL(config.search, location));
  const answers = [];
  worker.addEventListener("message", ({ data }) => answers.shift()(data));
  const say = (message) => new Promise((done) => {
    answers.push(done);
    worker.postMessage(message);
  });
  await say({ type: 0, data: {} });
  const found = [];
  for (const query of queries) {
    const start = performance.now();
    const { data } = await say({ type: 2, data: query });
    const items = data.items.map((sections) => sections.map((item) => item.location));
    found.push([items, performance.now() - start]);
  }
  worker.terminate();
  return found;
}"""


def ask(page: Page, queries: Sequence[str]) -> list[tuple[list[list[str]], float]]:
    """Ask the search of the open page.

    Returns:
        For each query the addresses found, page by page with their sections, and milliseconds.
    """
    return [(items, spent) for items, spent in page.evaluate(_ASK, list(queries))]


def pages_found(items: list[list[str]]) -> list[str]:
    """Return the addresses of the pages found, without sections, best first."""
    return [sections[0].partition("#")[0] for sections in items]
