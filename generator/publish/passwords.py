"""Passwords of targets: from the environment, the system's keyring, or a person; never a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress

import keyring
from keyring.errors import KeyringError

from generator.publish.targets import Means, Target

_SERVICE = "nastavnik"
_SECRET = {Means.FTP, Means.FTPS, Means.SFTP, Means.S3}


def variable_of(target: Target) -> str:
    """Return the variable of the environment that may hold a target's password."""
    return f"NASTAVNIK_PASSWORD_{target.name.replace('-', '_').upper()}"


def password_of(
    target: Target,
    ask: Callable[[], str],
    environment: Mapping[str, str] = os.environ,
    *,
    anew: bool = False,
) -> str:
    """Return a target's password, asking a person only when nothing else knows it.

    Args:
        target: Whose password.
        ask: Asks a person; an SSH key opened by an agent needs no answer.
        environment: Variables: the target's own comes before ``NASTAVNIK_PASSWORD``.
        anew: Pass over the keyring: what it keeps is to be replaced.
    """
    if target.means not in _SECRET:
        return ""
    for name in (variable_of(target), "NASTAVNIK_PASSWORD"):
        if name in environment:
            return environment[name]
    # A computer without a keyring asks each time, and that is all.
    with suppress(KeyringError, RuntimeError):
        if not anew and (kept := keyring.get_password(_SERVICE, _account(target))):
            return kept
    return "" if target.key else ask()


def remember(target: Target, password: str) -> bool:
    """Put a password into the system's keyring; tell whether there is one."""
    try:
        keyring.set_password(_SERVICE, _account(target), password)
    except (KeyringError, RuntimeError):
        return False
    return True


def _account(target: Target) -> str:
    return f"{target.user}@{target.server}"
