"""Numbers as authors write them: digits with separators, magnitudes, words.

What words are worth, and which mark separates thousands, stands in `content/critic/numbers.<locale>.toml`.
"""

import re

from assessments.critic.language import Language

_DIGITS = re.compile(r"([-+−±]?)(\d[\d., \u00a0\u202f]*)\s*([^\W\d_]*)")
LONGEST = 15
"""How many digits a value may have; a longer one is a code or a slip, and no measure."""
CLOSING = 1000
"""From which scale on what was said before it is closed: "two hundred thousand and ten"."""


def number_of(text: str, language: Language) -> float | None:
    """Return the value of a written number ("1,200", "2.4k", "€ 80k", "twenty-five"), or None if it is none.

    A mark before exactly three digits separates thousands where the language writes it so; before any other number of
    digits it is decimal, so that "9,5" and "9.5" are the same. A fraction with more than one mark follows the last one.
    """
    found = _DIGITS.search(text)
    if not found:
        return _spelled(text, language)
    sign, digits, magnitude = found.groups()
    plain = _plain(re.sub(r"^\D+|\D+$", "", digits), language)
    if plain is None:
        return None
    value = plain * language.values["numbers.magnitudes"].get(magnitude.lower(), 1)
    return -value if sign in ("-", "−") else value


def _plain(digits: str, language: Language) -> float | None:
    """Return the value of digits with separators; None when they are too many or no number."""
    bare = re.sub(r"[ \u00a0\u202f]", "", digits)
    if len(re.sub(r"\D", "", bare)) > LONGEST:
        return None
    whole, mark, rest = _last_mark(bare)
    if mark and (whole.count(mark) or language.patterns["numbers.grouped"].fullmatch(bare)):
        whole, rest = whole + rest, ""
    return float(re.sub(r"\D", "", whole) + "." + (rest or "0"))


def _last_mark(digits: str) -> tuple[str, str, str]:
    """Return what stands before the last comma or point, the mark, and what stands behind it."""
    place = max(digits.rfind(","), digits.rfind("."))
    return (digits, "", "") if place < 0 else (digits[:place], digits[place], digits[place + 1 :])


def _spelled(text: str, language: Language) -> float | None:
    """Return the value of a number in words, or None."""
    numerals, scales = language.values["numbers.numerals"], language.values["numbers.scales"]
    total = current = 0.0
    words = [word for word in re.split(r"[\s-]+", text.strip().lower()) if word not in language.words["numbers.joints"]]
    if not words:
        return None
    for word in words:
        if word in scales:
            current = max(current, 1.0) * scales[word]
            if scales[word] >= CLOSING:
                total, current = total + current, 0.0
        elif word in numerals:
            current += numerals[word]
        else:
            return None
    return total + current
