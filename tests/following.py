"""Hints of problems followed word for word, as a curator follows them."""

from __future__ import annotations

import re

from generator.diagnostics import Problem
from generator.source.layout import lay_out


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
    elif hint.startswith("замените пробелами: их столько же"):
        above = lines[index - 1]
        lines[index] = above[: len(above) - len(above.lstrip(" -"))] + lines[index].lstrip()
    elif hint.startswith("поставьте после ключа двоеточие и пробел"):
        lines[index] = head + said
    elif problem.code == "С-26" and said.startswith("["):
        lines[index] = head + said + rest[len(said) :]
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


def mend(text: str, problem: Problem, words: str = "") -> str:
    """Do with a file what the hint of any problem says, word for word.

    Args:
        text: The file.
        problem: What is told of it.
        words: What a person fills in where the hint leaves it open.
    """
    if problem.code.startswith("С"):
        return follow(text, problem)
    hint, places = problem.hint, lay_out(text)
    at = _offset(text, problem)
    if added := re.fullmatch(r"добавьте строку «(.+): …»", hint):
        return _with_key(text, at, f"{added[1]}: {words}")
    if kept := re.fullmatch(r"похоже, он записан как «(.+)»", hint):
        missing = re.search("ключа «(.+)»", problem.message)
        assert missing
        return text.replace(f"{kept[1]}:", f"{missing[1]}:")
    said = _said(hint) or words
    assert said, hint
    keys = {key.start: name for place in places.values() for name, key in place.keys.items()}
    if at in keys:
        if hint == "заполните его":
            return text[: at + len(keys[at]) + 1] + f" {said}" + text[at + len(keys[at]) + 1 :]
        return text[:at] + said + text[at + len(keys[at]) :]
    place = next(p for path, p in places.items() if p.start == at and path)
    if problem.code == "П-02":
        (path,) = [path for path, p in places.items() if p is place]
        key = places[path[:-1]].keys[str(path[-1])]
        return text[: key.start] + said + text[key.start + len(str(path[-1])) :]
    if problem.code == "П-01":
        wrong = problem.message.rsplit(": ", 1)[-1]
        return text.replace(wrong, said)
    return text[: place.start] + said + text[place.end :]


def _said(hint: str) -> str:
    """Return what the hint tells to write: the first of several."""
    if guess := re.match(r"возможно, «(.+)»$", hint):
        return guess[1]
    if guess := re.match(r"возможно, (\S+)$", hint):
        return guess[1]
    if guess := re.match(r"возможно: [^;]*?\(([a-z0-9-]+)\)|возможно: ([^;]+)", hint):
        return guess[1] or guess[2]
    told = re.match("в слове|напишите|наберите|уберите дефис|известны|укажите имя файла", hint)
    if told is None or ": " not in hint:
        return ""
    return re.split("; | или ", hint.split(": ", 1)[1])[0]


def _offset(text: str, problem: Problem) -> int:
    above = text.split("\n")[: problem.span.line - 1]
    return sum(len(line) + 1 for line in above) + problem.span.column - 1


def _with_key(text: str, at: int, pair: str) -> str:
    """Add a key to the record that begins at a place."""
    if text[at] == "{":
        return f"{text[: at + 1]}{pair}, {text[at + 1 :]}"
    column = at - text.rfind("\n", 0, at) - 1
    return f"{text[:at]}{pair}\n{' ' * column}{text[at:]}"
