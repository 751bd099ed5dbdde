"""Write the files of the demonstration's acts: PDFs, a scan, forms in DOCX, a signature.

Requisites and texts are those of the records, and the generator's own documents write them, so a
page and its file never disagree. The same records always give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from asn1crypto import cms, x509
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generator.documents.blocks import Block, Document, Paragraph, Text
from generator.documents.contexts import ActContext, act_context
from generator.documents.filling import Draft, Filler
from generator.documents.marked import blocks_of
from generator.documents.pdf import _compiler, source
from generator.documents.press import Press
from generator.documents.values import Blocks, Slots
from generator.model.act import Act, ActKind, Signature, SignatureKind
from generator.model.links import replace_links
from generator.model.loading import load
from generator.model.registry import Registry
from generator.render.clauses import apart
from generator.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "content" / "documents"
_TEMPLATES = Path(__file__).with_name("papers")
_MARK = "Демонстрационный документ: школа, люди и события вымышлены"
_PLANS = {ActKind.ROADMAP: "dorozhnaya-karta", ActKind.WORKPLAN: "plan-realizacii"}
"""Acts whose text is a plan of the records, by the template of the plan."""


def files(registry: Registry) -> Iterator[tuple[str, bytes]]:
    """Yield every file with its path under ``content/documents``."""
    for act in registry.acts.values():
        for file in act.files:
            data = _paper(registry, act, file.file)
            yield file.file, data
            if file.signature:
                yield file.signature, detached_signature(data)


def write_all(registry: Registry, target: Path) -> list[Path]:
    """Write the files that are new or different and return them."""
    changed = []
    for name, data in files(registry):
        path = target / name
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            changed.append(path)
    return changed


def _paper(registry: Registry, act: Act, name: str) -> bytes:
    document = _document(registry, act)
    if name.endswith(".docx"):
        return _printed(registry, document, "docx")
    if _by_hand(act):
        made = _compiler().compile(source(document), format="png", ppi=150)
        assert isinstance(made, bytes)
        return _scan(made)
    return _printed(registry, document, "pdf")


def _printed(registry: Registry, document: Document, form: str) -> bytes:
    return Press(Settings(ROOT), registry.school).make(document, (form,)).files[form]


@dataclass(frozen=True, slots=True)
class PaperContext(ActContext):
    """What the template of a signed act may use.

    Attributes:
        body: Its text.
        card: The card of an electronic signature; a hand signs a scan itself.
    """

    mark: str
    body: Blocks
    card: Signature | None


def _document(registry: Registry, act: Act) -> Document:
    """Return an act as a document; a roadmap and a plan are those of the records."""
    context = act_context(registry, act.date, act)
    if template := _PLANS.get(act.kind):
        plan = Draft(act.id, act.title, template, context, landscape=True)
        made = Filler(ROOT / "content").fill(plan)
        note: Block = Paragraph((Text(_MARK),), indent=False, small=True)
        return replace(made, blocks=(note, *made.blocks))
    text = "\n".join(apart(replace_links(act.text or "", lambda link: link.text)))
    paper = PaperContext(
        **{name: getattr(context, name) for name in context.__dataclass_fields__},
        mark=_MARK,
        body=Blocks(blocks_of(text, Slots())),
        card=None if _by_hand(act) else act.signature,
    )
    return Filler(_TEMPLATES).fill(Draft(act.id, act.title, "akt", paper))


def _by_hand(act: Act) -> bool:
    return act.signature is not None and act.signature.kind is SignatureKind.BY_HAND


# A scan


def _scan(png: bytes) -> bytes:
    """Return a page as a flat scanner would: grey, a little askew, signed, with a seal."""
    page = Image.open(io.BytesIO(png)).convert("RGB")
    _sign(page)
    page = page.rotate(0.55, Image.Resampling.BICUBIC, fillcolor=(247, 246, 243))
    grain = Image.frombytes("L", (256, 256), bytes(b // 16 for b in Random(61).randbytes(65536)))
    noise = Image.new("L", page.size)
    for left in range(0, page.width, 256):
        for top in range(0, page.height, 256):
            noise.paste(grain, (left, top))
    page = ImageChops.subtract(page, Image.merge("RGB", [noise] * 3))
    page = page.filter(ImageFilter.GaussianBlur(0.6))
    stream = io.BytesIO()
    moment = datetime(2024, 8, 15, tzinfo=UTC).timetuple()
    page.save(
        stream, "PDF", resolution=150, quality=60, title="Скан приказа № 61-о",
        creationDate=moment, modDate=moment,
    )  # fmt: skip
    return stream.getvalue()


def _sign(page: Image.Image) -> None:
    """Draw a seal and a stroke of a pen below the text."""
    bottom = _last_ink(page) + 70
    draw = ImageDraw.Draw(page)
    ink = (38, 62, 150)
    hand = (330, 0), (365, -52), (378, 12), (410, -40), (428, 6), (470, -26), (520, -8), (620, -20)
    stroke = [(x, bottom + y) for x, y in hand]
    draw.line(stroke, fill=ink, width=4, joint="curve")
    for radius, width in ((118, 5), (104, 2), (52, 2)):
        box = (760 - radius, bottom - radius, 760 + radius, bottom + radius)
        draw.ellipse(box, outline=ink, width=width)


def _last_ink(page: Image.Image) -> int:
    body = page.convert("L").crop((0, 0, page.width, page.height - 150))
    box = body.point(lambda value: 255 if value < 128 else 0).getbbox()
    return box[3] if box else page.height // 2


# A signature


def detached_signature(data: bytes) -> bytes:
    """Return a detached signature as programs of signing write it (RFC 5652).

    There is no key behind it: it only shows how a signed act is published.
    """
    digest = hashlib.sha256(data).digest()
    sha256 = {"algorithm": "sha256"}
    issuer = {"issuer": x509.Name.build({"common_name": _MARK}), "serial_number": 1}
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": issuer}),
        "digest_algorithm": sha256,
        "signed_attrs": [
            {"type": "content_type", "values": ["data"]},
            {"type": "message_digest", "values": [digest]},
        ],
        "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
        "signature": hashlib.sha512(digest).digest() * 4,
    }
    signed = {
        "version": "v1",
        "digest_algorithms": [sha256],
        "encap_content_info": {"content_type": "data"},
        "signer_infos": [signer],
    }
    content = cms.SignedData(signed)
    info = cms.ContentInfo({"content_type": "signed_data", "content": content})
    return bytes(info.dump())


if __name__ == "__main__":
    for changed_file in write_all(load(ROOT)[0], TARGET):
        print(changed_file.relative_to(ROOT))
