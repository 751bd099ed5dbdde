"""The server of the desk on loopback; other computers cannot connect."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from waitress.server import create_server

from generator.desk.app import create_app
from generator.desk.guard import Guard
from generator.settings import Settings

HOST = "127.0.0.1"
# A page asks for its style and script at once: that some wait is no news to a curator.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class PortTakenError(Exception):
    """Another program listens on the port."""


class DeskServer:
    """The desk, listening but not yet answering.

    Args:
        settings: Folders and the day.
        clock: The day when neither the settings nor the data fix one.
        port: The port; 0 for any free one.

    Attributes:
        address: What to open first; the secret in it lets this browser in.

    Raises:
        PortTakenError: When the port is busy.
    """

    def __init__(self, settings: Settings, clock: date, port: int = 0) -> None:
        # The guard must know the port, and a free port is known once it is taken.
        try:
            self._server = create_server(_not_yet, host=HOST, port=port, threads=4)
        except OSError as error:
            raise PortTakenError(port) from error
        taken = int(self._server.effective_port)
        guard = Guard(taken)
        self._server.application = create_app(settings, guard, clock)
        self.address = f"http://{HOST}:{taken}/enter/{guard.key}"

    def run(self) -> None:
        """Answer until interrupted or closed."""
        try:
            self._server.run()
        finally:
            self._server.task_dispatcher.shutdown()
            self._hang_up()

    def close(self) -> None:
        """Stop answering; may be called from any thread."""
        # The loop waits on its connections: only it may close them.
        self._server.trigger.pull_trigger(self._hang_up)

    def _hang_up(self) -> None:
        for connection in list(self._server._map.values()):
            connection.close()


def _not_yet(_: object, start: Callable[..., object]) -> list[bytes]:
    start("503 Service Unavailable", [])
    return []
