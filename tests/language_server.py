"""The real yaml-language-server, driven as an editor drives it: LSP over pipes."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.npm import installed

_MAIN = Path("yaml-language-server", "bin", "yaml-language-server")
_PATIENCE = 30


def program() -> Path:
    """Return the server's program of the pinned version."""
    return installed("yls") / _MAIN


@dataclass(frozen=True)
class Remark:
    """What an editor underlines: the line from 1 and the words."""

    line: int
    message: str


@dataclass(frozen=True)
class Offer:
    """What an editor offers to insert."""

    label: str
    inserted: str
    explained: str


class Editor:
    """A school's folder open in an editor with the YAML extension.

    Attributes:
        project: The school's folder; its ``.vscode/settings.json`` is in force.
    """

    def __init__(self, project: Path) -> None:
        self.project = project
        self._settings = _settings(project)
        self._process = subprocess.Popen(
            ["node", str(program()), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._replies: queue.Queue[dict[str, Any]] = queue.Queue()
        self._remarks: dict[str, queue.Queue[list[Remark]]] = {}
        self._last = 0
        self._ear = threading.Thread(target=self._listen, daemon=True)
        self._ear.start()
        root = project.as_uri()
        self._ask(
            "initialize",
            processId=os.getpid(),
            rootUri=root,
            locale="ru",
            workspaceFolders=[{"uri": root, "name": "school"}],
            capabilities={
                "workspace": {"configuration": True, "workspaceFolders": True},
                "textDocument": {
                    "completion": {
                        "completionItem": {
                            "snippetSupport": True,
                            "documentationFormat": ["markdown", "plaintext"],
                        }
                    },
                    "hover": {"contentFormat": ["markdown"]},
                },
            },
        )
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings=self._settings)

    def close(self) -> None:
        """Stop the server."""
        self._ask("shutdown")
        self._tell("exit")
        self._process.wait(_PATIENCE)
        self._ear.join(_PATIENCE)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def remarks(self, path: str, text: str) -> list[Remark]:
        """Open a file with a text and return what the editor underlines in it."""
        uri = self._open(path, text)
        return self._remarks[uri].get(timeout=_PATIENCE)

    def remarks_of(self, texts: Mapping[str, str]) -> dict[str, list[Remark]]:
        """Open several files at once and return what the editor underlines in each."""
        uris = {path: self._open(path, text) for path, text in texts.items()}
        return {path: self._remarks[uri].get(timeout=_PATIENCE) for path, uri in uris.items()}

    def offers(self, path: str, text: str) -> list[Offer]:
        """Return what is offered at the sign «¦» of a text."""
        uri, place = self._put_cursor(path, text)
        found = self._ask("textDocument/completion", textDocument={"uri": uri}, position=place)
        items = found["items"] if isinstance(found, dict) else found
        return [
            Offer(
                item["label"],
                item.get("textEdit", {}).get("newText", item.get("insertText", "")),
                _words(item.get("documentation", "")),
            )
            for item in items
        ]

    def hover(self, path: str, text: str) -> str:
        """Return what is shown over the sign after «¦» of a text."""
        uri, place = self._put_cursor(path, text)
        found = self._ask("textDocument/hover", textDocument={"uri": uri}, position=place)
        return _words(found["contents"]) if found else ""

    def _put_cursor(self, path: str, text: str) -> tuple[str, dict[str, int]]:
        before, after = text.split("¦")
        uri = self._open(path, before + after)
        self._remarks[uri].get(timeout=_PATIENCE)
        line = before.count("\n")
        return uri, {"line": line, "character": len(before) - before.rfind("\n") - 1}

    def _open(self, path: str, text: str) -> str:
        self._last += 1
        uri = (self.project / path).as_uri()
        known = uri in self._remarks
        self._remarks[uri] = queue.Queue()
        if known:
            self._tell("textDocument/didClose", textDocument={"uri": uri})
            self._remarks[uri].get(timeout=_PATIENCE)
        document = {"uri": uri, "languageId": "yaml", "version": self._last, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        return uri

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(length))
            if "method" not in message:
                self._replies.put(message)
            elif "id" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            elif message["method"] == "textDocument/publishDiagnostics":
                self._take_remarks(message["params"])

    def _take_remarks(self, found: Mapping[str, Any]) -> None:
        if box := self._remarks.get(found["uri"]):
            box.put(
                [
                    Remark(item["range"]["start"]["line"] + 1, item["message"])
                    for item in found["diagnostics"]
                ]
            )

    def _answer(self, message: Mapping[str, Any]) -> Any:
        if message["method"] == "workspace/configuration":
            return [
                self._settings.get(item.get("section", "")) for item in message["params"]["items"]
            ]
        return None

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._last += 1
        self._send({"id": self._last, "method": method, "params": parameters})
        while True:
            reply = self._replies.get(timeout=_PATIENCE)
            if reply["id"] == self._last:
                assert "error" not in reply, reply
                return reply["result"]

    def _tell(self, method: str, **parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()


def _settings(project: Path) -> dict[str, Any]:
    """Return the settings of a folder as VS Code gives them to the server: by section."""
    flat = json.loads((project / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    sections: dict[str, Any] = {}
    for name, value in flat.items():
        *above, last = name.split(".")
        section = sections
        for part in above:
            section = section.setdefault(part, {})
        section[last] = value
    return sections


def _words(documentation: Any) -> str:
    return documentation["value"] if isinstance(documentation, dict) else str(documentation)
