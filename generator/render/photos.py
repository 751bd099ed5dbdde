"""Opening a photo as people send it: right way up, in sRGB, and refusing what is no photo."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from generator.diagnostics import Level, Problem, Span, reason_of
from generator.render.words import counted

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
_MOST_PIXELS = 60_000_000
_CODE = "Ф-10"
_RESAVE = "сохраните его заново как JPEG до 20 Мп"
# Phones write several pictures into one file: the first is the photo.
_SEVERAL = {"MPO", "HEIF"}

register_heif_opener()


class NoPhotoError(Exception):
    """The file is no photo that can be shown; holds what to tell the curator."""

    def __init__(self, what: str, hint: str = _RESAVE) -> None:
        super().__init__(what)
        self._what = what
        self._hint = hint

    def problem(self, path: str) -> Problem:
        """Return the problem for the file at a path of the project."""
        return Problem(_CODE, Level.ERROR, Span(path), f"фото не годится: {self._what}", self._hint)


def open_photo(data: bytes, least: tuple[int, int], wanted: int) -> Image.Image:
    """Return the pixels of a photo, in a fresh image without a trace of the camera.

    Args:
        data: Bytes of the file: JPEG, PNG, WebP, HEIC or AVIF.
        least: Least width and height.
        wanted: Width that will be used at most; a JPEG is decoded no larger than it must be.

    Raises:
        NoPhotoError: When the file is broken, or too large, too small, animated, made for print
            or deeper than eight bits a channel.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as original:
                _refuse(original)
                original.draft("RGB", (wanted * 2, wanted * 2))
                profile = original.info.get("icc_profile")
                turned = ImageOps.exif_transpose(original)
                flat = _in_srgb(_flat(turned), profile)
        except UnidentifiedImageError as error:
            what = "это не картинка JPEG, PNG, WebP, HEIC или AVIF, или файл испорчен"
            raise NoPhotoError(what) from error
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise _too_large("больше 90 Мп") from error
        except (OSError, ValueError, SyntaxError, EOFError, Warning) as error:
            raise NoPhotoError("файл испорчен и до конца не читается") from error
    # JPEG decoded smaller is still larger than what is wanted, so the check of size is fair.
    if flat.width < least[0] or flat.height < least[1]:
        what = f"слишком маленькое, {flat.width}×{flat.height} точек"
        hint = f"нужно не меньше {least[0]}×{least[1]}: возьмите исходный снимок, а не из переписки"
        raise NoPhotoError(what, hint)
    clean = Image.new("RGB", flat.size)
    clean.paste(flat)
    return clean


def read_photo(file: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        NoPhotoError: When it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        what = f"файл не открывается: {reason_of(error)}"
        raise NoPhotoError(what, "проверьте, не занят ли он другой программой") from error


def _refuse(image: Image.Image) -> None:
    pixels = image.width * image.height
    if pixels > _MOST_PIXELS:
        raise _too_large(f"{image.width}×{image.height} точек, это {pixels // 1_000_000} Мп")
    frames = getattr(image, "n_frames", 1)
    if frames > 1 and image.format not in _SEVERAL:
        what = f"это анимация, в ней {counted(frames, 'кадр', 'кадра', 'кадров')}"
        raise NoPhotoError(what, "сохраните один кадр как JPEG")
    if image.mode in {"CMYK", "YCCK", "LAB"}:
        what = "цвета для типографии (CMYK), на экране они будут чужими"
        raise NoPhotoError(what, "сохраните его в цветах sRGB (RGB) как JPEG")
    if image.mode.startswith(("I", "F")) or _is_deep(image):
        what = "16 бит на цвет вместо 8"
        raise NoPhotoError(what, "сохраните его с глубиной 8 бит, проще всего — как JPEG")


def _is_deep(image: Image.Image) -> bool:
    """Tell a picture of 16 bits a channel: Pillow would halve its depth without a word."""
    tiles = getattr(image, "tile", ())
    return any(";16" in str(tile) for tile in tiles)


def _too_large(size: str) -> NoPhotoError:
    return NoPhotoError(f"слишком большое, {size}", "уменьшите его до 20 Мп и сохраните как JPEG")


def _flat(image: Image.Image) -> Image.Image:
    """Return an image in RGB; what shines through becomes white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    shape = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(shape, mask=shape.getchannel("A"))
    return paper


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Bring the colours of a phone's wide profile to those of any screen."""
    if not profile:
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        brought = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return image
    return brought or image
