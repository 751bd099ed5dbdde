"""Texts as typst writes them."""

from __future__ import annotations

from generator.documents.blocks import Blank, Inline, LineBreak, Picture, Runs


def string(text: str) -> str:
    """Return a text as a literal of typst: nothing in it is markup there."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def content(runs: Runs) -> str:
    """Return runs as content of typst."""
    return "".join(map(_inline, runs))


def _inline(run: Inline) -> str:
    match run:
        case LineBreak():
            return "#linebreak();"
        case Blank():
            return f"#box({string(run.line)});"
        case Picture():
            data = ", ".join(map(str, run.png))
            options = f'format: "png", width: {run.width}mm, alt: {string(run.alt)}'
            return f"#box(image(bytes(({data})), {options}));"
    text = string(run.text)
    if run.whole:
        text = f"box({text})"
    if run.italic:
        text = f"emph({text})"
    return f"#strong({text});" if run.bold else f"#{text};"
