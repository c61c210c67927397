"""Numbers that people type, and how numbers are written back."""

import re

_SIGN = str.maketrans({"−": "-", "\u00a0": "", "\u202f": "", " ": ""})
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_DECIMAL = re.compile(r"[+-]?(\d{1,12}([.,]\d{0,9})?|[.,]\d{1,9})")


def readings(text: str, unit: str = "") -> tuple[float, ...]:
    """Return the numbers that a typed text can mean; none for no number, two where a comma may part thousands.

    The unit may stand behind the number; a percentage is a fraction wherever the unit is not per cent itself.
    """
    plain = text.strip().translate(_SIGN)
    if unit and plain.casefold().endswith(unit.replace(" ", "").casefold()):
        plain = plain[: -len(unit.replace(" ", ""))]
    share = 100 if plain.endswith("%") else 1
    plain = plain.removesuffix("%")
    found = [float(plain.replace(",", ""))] if _THOUSANDS.fullmatch(plain) else []
    if _DECIMAL.fullmatch(plain):
        found.append(float(plain.replace(",", ".")))
    return tuple(number / share for number in found)


def written(number: float, unit: str = "") -> str:
    """Return a number as a page writes it, with its unit: `1,200 cases`, `0.4`, `12%`."""
    figure = _trimmed(f"{number:,.6f}")
    return f"{figure}%" if unit == "%" else f"{figure} {unit}".strip()


def typed(number: float) -> str:
    """Return a number as somebody types it: `1200`, `0.4`."""
    return _trimmed(f"{number:.6f}")


def _trimmed(figure: str) -> str:
    """Return a figure without the zeros behind its point."""
    return figure.rstrip("0").rstrip(".")
