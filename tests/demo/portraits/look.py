"""What makes one portrait differ from another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from portraits.geometry import Curve, mirrored, mix

if TYPE_CHECKING:
    from portraits.canvas import Canvas

INK = "#3A2A28"

_FEMALE_HEAD = mirrored(
    (0, 236),
    (64, 246),
    (110, 296),
    (127, 368),
    (126, 436),
    (116, 494),
    (90, 546),
    (47, 584),
    (0, 597),
)
_MALE_HEAD = mirrored(
    (0, 232),
    (68, 242),
    (116, 294),
    (131, 368),
    (130, 440),
    (123, 504),
    (103, 558),
    (60, 598),
    (0, 610),
)
_FEMALE_TORSO = mirrored(
    (0, 654),
    (50, 660),
    (84, 692),
    (160, 728),
    (222, 768),
    (258, 834),
    (276, 930),
    (284, 1060),
    (0, 1080),
)
_MALE_TORSO = mirrored(
    (0, 650),
    (68, 656),
    (112, 690),
    (206, 726),
    (276, 768),
    (314, 838),
    (332, 940),
    (338, 1060),
    (0, 1080),
)


class Beard(Enum):
    """What grows on a face."""

    NONE = auto()
    STUBBLE = auto()
    MOUSTACHE = auto()
    GOATEE = auto()
    SHORT = auto()
    FULL = auto()


class Frames(Enum):
    """Shape of the glasses."""

    NONE = auto()
    ROUND = auto()
    SQUARE = auto()
    CAT = auto()


@dataclass(frozen=True, slots=True)
class Hair:
    """A hairstyle, from the farthest layer to the nearest.

    Attributes:
        back: Areas behind the head and the shoulders.
        back_strands: Lines on them.
        front: Areas over the head.
        locks: Areas over the shoulders.
        strands: Lines that show how the hair lies.
        shine: Lines of light.
        ears: Whether the ears are seen.
    """

    front: tuple[Curve, ...]
    back: tuple[Curve, ...] = ()
    back_strands: tuple[Curve, ...] = ()
    locks: tuple[Curve, ...] = ()
    strands: tuple[Curve, ...] = ()
    shine: tuple[Curve, ...] = ()
    ears: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """One person's appearance.

    Attributes:
        wear: Draws the clothes, with the neck where they show it.
        cloth: Main colour of the clothes.
        under: Colour of what is worn under them.
        smile: Whether the teeth are seen.
        accent: Colour of a scarf, a necklace, a brooch or a pattern.
        earrings: Their colour; empty when there are none.
        age: How deep the wrinkles are, 0–1.
    """

    background: str
    skin: str
    hair: Hair
    hair_colour: str
    wear: Callable[[Canvas, Look], None]
    cloth: str
    under: str = "#FFFDF8"
    accent: str = "#D9A441"
    male: bool = False
    eyes: str = "#6B4A32"
    smile: bool = False
    lips: str = "#C4605C"
    brows: str = ""
    beard: Beard = Beard.NONE
    frames: Frames = Frames.NONE
    frames_colour: str = INK
    earrings: str = ""
    freckles: bool = False
    age: float = 0.0

    @property
    def shade(self) -> str:
        """Skin in the shade."""
        return mix(self.skin, "#9A4A34", 0.26)

    @property
    def face(self) -> Curve:
        """Outline of the head."""
        return _MALE_HEAD if self.male else _FEMALE_HEAD

    @property
    def torso(self) -> Curve:
        """Outline of the shoulders."""
        return _MALE_TORSO if self.male else _FEMALE_TORSO
