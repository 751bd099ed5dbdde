"""Photos as people send them: what is made of them, and what is told of those that will not do."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, ImageCms, PngImagePlugin

from generator.cache import Cache
from generator.diagnostics import DataError
from generator.render.pictures import picture_files
from generator.views.page import CASE_PHOTO, PORTRAIT, Picture, Shape

SECRET = "Орлов Илья Сергеевич"
RED, BLUE = (214, 30, 30), (30, 60, 214)


def photo(size: tuple[int, int] = (900, 1200), mode: str = "RGB") -> Image.Image:
    """A red sheet whose upper left quarter is blue: whether it is turned or cut shows."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def made(data: bytes, folder: Path, shape: Shape = PORTRAIT, focus: str = "") -> dict[str, bytes]:
    (folder / "photos").mkdir(exist_ok=True)
    (folder / "photos/a.jpg").write_bytes(data)
    picture = Picture("assets/a", "a.jpg", shape, focus)
    with picture_files([picture], folder / "photos", Cache(folder / "cache")) as made:
        return made()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image.convert("RGB")


def is_near(colour: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) < 40 for a, b in zip(colour, other, strict=True))


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x013B] = SECRET
    tags.get_ifd(0x8825)[1] = "N"
    return tags


def png_texts() -> PngImagePlugin.PngInfo:
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("Author", SECRET)
    return texts


def heic(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    pillow_heif.from_pillow(image).save(buffer, exif=exif(1).tobytes())
    return buffer.getvalue()


XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{SECRET}</a></x:xmpmeta>".encode()
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SENT: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: saved(
        photo(), "JPEG", exif=exif(1), comment=SECRET.encode(), icc_profile=PROFILE, xmp=XMP
    ),
    "PNG": lambda: saved(photo(mode="RGBA"), "PNG", pnginfo=png_texts(), exif=exif(1)),
    "palette": lambda: saved(photo(mode="P"), "PNG"),
    "grey": lambda: saved(photo(mode="L"), "JPEG"),
    "WebP": lambda: saved(photo(), "WEBP", exif=exif(1), xmp=XMP, icc_profile=PROFILE),
    "AVIF": lambda: saved(photo(), "AVIF", exif=exif(1), xmp=XMP, icc_profile=PROFILE),
    "HEIC": lambda: heic(photo()),
}


