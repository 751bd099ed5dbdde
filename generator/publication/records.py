"""What the public may see: frozen classes without a single private field.

This module imports nothing of the model, so a public page cannot reach past it. Texts called
prose hold light Markdown whose links lead only to records that are published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.diagnostics import Problem, Span
from generator.publication.result_records import PublicResults


@dataclass(frozen=True, slots=True)
class PublicTopic:
    """A value of a facet with a page of its own: ``cases/form/pedagog-pedagog``.

    Attributes:
        rank: Place of the value among its kin, where there is an order of their own.
    """

    facet: str
    code: str
    name: str
    text: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A participant on a page: a permitted name, or a role.

    Attributes:
        label: «Соколова Анна Викторовна» or «наставник».
        post: Permitted post, or an empty string.
        key: ``mentors/sokolova`` when the person has a public page.
        named: Whether the label may stand where a name is expected.
    """

    label: str
    post: str = ""
    key: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class PublicLink:
    """A link to a published record."""

    key: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PublicPhoto:
    """A permitted photo, by its path in ``data/photos``.

    Attributes:
        focus: Words of :class:`~generator.model.photo.Focus`, or an empty string.
    """

    file: str
    alt: str
    focus: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PublicAward:
    """An award; ``who`` and ``act`` are there when they may be shown."""

    year: str
    nomination: str
    reason: str
    who: PersonLine
    act: PublicLink | None


@dataclass(frozen=True, slots=True)
class PublicPair:
    """A pair whose mentor allows the results of the work to be shown."""

    year: str
    form: str
    kind: str
    mentees: tuple[PersonLine, ...]
    order: PublicLink | None
    case: PublicLink | None


