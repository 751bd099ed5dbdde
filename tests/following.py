"""Hints of problems followed word for word, as a curator follows them."""

from __future__ import annotations

import re

from generator.diagnostics import Problem


def follow(text: str, problem: Problem) -> str:
    """Do with the text what the hint says, word for word, as a curator would."""
    lines = text.split("\n")
    index, column = problem.span.line - 1, problem.span.column - 1
    head, rest = lines[index][:column], lines[index][column:]
    hint = problem.hint
    said = hint.split(": ", 1)[-1]
    if hint == "оставьте один из них":
        del lines[index]
    elif spaces := re.search(r"новую строку, пробелов перед дефисом: (\d+): (.+)", hint):
        lines[index : index + 1] = [head.rstrip(), " " * int(spaces[1]) + spaces[2]]
    elif spaces := re.search(r"пробелов: (\d+)", hint):
        lines[index] = " " * int(spaces[1]) + lines[index].lstrip(" ")
    elif re.match("поставьте двоеточие после ключа|поставьте после двоеточия черту", hint):
        lines[index] = head + said
    elif hint == "замените каждую двумя пробелами":
        lines[index] = lines[index].replace("\t", "  ")
    elif hint == "замените его обычным пробелом" and problem.code == "С-01":
        indent = len(lines[index]) - len(lines[index].lstrip())
        lines[index] = " " * indent + lines[index].lstrip()
    elif hint == "замените его пробелом":
        lines[index] = f"{head} {rest[1:]}"
    elif hint == "сотрите его":
        lines[index] = head + rest[1:]
    elif hint.startswith(("наберите ключ заново", "возьмите ключ в кавычки")):
        lines[index] = head + said + rest[rest.index(":") :]
    elif hint.startswith("наберите слово заново"):
        lines[index] = head + said + rest[len(said) :]
    elif hint.startswith(("поставьте пробел после двоеточия", "замените его обычным пробелом: ")):
        start = lines[index].index(said.split(":")[0])
        lines[index] = lines[index][:start] + said + _after(lines[index], start)
    elif problem.code == "С-06":
        brackets = re.match(r"\{\{.*?\}\}[^,:]*|\[.*?\]|\{.*?\}", rest)
        assert brackets
        lines[index] = head + said + rest[brackets.end() :]
    elif "если примечание, поставьте пробел после «#»" in hint:
        lines[index] = head + said
    elif problem.code == "С-26":
        assert said.startswith('"')
        lines[index] = head + said + rest[len(said) - 2 :]
    else:
        assert re.search("кавычки|закройте её|уберите её|через дефис и пробел", hint), hint
        start = len(head) - 1 if "уберите её" in hint else column
        if "уберите её" in hint:
            start = re.search(r"[\[{]", lines[index]).start()  # type: ignore[union-attr]
        lines[index] = lines[index][:start] + said + _after(lines[index], start)
    return "\n".join(lines)


def _after(line: str, start: int) -> str:
    """Return what follows a value inside brackets; nothing follows one outside of them."""
    outside = line[:start].count("[") + line[:start].count("{")
    outside -= line[:start].count("]") + line[:start].count("}")
    end = re.search(r"[,\]}]", line[start:])
    return line[start + end.start() :] if outside and end else ""