@pytest.mark.parametrize("kind", SENT)
def test_any_photo_becomes_three_formats_in_three_widths(kind: str, tmp_path: Path) -> None:
    files = made(SENT[kind](), tmp_path)
    assert len(files) == 9
    for width in PORTRAIT.widths:
        for ending, format_ in (("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")):
            image = Image.open(io.BytesIO(files[f"assets/a-{width}.{ending}"]))
            assert (image.format, image.size) == (format_, (width, width * 5 // 4))


# What holds metadata in the three formats, as it stands in their bytes.
TRACES = (
    b"Exif",
    b"http://ns.adobe.com",
    b"xmpmeta",
    b"ICC_PROFILE",
    b"EXIF",
    b"XMP ",
    b"ICCP",
    b"mime",
    b"prof",
    SECRET.encode(),
)
# Two bytes stand anywhere among pixels; they mean something in headers.
SEGMENTS = (b"\xff\xfe", b"\xff\xed")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP", "AVIF", "HEIC"])
def test_no_metadata_is_left_in_the_bytes(kind: str, tmp_path: Path) -> None:
    sent = SENT[kind]()
    assert any(trace in sent for trace in TRACES), "the original has nothing to lose"
    for name, data in made(sent, tmp_path).items():
        assert [trace for trace in TRACES if trace in data] == [], name
        if name.endswith(".jpg"):
            assert [segment for segment in SEGMENTS if segment in headers_of(data)] == [], name
        info = Image.open(io.BytesIO(data)).info
        assert not {"exif", "xmp", "icc_profile", "comment"} & info.keys(), name


def headers_of(jpeg: bytes) -> bytes:
    """Return the segments of a JPEG that are not its pixels."""
    place, parts = 2, [b""]
    while jpeg[place + 1] != 0xDA:
        length = int.from_bytes(jpeg[place + 2 : place + 4])
        parts.append(jpeg[place : place + 2 + length])
        place += 2 + length
    assert {part[:2] for part in parts[1:]} <= {b"\xff\xe0", b"\xff\xdb", b"\xff\xc2", b"\xff\xc4"}
    return b"".join(parts)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photo_stands_the_right_way_up(orientation: int, tmp_path: Path) -> None:
    upright = photo()
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    turned = upright.transpose(back[orientation]) if orientation > 1 else upright
    data = saved(turned, "JPEG", exif=exif(orientation))
    image = opened(made(data, tmp_path)["assets/a-640.jpg"])
    assert is_near(image.getpixel((100, 100)), BLUE)
    assert is_near(image.getpixel((540, 100)), RED)
    assert is_near(image.getpixel((100, 700)), RED)


@pytest.mark.parametrize(
    ("focus", "colour"), [("слева", BLUE), ("справа", RED), ("вверху слева", BLUE)]
)
def test_focus_says_what_stays_in_sight(
    focus: str, colour: tuple[int, int, int], tmp_path: Path
) -> None:
    wide = saved(photo((3000, 900)), "JPEG")
    image = opened(made(wide, tmp_path, focus=focus)["assets/a-360.jpg"])
    assert is_near(image.getpixel((160, 40)), colour)


def test_what_shines_through_is_white(tmp_path: Path) -> None:
    glass = Image.new("RGBA", (900, 1200), (0, 0, 0, 0))
    image = opened(made(saved(glass, "PNG"), tmp_path)["assets/a-360.webp"])
    assert image.getpixel((160, 200)) == (255, 255, 255)


def test_broken_profile_of_colours_is_passed_over(tmp_path: Path) -> None:
    broken = saved(photo(), "JPEG", icc_profile=b"not a profile at all")
    image = opened(made(broken, tmp_path)["assets/a-640.jpg"])
    assert is_near(image.getpixel((100, 100)), BLUE)


def deep_png() -> bytes:
    """A sound PNG of sixteen bits a channel, which Pillow itself cannot write."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 400, 500, 16, 2, 0, 0, 0)
    rows = (b"\0" + bytes(400 * 6)) * 500
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def animation(kind: str) -> bytes:
    frames = [Image.new("RGB", (400, 500), colour) for colour in ("red", "blue", "green")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:])


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "broken": (lambda: saved(photo(), "JPEG")[:4000], "файл испорчен", "сохраните его заново"),
    "empty": (lambda: b"", "это не картинка JPEG, PNG, WebP, HEIC или AVIF", "сохраните его"),
    "text": (lambda: "портрет".encode() * 99, "это не картинка", "сохраните его заново как JPEG"),
    "GIF": (lambda: saved(photo(), "GIF"), "это не картинка", "сохраните его заново как JPEG"),
    "huge": (
        lambda: saved(Image.new("1", (8000, 8000)), "PNG"),
        "8000×8000 точек, это 64 Мп",
        "уменьшите его до 20 Мп",
    ),
    "warned bomb": (
        lambda: saved(Image.new("1", (11000, 9000)), "PNG"),
        "слишком большое",
        "уменьшите",
    ),
    "bomb": (lambda: saved(Image.new("1", (20000, 20000)), "PNG"), "слишком большое", "уменьшите"),
    "tiny": (
        lambda: saved(photo((90, 120)), "JPEG"),
        "слишком маленькое, 90×120",
        "не меньше 320×400",
    ),
    "animated WebP": (lambda: animation("WEBP"), "анимация, в ней 3\u00a0кадра", "один кадр"),
    "animated PNG": (
        lambda: animation("PNG"),
        "анимация, в ней 3\u00a0кадра",
        "один кадр как JPEG",
    ),
    "animated AVIF": (
        lambda: animation("AVIF"),
        "анимация, в ней 3\u00a0кадра",
        "один кадр как JPEG",
    ),
    "CMYK": (lambda: saved(photo(mode="CMYK"), "JPEG"), "для типографии (CMYK)", "sRGB"),
    "16-bit grey": (
        lambda: saved(Image.new("I;16", (400, 500)), "PNG"),
        "16 бит на цвет",
        "8 бит",
    ),
    "16-bit colour": (deep_png, "16 бит на цвет", "проще всего — как JPEG"),
}


@pytest.mark.parametrize("kind", BAD)
def test_photo_that_will_not_do_is_told_of_in_russian(kind: str, tmp_path: Path) -> None:
    make, what, hint = BAD[kind]
    with pytest.raises(DataError) as told:
        made(make(), tmp_path)
    [problem] = told.value.problems
    assert (problem.code, problem.span.path) == ("Ф-10", "data/photos/a.jpg")
    assert what in problem.message
    assert hint in problem.hint


def test_all_the_bad_photos_are_told_of_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"")
    (tmp_path / "b.jpg").write_bytes(saved(photo((90, 120)), "JPEG"))
    pictures = [Picture(name, f"{name}.jpg") for name in "ab"]
    with picture_files(pictures, tmp_path, Cache(None)) as made, pytest.raises(DataError) as told:
        made()
    assert [p.span.path for p in told.value.problems] == ["data/photos/a.jpg", "data/photos/b.jpg"]


def test_made_once_for_the_same_original_and_anew_for_another(tmp_path: Path) -> None:
    first = made(saved(photo(), "JPEG"), tmp_path)
    cache = tmp_path / "cache"
    for file in cache.glob("*/*-360.jpg"):
        Cache(cache).keep(file.parent.name, file.name, b"kept")
    again = made(saved(photo(), "JPEG"), tmp_path)
    assert again == {**first, "assets/a-360.jpg": b"kept"}
    other = made(saved(photo((1000, 1300)), "JPEG"), tmp_path)
    assert other.keys() == first.keys()
    assert len(list(cache.glob("*/*"))) == 2 * len(first)
    made(saved(photo((1000, 1300)), "JPEG"), tmp_path, CASE_PHOTO)
    assert len(list(cache.glob("*/*"))) == 3 * len(first)


def test_same_original_gives_the_same_bytes(tmp_path: Path) -> None:
    data = saved(photo(), "JPEG")
    first = made(data, tmp_path)
    for folder in (tmp_path / "cache").iterdir():
        for file in folder.iterdir():
            file.unlink()
    assert made(data, tmp_path) == first


def test_folder_that_cannot_be_written_to_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands where the folder should be", encoding="utf-8")
    assert len(made(saved(photo(), "JPEG"), tmp_path)) == 9