@dataclass(frozen=True, slots=True)
class PublicMentor:
    """A mentor who allows to be named on the honour board."""

    id: str
    name: str
    short: str
    letters: str
    post: str
    workplace: str
    subjects: tuple[str, ...]
    photo: PublicPhoto | None
    sphere: str
    about: str
    competences: tuple[str, ...]
    achievements: tuple[str, ...]
    years: tuple[str, ...]
    was_mentee: bool
    pairs: tuple[PublicPair, ...]
    awards: tuple[PublicAward, ...]
    cases: tuple[PublicLink, ...]
    news: tuple[PublicLink, ...]
    former: tuple[str, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class PublicMeasure:
    """A figure before and after.

    Attributes:
        improved: Whether it went the right way; ``None`` when it did not change.
    """

    name: str
    before: Decimal
    after: Decimal
    unit: str
    method: str
    change: Decimal
    improved: bool | None


@dataclass(frozen=True, slots=True)
class PublicMaterial:
    """A file that helps to repeat a case, under ``materials``."""

    name: str
    file: str
    kind: str


@dataclass(frozen=True, slots=True)
class PublicReview:
    """Words of a participant under a name or a role."""

    text: str
    who: PersonLine


@dataclass(frozen=True, slots=True)
class PublicCase:
    """A published case; prose fields are request, actions, result, failures, how_to_repeat."""

    id: str
    title: str
    year: str
    published: date
    reviewed: date | None
    level: PublicTopic
    subjects: tuple[PublicTopic, ...]
    requests: tuple[PublicTopic, ...]
    form: PublicTopic
    kind: PublicTopic
    role_model: PublicTopic
    mentor: PersonLine
    mentees: tuple[PersonLine, ...]
    started: date
    ended: date
    meetings: int
    order: PublicLink | None
    lead: str
    request: str
    actions: str
    result: str
    measures: tuple[PublicMeasure, ...]
    failures: str
    how_to_repeat: str
    evidence: PublicTopic
    evidence_note: str
    photos: tuple[PublicPhoto, ...]
    materials: tuple[PublicMaterial, ...]
    reviews: tuple[PublicReview, ...]
    similar: tuple[PublicLink, ...]
    news: tuple[PublicLink, ...]
    best_practice: bool
    former: tuple[str, ...]
    origin: Span

    @property
    def topics(self) -> tuple[PublicTopic, ...]:
        """All the topics the case belongs to, its year among them."""
        year = PublicTopic("year", self.year.replace("/", "-"), self.year, rank=-int(self.year[:4]))
        kinds = (self.form, self.kind, self.role_model)
        return (*kinds, *self.subjects, *self.requests, self.level, self.evidence, year)


@dataclass(frozen=True, slots=True)
class PublicGap:
    """A place where a case stood: nothing of it is told.

    Attributes:
        old: Its address without ending: ``cases/diktant``.
        instead: The case to read in its place, when there is one.
    """

    old: str
    instead: PublicLink | None
    origin: Span


@dataclass(frozen=True, slots=True)
class PublicAgreement:
    """The stamp «СОГЛАСОВАНО»."""

    body: str
    protocol: str
    date: date


@dataclass(frozen=True, slots=True)
class PublicApproval:
    """The stamp «УТВЕРЖДАЮ»."""

    post: str
    name: str
    order: str
    date: date


@dataclass(frozen=True, slots=True)
class PublicSignature:
    """The card of a signature; an empty ``kind`` means that the record does not tell it."""

    kind: str
    holder: str
    post: str
    key: str
    issuer: str
    valid_from: date | None
    valid_until: date | None
    signed: date
    time: str


@dataclass(frozen=True, slots=True)
class PublicAttachment:
    """A file that goes with a file of an act, under ``documents``; ``size`` is in bytes."""

    file: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file of an act, under ``documents``.

    Attributes:
        kind: Its format: «PDF».
        size: Bytes.
        pages: How many pages; 0 when the format does not tell.
        sha256: Hexadecimal digest of the bytes.
        scanned: It has pages that are pictures without text.
        signature: Its detached signature.
        alternative: A file with the same text.
    """

    file: str
    name: str
    kind: str
    size: int
    pages: int
    sha256: str
    scanned: bool
    signature: PublicAttachment | None
    alternative: PublicAttachment | None


@dataclass(frozen=True, slots=True)
class PublicAmendment:
    """A change made to an act that stays in force."""

    date: date
    what: str
    act: PublicLink | None


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """One of the acts that took each other's place."""

    id: str
    title: str
    number: str
    lost_force: date | None
    date: date
    status: str

    @property
    def requisites(self) -> str:
        """«№ 87-о от 01.09.2026»."""
        return requisites_of(self.number, self.date)


@dataclass(frozen=True, slots=True)
class PublicAct:
    """A published local act; ``summary`` is prose.

    Attributes:
        kind_code: The kind as it stands in an address.
        rank: Place of its kind in the registry of acts, from 0.
        text: The act's own text: prose with headings and numbered clauses.
        held: A text or a file stays with the curator, since it names people.
        versions: The acts that took each other's place, this one among them, newest first.
        mentioned_by: Other acts whose texts speak of it.
        items: Items of plans that it proves.
    """

    id: str
    kind: str
    kind_code: str
    rank: int
    title: str
    number: str
    lost_force: date | None
    date: date
    status: str
    summary: str
    text: str
    held: bool
    replaced_by: PublicLink | None
    replaces: tuple[PublicLink, ...]
    versions: tuple[PublicVersion, ...]
    implements: tuple[PublicLink, ...]
    implemented_by: tuple[PublicLink, ...]
    mentioned_by: tuple[PublicLink, ...]
    agreed: tuple[PublicAgreement, ...]
    approved: PublicApproval | None
    signature: PublicSignature | None
    amendments: tuple[PublicAmendment, ...]
    appendices: tuple[str, ...]
    files: tuple[PublicFile, ...]
    news: tuple[PublicLink, ...]
    cases: tuple[PublicLink, ...]
    items: tuple[PublicLink, ...]
    former: tuple[str, ...]
    origin: Span

    @property
    def requisites(self) -> str:
        """«№ 87-о от 01.09.2026»."""
        return requisites_of(self.number, self.date)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file of the act under ``documents``, signatures and other versions among them."""
        beside = (other for f in self.files for other in (f.signature, f.alternative) if other)
        return (*(file.file for file in self.files), *(other.file for other in beside))


def requisites_of(number: str, day: date) -> str:
    """Return «№ 87-о от 01.09.2026»."""
    words = f"№\u00a0{number} " if number else ""
    return f"{words}от\u00a0{day:%d.%m.%Y}"


@dataclass(frozen=True, slots=True)
class PublicItem:
    """An item of a plan with its state; evidence is prose."""

    number: str
    what: str
    due: str
    place: str
    results: tuple[str, ...]
    responsible: tuple[str, ...]
    state: str
    done: date | None
    evidence: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class PublicProgress:
    """How much of a plan is done."""

    done: int
    overdue: int
    total: int
    percent: int


@dataclass(frozen=True, slots=True)
class PublicSection:
    """A section of the roadmap or a block of the workplan."""

    number: str
    name: str
    task: str
    result: str
    items: tuple[PublicItem, ...]
    progress: PublicProgress


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """The roadmap or the workplan."""

    title: str
    purpose: str
    prospects: str
    sections: tuple[PublicSection, ...]
    progress: PublicProgress
    origin: Span


@dataclass(frozen=True, slots=True)
class PublicPoint:
    """A named point with its explanation."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicPointList:
    """A heading with a list under it."""

    name: str
    text: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicStage:
    """A stage of the programme's work."""

    name: str
    task: str
    activities: tuple[str, ...]
    result: str


@dataclass(frozen=True, slots=True)
class PublicPhase:
    """A phase of the programme in time."""

    name: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicTerm:
    """An entry of a dictionary."""

    code: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicGround:
    """A legal act the programme rests on."""

    name: str
    requisites: str
    about: str
    level: str
    checked: date
    until: date | None


@dataclass(frozen=True, slots=True)
class PublicStimuli:
    """Material and non-material stimuli."""

    material: tuple[str, ...]
    moral: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicProgramme:
    """The programme; ``idea`` is prose."""

    title: str
    promise: str
    idea: str
    goal: str
    tasks: tuple[str, ...]
    principles: tuple[PublicPoint, ...]
    roles: tuple[PublicPoint, ...]
    areas: tuple[PublicPointList, ...]
    components: tuple[PublicPointList, ...]
    phases: tuple[PublicPhase, ...]
    stages: tuple[PublicStage, ...]
    steps: tuple[PublicPoint, ...]
    closing: tuple[PublicPoint, ...]
    forms: tuple[PublicTerm, ...]
    kinds: tuple[PublicTerm, ...]
    role_models: tuple[PublicTerm, ...]
    contacts: tuple[PublicTerm, ...]
    styles: tuple[PublicPoint, ...]
    training: tuple[PublicPoint, ...]
    expected: tuple[str, ...]
    assessed: tuple[str, ...]
    indicators: tuple[PublicPointList, ...]
    stimuli: PublicStimuli
    conditions: tuple[PublicPointList, ...]
    legal: tuple[PublicGround, ...]


@dataclass(frozen=True, slots=True)
class PublicMeetingForm:
    """One of the five meetings of a pair."""

    name: str
    participants: tuple[str, ...]
    purpose: str
    min_minutes: int | None
    max_minutes: int | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicYear:
    """Figures of one school year."""

    year: str
    pairs: int
    mentees: int
    cases: int


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """The programme in figures."""

    mentors: int
    mentees: int
    pairs_working: int
    pairs_finished: int
    meetings: int
    hours: int
    cases: int
    grew_to_mentors: int
    years: tuple[PublicYear, ...]


@dataclass(frozen=True, slots=True)
class PublicMember:
    """A member of the council."""

    who: PersonLine
    role: str


@dataclass(frozen=True, slots=True)
class PublicCouncilMeeting:
    """A meeting of the council; decisions are prose."""

    date: date
    protocol: str
    agenda: tuple[str, ...]
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicCouncil:
    """The council of mentors."""

    name: str
    purpose: str
    tasks: tuple[str, ...]
    members: tuple[PublicMember, ...]
    meetings: tuple[PublicCouncilMeeting, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class PublicNews:
    """A news item; ``lead`` and ``text`` are prose."""

    id: str
    title: str
    date: date
    category: str
    lead: str
    text: str
    mentors: tuple[PersonLine, ...]
    cases: tuple[PublicLink, ...]
    acts: tuple[PublicLink, ...]
    former: tuple[str, ...]
    origin: Span


@dataclass(frozen=True, slots=True)
class PublicOfficial:
    """A person who answers for the programme by post."""

    name: str
    post: str
    phone: str
    email: str
    office: str


@dataclass(frozen=True, slots=True)
class PublicSchool:
    """The school as its section names it."""

    name: str
    full_name: str
    address: str
    site: str
    current_year: str
    programme_start: date
    head: PublicOfficial
    curator: PublicOfficial
    psychologist: PublicOfficial | None
    demonstration: str


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything the public section is made of.

    Attributes:
        withheld: Records and texts kept back, with the reason, for the curator.
    """

    today: date
    school: PublicSchool
    programme: PublicProgramme
    meeting_forms: tuple[PublicMeetingForm, ...]
    figures: PublicFigures
    roadmap: PublicPlan | None
    workplan: PublicPlan | None
    council: PublicCouncil | None
    mentors: tuple[PublicMentor, ...]
    cases: tuple[PublicCase, ...]
    acts: tuple[PublicAct, ...]
    news: tuple[PublicNews, ...]
    awards: tuple[PublicAward, ...]
    results: PublicResults
    gaps: tuple[PublicGap, ...]
    withheld: tuple[Problem, ...]
