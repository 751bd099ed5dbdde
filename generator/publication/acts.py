"""Local acts as the public may see them: requisites, text, files, history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diagnostics import Level, Problem
from generator.model.act import Act, ActFile, ActKind
from generator.model.base import Category
from generator.model.case import Case
from generator.model.consent import Place
from generator.model.links import links_in
from generator.model.news import News
from generator.model.people import Person
from generator.model.plans import PlanItem
from generator.model.slugs import ascii_slug
from generator.publication.gate import Gate
from generator.publication.mirror import mirror
from generator.publication.records import (
    PublicAct,
    PublicAmendment,
    PublicAttachment,
    PublicFile,
    PublicLink,
    PublicVersion,
)
from generator.rules.act_files import FileFacts
from generator.rules.acts import successors

Facts = Mapping[str, FileFacts]
"""What the files of acts are, by their paths in ``content/documents``."""


def public_act(gate: Gate, act: Act, facts: Facts) -> PublicAct:
    """Return an act; a text or a file that may name somebody without leave stays behind.

    Args:
        gate: Decides what is published.
        act: A published act.
        facts: What its files are; a file without facts is not published.
    """
    registry = gate.registry
    replaced = registry.acts[act.replaced_by] if act.replaced_by else None
    text = gate.text(act, ("текст",), act.text)
    files = tuple(_files(gate, act, facts))
    return mirror(
        act,
        PublicAct,
        id=act.id,
        kind_code=ascii_slug(act.kind),
        rank=list(ActKind).index(act.kind),
        summary=gate.text(act, ("о чём",), act.summary),
        text=text,
        held=(act.text is not None and not text) or len(files) < len(act.files),
        files=files,
        amendments=tuple(_amendments(gate, act)),
        replaced_by=gate.link(replaced, replaced.title) if replaced else None,
        replaces=gate.acts_where(lambda other: other.replaced_by == act.id),
        versions=_versions(gate, act),
        implements=gate.acts_where(lambda other: other.id in act.implements),
        implemented_by=gate.acts_where(lambda other: act.id in other.implements),
        mentioned_by=_mentioning_acts(gate, act),
        news=gate.mentions(act.key, News),
        cases=_cases(gate, act),
        items=tuple(_plan_items(gate, act)),
        origin=act.at(),
    )


def _files(gate: Gate, act: Act, facts: Facts) -> Iterator[PublicFile]:
    for index, file in enumerate(act.files):
        if (own := facts.get(file.file)) is None:
            continue
        if reason := _why_held(gate, act, file, own):
            message = f"файл «{file.file}» не публикуется: {reason}"
            hint = (
                "прочтите его; если имён без согласия в нём нет, добавьте к файлу "
                "«имена проверены: да»"
            )
            place = act.at("файлы", index, "файл")
            gate.withheld.append(Problem("Л-02", Level.WARNING, place, message, hint))
            continue
        yield PublicFile(
            file=file.file,
            name=file.name,
            kind=own.kind,
            size=own.size,
            pages=own.pages,
            sha256=own.sha256,
            scanned=bool(own.pictures),
            signature=_attachment(file.signature, facts),
            alternative=_attachment(file.alternative, facts),
        )


def _attachment(file: str | None, facts: Facts) -> PublicAttachment | None:
    own = facts.get(file or "")
    return PublicAttachment(file, own.kind, own.size) if file and own else None


def _why_held(gate: Gate, act: Act, file: ActFile, facts: FileFacts) -> str:
    """Return why a file stays behind, in Russian, or nothing when it may be published."""
    if file.names_checked:
        return ""
    if act.lists_people and not _all_agree(gate, act):
        return "в документе названы люди, и не все разрешили показывать своё имя в документах"
    if not facts.searchable:
        return "это скан, и программа не может проверить, нет ли в нём имён"
    return ""


def _all_agree(gate: Gate, act: Act) -> bool:
    """Tell whether everybody an act lists allows to be named in documents."""
    registry = gate.registry
    listed: list[Person] = [registry.mentors[id_] for id_ in act.mentors]
    for id_ in act.pairs:
        listed.extend(registry.participants(registry.pairs[id_]))
    naming = gate.on(Place.DOCUMENTS)
    return bool(listed) and all(naming.allows(person, Category.NAME) for person in listed)


def _amendments(gate: Gate, act: Act) -> Iterator[PublicAmendment]:
    for amendment in act.amendments:
        by = gate.registry.acts[amendment.act] if amendment.act else None
        yield PublicAmendment(
            amendment.date, amendment.what, gate.link(by, by.title) if by else None
        )


def _versions(gate: Gate, act: Act) -> tuple[PublicVersion, ...]:
    """Return the published acts that follow one another in place of each other, newest first."""
    registry = gate.registry
    last = [act, *successors(registry, act)][-1]
    chain = [
        other
        for other in gate.acts
        if other.id == last.id or last.id in {later.id for later in successors(registry, other)}
    ]
    if len(chain) < 2:
        return ()
    return tuple(
        PublicVersion(
            id=other.id,
            title=other.title,
            number=other.number or "",
            lost_force=other.lost_force,
            date=other.date,
            status=other.status.value,
        )
        for other in sorted(chain, key=lambda other: (other.date, other.id), reverse=True)
    )


def _mentioning_acts(gate: Gate, act: Act) -> tuple[PublicLink, ...]:
    """Return acts whose texts speak of this one and that have no closer tie with it."""
    near = {act.id, act.replaced_by, *act.implements}
    return tuple(
        link
        for link in gate.mentions(act.key, Act)
        if (other := gate.registry.acts[link.key.removeprefix(f"{Act.folder}/")]).id not in near
        and other.replaced_by != act.id
        and act.id not in other.implements
    )


def _cases(gate: Gate, act: Act) -> tuple[PublicLink, ...]:
    """Return the cases of the pairs an order assigns and those that speak of the act."""
    pairs = gate.registry.pairs
    own = [PublicLink(c.key, c.title) for c in gate.cases if pairs[c.pair].order == act.id]
    return tuple(dict.fromkeys((*own, *gate.mentions(act.key, Case))))


def _plan_items(gate: Gate, act: Act) -> Iterator[PublicLink]:
    """Yield the items of the roadmap and the workplan that this act proves."""
    roadmap, workplan = gate.registry.roadmap, gate.registry.workplan
    for number, section in enumerate(roadmap.sections if roadmap else (), 1):
        yield from _proved(act, section.items, f"roadmap#s{number}", "Дорожная карта")
    for number, block in enumerate(workplan.blocks if workplan else (), 1):
        yield from _proved(act, block.items, f"workplan#s{number}", "План реализации")


def _proved(act: Act, items: tuple[PlanItem, ...], key: str, plan: str) -> Iterator[PublicLink]:
    for item in items:
        texts = (text for done in item.done for text in done.evidence)
        if any(link.key == act.key for text in texts for link in links_in(text)):
            yield PublicLink(key, f"{plan}, п. {item.number}", item.what)
