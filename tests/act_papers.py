"""Real files of acts made on the spot: PDFs with text and without, locked, broken, signatures."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.constants import UserAccessPermissions
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject

WIDTH, HEIGHT = 595, 842


def text_pdf(*pages: str) -> bytes:
    """Return a PDF whose pages say words; Russian letters stand by a table of their own."""
    writer = PdfWriter()
    for words in pages:
        page = writer.add_blank_page(WIDTH, HEIGHT)
        letters = sorted(set(words))
        codes = {letter: number for number, letter in enumerate(letters, 33)}
        shown = bytes(codes[letter] for letter in words).hex()
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 50 700 Td <{shown}> Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(content)
        fonts = DictionaryObject({NameObject("/F1"): _font(writer, codes)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    return _bytes(writer)


def _font(writer: PdfWriter, codes: dict[str, int]) -> DictionaryObject:
    pairs = "\n".join(f"<{code:02x}> <{ord(letter):04x}>" for letter, code in codes.items())
    table = DecodedStreamObject()
    table.set_data(
        "/CIDInit /ProcSet findresource begin begincmap\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end".encode()
    )
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/FirstChar"): NumberObject(33),
            NameObject("/ToUnicode"): writer._add_object(table),
        }
    )


def scan_pdf(pages: int = 1) -> bytes:
    """Return a PDF of pictures."""
    picture = Image.new("L", (300, 420), 235)
    stream = io.BytesIO()
    picture.save(stream, "PDF", save_all=True, append_images=[picture] * (pages - 1))
    return stream.getvalue()


def locked_pdf(words: str = "Приказ") -> bytes:
    """Return a PDF that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(text_pdf(words))))
    writer.encrypt("secret", algorithm="RC4-128")
    return _bytes(writer)


def uncopied_pdf(words: str = "Приказ") -> bytes:
    """Return a PDF that opens for everybody and forbids to copy its text."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(text_pdf(words))))
    writer.encrypt("", "owner", permissions_flag=UserAccessPermissions.PRINT, algorithm="RC4-128")
    return _bytes(writer)


def signature(data: bytes = b"", until: date = date(2040, 12, 31)) -> bytes:
    """Return a detached signature of bytes by a certificate in force from 2020 until a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ремизов О. Д.")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(5)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime.combine(until, time(), UTC))
        .sign(key, hashes.SHA256())
    )
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data)
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    signed = builder.add_signer(certificate, key, hashes.SHA256())
    return signed.sign(serialization.Encoding.DER, options)


def _bytes(writer: PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def lay(project: Path, name: str, data: bytes) -> Path:
    """Put a file among the acts' files of a school."""
    file = project / "content/documents" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file
