"""The typeface of certificates: which characters the bundled fonts can draw, and how a text is readied for them."""

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from registry.errors import Refusal

FONTS = Path(__file__).resolve().parent.parent / "templates" / "certificates" / "fonts"
SERIF = "EBGaramond"
CHINESE, JAPANESE, KOREAN = (FONTS / f"NotoSerif{name}-Regular.otf" for name in ("SC", "JP", "KR"))
"""The fonts of East Asia; they are large, and loaded only for words that need them."""
DISPLAY = "EBGaramond-Medium.ttf"
EM, MEAN = 1.0, 0.6
"""How wide a letter of East Asia is, and any other that is not measured, in ems."""
JOINERS = "\u200c\u200d"
"""The only invisible characters that shape a name; direction marks and soft hyphens are left out of the print."""


class MissingGlyph(Refusal):
    """The bundled fonts cannot draw a character of the certificate; `character` holds it."""

    code = "missing-glyph"

    def __init__(self, character: str) -> None:
        self.character = character
        name = unicodedata.name(character, "unnamed")
        shown = f"“{character}” " if character.isprintable() else ""
        super().__init__(
            f"The fonts of the printed certificate cannot draw {shown}(U+{ord(character):04X}, {name})."
            " The credential itself is not affected. To print it, have the name corrected to one of the scripts"
            " it can draw: Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian, Devanagari, or the usual"
            " characters of Chinese, Japanese and Korean."
        )


def printable(text: str) -> str:
    """Return a text on one line, composed, without characters that draw and shape nothing."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(letter for letter in composed if letter in JOINERS or unicodedata.category(letter) != "Cf")


def direction(text: str) -> str:
    """Return the direction, `ltr` or `rtl`, that the first letter of a text sets."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def refuse_missing_glyphs(text: str) -> None:
    """Raise MissingGlyph when a text holds a character that no bundled font draws."""
    for letter in text:
        if ord(letter) not in _drawable() and not _eastern(letter):
            raise MissingGlyph(letter)


def east(text: str) -> str:
    """Return what words of East Asia are set with, `east` or `east japanese`, and nothing for all others.

    One character is written in two ways in China and Japan: whoever has a letter that only Japan writes gets all
    letters as Japan writes them.
    """
    foreign = [letter for letter in text if ord(letter) not in _drawable() and _eastern(letter)]
    if not foreign:
        return ""
    japanese = any(ord(letter) not in _codes(CHINESE) | _codes(KOREAN) for letter in foreign)
    return "east japanese" if japanese else "east"


def _eastern(letter: str) -> bool:
    """Say whether one of the fonts of East Asia draws a letter."""
    return letter > "\u2fff" and any(ord(letter) in _codes(path) for path in (CHINESE, JAPANESE, KOREAN))


@cache
def _codes(path: Path) -> frozenset[int]:
    """Return the code points of a font."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _drawable() -> frozenset[int]:
    """Return the code points that every style of the serif, or one of the small fonts for other scripts, can draw.

    Some fonts map control characters to nothing; those are not drawn.
    """
    tables = {path.name: _codes(path) for path in sorted(FONTS.glob("*.ttf"))}
    serif = frozenset.intersection(*(table for name, table in tables.items() if name.startswith(SERIF)))
    others = (table for name, table in tables.items() if not name.startswith(SERIF))
    return serif.union(*others).difference(range(0x20))


def in_serif(text: str) -> bool:
    """Say whether the serif draws a text alone; the fonts for other scripts reach higher and lower."""
    return all(ord(letter) in serif().getBestCmap() for letter in text)


def breadth(text: str) -> float:
    """Return about how wide a text is, in ems; kerning and joined letters make it a little less."""
    advances = _advances()
    return sum(advances.get(ord(letter)) or (EM if letter > "\u2fff" else MEAN) for letter in text)


@cache
def _advances() -> dict[int, float]:
    """Return how far each code point moves the pen, in ems: in the serif if it has it, else in another font."""
    advances: dict[int, float] = {}
    for path in sorted(FONTS.glob("*.ttf"), key=lambda path: path.name != DISPLAY):
        with TTFont(path, lazy=True) as font:
            widths, em = font["hmtx"], font["head"].unitsPerEm
            for code, glyph in font.getBestCmap().items():
                advances.setdefault(code, widths[glyph][0] / em)
    return advances


@cache
def serif() -> TTFont:
    """Return the serif in which names are set."""
    return TTFont(FONTS / DISPLAY)
