"""The server of the desk on loopback; other computers cannot connect."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
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
            self._hang_up()
            self._server.task_dispatcher.shutdown()
            # Those who answer wake the loop to the last: its pipe, closed here, goes after them.
            self._server.close()

    def close(self) -> None:
        """Stop answering; may be called from any thread."""
        # Another may wake the loop first, and then everything is closed before this call ends.
        with suppress(OSError):
            # The loop waits on its connections: only it may close them.
            self._server.trigger.pull_trigger(self._hang_up)

    def _hang_up(self) -> None:
        """Close connections and let the loop end; the pipe that wakes it stays open."""
        for waited in list(self._server._map.values()):
            if waited is self._server or waited is self._server.trigger:
                waited.del_channel()
            else:
                waited.close()


def _not_yet(_: object, start: Callable[..., object]) -> list[bytes]:
    start("503 Service Unavailable", [])
    return []
