"""Files of detached signatures: what can be told of one without a key and a network (RFC 5652).

Told: that it is signed data, that it was made for this very file, that the certificate was in force
on the day of signing. Not told: whether the signature itself is genuine and who stands behind the
certificate; and nothing of the file where the digest is of ГОСТ Р 34.11, which Python has not.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from asn1crypto.cms import SignedData

_KNOWN: Final = {"sha1", "sha224", "sha256", "sha384", "sha512"}


@dataclass(frozen=True, slots=True)
class Signer:
    """One signature of a file.

    Attributes:
        digest: Name of the digest's algorithm: «sha256», or the number of an unknown one.
        of_file: Digest of the signed file; empty when the signature does not tell it apart.
        signed: Day of signing by the signer's own clock.
        term: First and last day of the certificate, when it is in the file.
    """

    digest: str
    of_file: bytes
    signed: date | None
    term: tuple[date, date] | None

    def is_of_another(self, data: bytes) -> bool:
        """Tell whether the signature was surely made for other bytes."""
        if self.digest not in _KNOWN or not self.of_file:
            return False
        return hashlib.new(self.digest, data).digest() != self.of_file


@lru_cache(maxsize=256)
def signers_of(contents: bytes) -> tuple[Signer, ...]:
    """Read a file of a detached signature, plain or in base64.

    Returns:
        Who signed; nobody when the file is no signature or is broken.
    """
    # Imported here: few schools have files of signatures.
    from asn1crypto import cms

    try:
        info = cms.ContentInfo.load(_plain(contents))
        if info["content_type"].native != "signed_data":
            return ()
        return tuple(_signers(info["content"]))
    except (ValueError, TypeError, KeyError):
        return ()


def _plain(contents: bytes) -> bytes:
    """Return a signature as it is, out of base64 where it was put into it.

    Raises:
        ValueError: When it is neither.
    """
    if contents.startswith(b"\x30"):
        return contents
    lines = (line for line in contents.splitlines() if not line.startswith(b"-----"))
    try:
        return base64.b64decode(b"".join(lines), validate=True)
    except binascii.Error as error:
        raise ValueError from error


def _signers(signed: SignedData) -> Iterator[Signer]:
    certificates = [c.chosen for c in signed["certificates"] or () if c.name == "certificate"]
    for info in signed["signer_infos"]:
        told = {a["type"].native: a["values"][0].native for a in info["signed_attrs"] or ()}
        moment = told.get("signing_time")
        yield Signer(
            digest=str(info["digest_algorithm"]["algorithm"].native),
            of_file=told.get("message_digest") or b"",
            signed=moment.date() if moment else None,
            term=next((_term(c) for c in certificates if _is_of(c, info["sid"])), None),
        )


def _is_of(certificate: Any, signer: Any) -> bool:
    """Tell whether a certificate is the signer's own."""
    if signer.name == "issuer_and_serial_number":
        return bool(certificate.serial_number == signer.chosen["serial_number"].native)
    return bool(certificate.key_identifier == signer.native)


def _term(certificate: Any) -> tuple[date, date]:
    validity = certificate["tbs_certificate"]["validity"].native
    return validity["not_before"].date(), validity["not_after"].date()
