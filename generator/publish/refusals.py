"""Why a target would not take a publication, in the curator's words."""

from __future__ import annotations

from generator.diagnostics import reason_of
from generator.publish.manifest import NAME


class RefusedError(Exception):
    """The target refused, and trying again would change nothing.

    Attributes:
        message: What happened, in Russian.
        hint: What to do, in Russian; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} → {hint}" if hint else message)
        self.message = message
        self.hint = hint


class DroppedError(RefusedError):
    """The line dropped or the server is busy: worth another try."""


def wrong_password(user: str) -> RefusedError:
    """Return the refusal of a server that does not let a user in."""
    return RefusedError(
        f"сервер не принял имя или пароль (пользователь {user or 'не указан'})",
        "проверьте «пользователь» в publish.yml и пароль в кабинете хостинга; запомненный "
        "пароль заменяет --remember",
    )


def no_room(path: str) -> RefusedError:
    """Return the refusal of a server whose disk or quota is full."""
    return RefusedError(
        f"кончилось место: не записан {'первый же файл' if path == NAME else path}",
        "освободите место или увеличьте квоту и повторите команду",
    )


def forbidden(path: str, why: str = "") -> RefusedError:
    """Return the refusal of a server that guards a file or a folder."""
    # The list of what we have put is the first file to be written: it is the folder that is amiss.
    place = "папке раздела" if path in {"", NAME} else path
    return RefusedError(
        f"сервер не пускает к {place}" + (f" ({why})" if why else ""),
        "проверьте «папка» в publish.yml и права пользователя на неё",
    )


def dropped(server: str, why: object = "") -> DroppedError:
    """Return the refusal of a server that stopped answering."""
    return DroppedError(
        f"связь с {server} оборвалась{_because(why)}",
        "повторите команду: отправится только то, что не успело",
    )


def lost(error: DroppedError) -> DroppedError:
    """Return the refusal of a server that answered before and cannot be reached any more."""
    return DroppedError(
        f"связь оборвалась и не восстановилась: {error.message}",
        "проверьте интернет и повторите команду: отправится только то, что не успело",
    )


def unreachable(server: str, why: object = "") -> DroppedError:
    """Return the refusal of a server that cannot be reached at all."""
    return DroppedError(
        f"сервер {server} не отвечает{_because(why)}",
        "проверьте «сервер» и «порт» в publish.yml и интернет",
    )


def _because(why: object) -> str:
    words = reason_of(why) if isinstance(why, OSError) else str(why)
    return f": {words}" if words else ""
