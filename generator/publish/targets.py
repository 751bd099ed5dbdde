"""Where publications go: ``publish.yml`` beside ``mkdocs.yml``. It holds no secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Self

from pydantic import Field, ValidationError, model_validator

from generator.diagnostics import DataError, Level, Problem, Span, has_errors
from generator.model.base import Choice, Entity, Record
from generator.model.explain import explain
from generator.model.types import Count, Slug, Text, Yes, fail, nearest
from generator.source.files import read_text
from generator.source.yaml_text import parse_yaml

FILE = "publish.yml"
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
_EXAMPLE = "образец — в разделе «Публикация» файла README.md"


class Means(Choice):
    """How files get to a target."""

    FOLDER = "папка", "папка этого компьютера или сетевого диска"
    ZIP = "zip", "архив: открывается с флешки"
    FTP = "ftp", "пароль и файлы идут открыто; лучше ftps или sftp"
    FTPS = "ftps", "FTP с шифрованием"
    SFTP = "sftp", "файлы по SSH"
    S3 = "s3", "объектное хранилище"
    RSYNC = "rsync", "rsync по SSH, ключом; нужны обе программы"


_NEEDED: dict[Means, tuple[str, ...]] = {
    Means.FOLDER: ("папка",),
    Means.ZIP: ("файл",),
    Means.FTP: ("сервер", "пользователь", "папка"),
    Means.FTPS: ("сервер", "пользователь", "папка"),
    Means.SFTP: ("сервер", "пользователь", "папка"),
    Means.S3: ("сервер", "бакет", "пользователь"),
    Means.RSYNC: ("сервер", "пользователь", "папка"),
}


class Target(Record, title="Цель публикации"):
    """One place a publication can go to."""

    name: Slug = Field(alias="имя", description="Как цель зовут в команде: sait.")
    means: Means = Field(alias="способ", description="Чем отправлять.")
    server: Text | None = Field(
        None, alias="сервер", description="Имя сервера; у S3 — его адрес с https://."
    )
    port: Count | None = Field(None, alias="порт", description="Если не обычный для способа.")
    user: Text | None = Field(
        None, alias="пользователь", description="Имя на хостинге; у S3 — идентификатор ключа."
    )
    folder: Text | None = Field(
        None, alias="папка", description="Папка раздела на хостинге: /www/nastavnichestvo."
    )
    file: Text | None = Field(None, alias="файл", description="Файл архива: razdel.zip.")
    bucket: Text | None = Field(None, alias="бакет", description="Имя бакета S3.")
    region: Text = Field("us-east-1", alias="регион", description="Регион S3: ru-central1.")
    fingerprint: Text | None = Field(
        None, alias="отпечаток", description="Отпечаток ключа сервера SFTP: SHA256:…"
    )
    key: Text | None = Field(None, alias="ключ", description="Файл вашего ключа SSH.")
    certificate: Text | None = Field(
        None, alias="сертификат", description="Файл сертификата FTPS, если он у школы свой."
    )
    address: Text | None = Field(
        None,
        alias="адрес",
        description="Адрес раздела для посетителей: по нему проверят, что отдаёт сайт.",
    )

    is_site: Yes = Field(
        False,
        alias="сайт",
        description="Это и есть сайт школы: да. Нужно, если целей, кроме архивов, несколько.",
    )

    @model_validator(mode="before")
    @classmethod
    def _no_secrets(cls, values: Any) -> Any:
        if isinstance(values, dict) and (found := {"пароль", "секрет", "password"} & values.keys()):
            message = f"в publish.yml стоит «{min(found)}»: паролей здесь не держат"
            hint = "уберите строку и смените пароль; его спросит команда"
            raise fail("О-01", message, hint)
        return values

    @model_validator(mode="after")
    def _whole(self) -> Self:
        aliases = {
            info.alias: getattr(self, name) for name, info in type(self).model_fields.items()
        }
        if missing := [key for key in _NEEDED[self.means] if not aliases[key]]:
            keys = ", ".join(f"«{key}»" for key in missing)
            raise fail("О-02", f"для способа «{self.means}» не хватает: {keys}", _EXAMPLE)
        if self.fingerprint and not _FINGERPRINT.fullmatch(self.fingerprint):
            message = f"«{self.fingerprint}» — не отпечаток ключа"
            raise fail("О-02", message, "он начинается с SHA256: и стоит в кабинете хостинга")
        if self.address and not self.address.startswith(("https://", "http://")):
            raise fail("О-02", f"«{self.address}» — не адрес", "начните с https://")
        return self


class Targets(Entity):
    """All the targets of a school."""

    folder: ClassVar[str] = "publish"
    title_ru: ClassVar[str] = "цели публикации"

    targets: tuple[Target, ...] = Field(alias="цели", description="Куда отправлять раздел.")


def read_targets(project: Path) -> tuple[Target, ...]:
    """Read the school's targets.

    Raises:
        DataError: With every problem of the file, or with its absence.
    """
    file = project / FILE
    if not file.is_file():
        message = f"нет файла {FILE}: куда публиковать, не сказано"
        raise DataError([Problem("О-03", Level.ERROR, Span(FILE), message, _EXAMPLE)])
    text, problems = read_text(file, FILE)
    document = None
    if text is not None:
        document, found = parse_yaml(text, FILE)
        problems = [*problems, *found]
    if document is None or has_errors(problems):
        raise DataError(problems)
    try:
        read = Targets.read("publish", document, {})
    except ValidationError as error:
        raise DataError(explain(error, Targets, document)) from error
    assert isinstance(read, Targets)
    if problems := [*_twice(read), *_no_site(read)]:
        raise DataError(problems)
    return read.targets


def _twice(read: Targets) -> Iterator[Problem]:
    names = [target.name for target in read.targets]
    for i, name in enumerate(names):
        if name in names[:i]:
            span = read.at("цели", i, "имя")
            message, hint = "две цели с одним именем", "переименуйте одну"
            yield Problem("О-02", Level.ERROR, span, message, hint)


def _no_site(read: Targets) -> Iterator[Problem]:
    """Tell that nobody knows which target visitors come to: its days are told on the site."""
    visited = _visited(read.targets)
    if len(visited) > 1 and not any(target.is_site for target in visited):
        message = (
            f"целей несколько ({', '.join(t.name for t in visited)}): какая из них сайт школы?"
        )
        hint = "допишите к ней «сайт: да»; по ней считаются дни на странице «Что изменилось»"
        yield Problem("О-02", Level.ERROR, read.at("цели"), message, hint)


def _visited(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Return the targets that a visitor may come to: nobody visits an archive."""
    return tuple(target for target in targets if target.means is not Means.ZIP)


def sites_of(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Return the targets that are the school's site: the marked ones, or the only one there is."""
    visited = _visited(targets)
    return tuple(t for t in visited if t.is_site) or visited[:1]


def find_target(targets: tuple[Target, ...], name: str) -> Target | None:
    """Return the target of a name."""
    return next((target for target in targets if target.name == name), None)


def guesses(targets: tuple[Target, ...], name: str) -> str:
    """Return what a wrong name may have meant: the nearest names, or all of them."""
    names = [target.name for target in targets]
    return ", ".join(nearest(name, names) or names)
