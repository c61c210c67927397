"""Numbers as authors write them: digits with separators, magnitudes, words, fractions."""

import re

_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_WORDS = {word: number for number, word in enumerate(_SMALL.split())} | _TENS | {"dozen": 12}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_MAGNITUDES = {"k": 1e3, "m": 1e6, "mio": 1e6, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_DIGITS = re.compile(r"([-+−±]?)(\d[\d., \u00a0\u202f]*)\s*([a-z]*)", re.IGNORECASE)
LONGEST = 15
"""How many digits a value may have; a longer one is a code or a slip, and no measure."""


def number_of(text: str) -> float | None:
    """Return the value of a written number ("1,200", "2.4k", "€ 80k", "twenty-five"), or None if it is none.

    A comma or point before exactly three digits separates thousands; before one or two digits it is decimal, so that
    "9,5" and "9.5" are the same. A fraction with more than one mark follows the last one.
    """
    found = _DIGITS.search(text)
    if not found:
        return _spelled(text)
    sign, digits, magnitude = found.groups()
    plain = _plain(re.sub(r"^\D+|\D+$", "", digits))
    if plain is None:
        return None
    value = plain * _MAGNITUDES.get(magnitude.lower(), 1)
    return -value if sign in ("-", "−") else value


def _plain(digits: str) -> float | None:
    """Return the value of digits with separators; None when they are too many or no number."""
    bare = re.sub(r"[ \u00a0\u202f]", "", digits)
    if len(re.sub(r"\D", "", bare)) > LONGEST:
        return None
    whole, mark, rest = _last_mark(bare)
    if (mark == "," and len(rest) == 3) or (mark and (whole.count(mark) or _grouped(whole, mark, rest))):
        whole, rest = whole + rest, ""
    return float(re.sub(r"\D", "", whole) + "." + (rest or "0"))


def _last_mark(digits: str) -> tuple[str, str, str]:
    """Return what stands before the last comma or point, the mark, and what stands behind it."""
    place = max(digits.rfind(","), digits.rfind("."))
    return (digits, "", "") if place < 0 else (digits[:place], digits[place], digits[place + 1 :])


def _grouped(whole: str, mark: str, rest: str) -> bool:
    """Say whether a point separates thousands: three digits behind it, and no zero alone before it."""
    return mark == "." and len(rest) == 3 and whole not in ("", "0") and len(whole) <= 3


def _spelled(text: str) -> float | None:
    """Return the value of a number in words, or None."""
    total = current = 0
    words = [word for word in re.split(r"[\s-]+", text.strip().lower()) if word != "and"]
    if not words:
        return None
    for word in words:
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if word != "hundred":
                total, current = total + current, 0
        elif word in _WORDS:
            current = max(current, 1) * 12 if word == "dozen" else current + _WORDS[word]
        else:
            return None
    return float(total + current)
