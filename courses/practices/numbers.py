"""Numbers that people type, and how numbers are written back."""

import re

_SIGN = str.maketrans({"−": "-", "\u00a0": "", "\u202f": "", " ": ""})
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_DECIMAL = re.compile(r"[+-]?(\d{1,12}([.,]\d{0,9})?|[.,]\d{1,9})")


def readings(text: str, unit: str = "") -> tuple[float, ...]:
    """Return the numbers that a typed text can mean: none for no number, two where a comma may part thousands.

    The unit may stand behind the number. Where no unit is known, "15%" may mean 15 (per cent) or 0.15.
    """
    plain = text.strip().translate(_SIGN)
    if unit and plain.casefold().endswith(unit.replace(" ", "").casefold()):
        plain = plain[: -len(unit.replace(" ", ""))]
    percent = plain.endswith("%")
    plain = plain.removesuffix("%")
    found = [float(plain.replace(",", ""))] if _THOUSANDS.fullmatch(plain) else []
    if _DECIMAL.fullmatch(plain):
        found.append(float(plain.replace(",", ".")))
    if not percent:
        return tuple(found)
    shares = tuple(number / 100 for number in found)
    return shares if unit else (*shares, *found)


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
