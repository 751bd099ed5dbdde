"""Who can connect to a server that is meant for this computer alone."""

from __future__ import annotations

import socket

import pytest

_PATIENCE = 120
"""Seconds: a busy computer is slow, not wrong."""


def assert_other_machines_cannot_connect(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)):
        pass
    # 127.0.0.2 is this computer too: a server open to the network would answer there.
    for address in {"127.0.0.2", *_addresses_in_the_network()}:
        with pytest.raises(OSError), socket.create_connection((address, port), timeout=_PATIENCE):  # noqa: PT011
            pass


def _addresses_in_the_network() -> set[str]:
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return set()
    return {str(entry[4][0]) for entry in found} - {"127.0.0.1"}
