"""The theme: how an organisation shows itself on its certificates; what was printed with one keeps it for ever."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from certificates.logo import LogoFault, cleaned
from certificates.typeface import MissingGlyph, refuse_missing_glyphs

CONTRAST = 4.5
"""The least contrast of words on white paper, as WCAG 2 counts it."""
MOST_SIGNATORIES, LONGEST = 2, 80
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


class ThemeFault(ValueError):
    """The theme cannot be printed; the text says what to change."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """A person who stands for the organisation, and as what."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Name, logo (SVG text or a data address of a PNG), colours and signatories of an organisation.

    Words and lines are drawn in `ink`; `accent` only adorns.
    """

    name: str
    logo: str = ""
    ink: str = "#11365f"
    accent: str = "#c2952c"
    signatories: tuple[Signatory, ...] = ()

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Build a theme from plain JSON values."""
        return cls(**{**value, "signatories": tuple(Signatory(**one) for one in value["signatories"])})


def load_theme(path: Path) -> Theme:
    """Read a theme from a TOML file with its logo beside it; raise `ThemeFault` with a sentence."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        if unknown := told.keys() - {"name", "logo", "ink", "accent", "signatory"}:
            raise ThemeFault(f"{path.name}: nobody knows {', '.join(sorted(unknown))}")
        people = tuple(Signatory(str(one["name"]), str(one["role"])) for one in told.get("signatory", ()))
        logo = cleaned((path.parent / told["logo"]).read_bytes()) if "logo" in told else ""
        colours = {name: str(told[name]).lower() for name in ("ink", "accent") if name in told}
        return _checked(Theme(str(told["name"]), logo, signatories=people, **colours))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, LogoFault) as error:
        raise ThemeFault(f"{path.name}: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ThemeFault(f"{path.name}: a theme has a name, and each [[signatory]] a name and a role") from error


def _checked(theme: Theme) -> Theme:
    """Return a theme that can be printed and read."""
    words = [theme.name, *(word for one in theme.signatories for word in (one.name, one.role))]
    if len(theme.signatories) > MOST_SIGNATORIES or not all(0 < len(word.strip()) <= LONGEST for word in words):
        raise ThemeFault(f"a theme has at most {MOST_SIGNATORIES} signatories, and words of 1 to {LONGEST} letters")
    for colour in (theme.ink, theme.accent):
        if not _COLOUR.fullmatch(colour):
            raise ThemeFault(f"{colour} is no colour: write it as #11365f")
    if contrast(theme.ink) < CONTRAST:
        raise ThemeFault(
            f"the ink {theme.ink} is too pale for words on white paper: its contrast is {contrast(theme.ink):.1f},"
            f" and {CONTRAST} is the least that most people can read. Choose a darker one."
        )
    try:
        for word in words:
            refuse_missing_glyphs(word)
    except MissingGlyph as error:
        raise ThemeFault(str(error)) from error
    return theme


def contrast(colour: str) -> float:
    """Return the contrast of a colour on white, from 1 to 21, as WCAG 2 counts it."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(share: float) -> float:
    """Return how much light a share of a colour gives."""
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
