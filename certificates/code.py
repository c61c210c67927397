"""The code of a certificate: its number, short enough to be typed, with a last letter that shows when one is mistyped.

Eighteen letters and digits without those that look alike. Seventeen hold 85 random bits of the number, too many to be
guessed; the last is the check letter of Damm's method over the 32 of them (x∘y = 2x + y in the field of that size), by
which no single wrong letter and no two that changed places go unseen.
"""

import re
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 18
PREFIX = 18
"""How many letters of a number, hyphens among them, are known from its code."""
_CODE = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Za-z]{6}[\s-]{0,2}){2}[0-9A-Za-z]{6}(?![0-9A-Za-z])")
_ALMOST = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])(?:[0-9A-Za-z][\s-]*){16,20}")
_ALIKE = str.maketrans("ILO", "110")
_FIELD = 0b100101
"""The polynomial by which the field of 32 is made of five bits."""


def code_of(number: str) -> str:
    """Return the code of a certificate in groups of six, as it is printed."""
    digits = UUID(number).hex
    value = int(digits[:12] + digits[13:16] + digits[17:24], 16) >> 3
    letters = [value >> 5 * place & 31 for place in reversed(range(LENGTH - 1))]
    whole = "".join(ALPHABET[letter] for letter in (*letters, _check(letters)))
    return " ".join(whole[at : at + 6] for at in range(0, LENGTH, 6))


def code_in(text: str) -> str | None:
    """Return the first code in a text as it is printed; among other words it is known by its digits."""
    for match in _CODE.finditer(text):
        if code := _sound(match[0], alone=match[0] == text.strip()):
            return code
    return None


def is_mistyped(text: str) -> bool:
    """Say whether a text holds what was meant to be a code: one letter is wrong, missing, or in another's place."""
    meant = any(re.search("[0-9]", match[0]) for match in _CODE.finditer(text))
    return code_in(text) is None and (meant or _ALMOST.fullmatch(text.strip()) is not None)


def prefix_of(code: str) -> str:
    """Return how the number begins that a code stands for."""
    value = 0
    for letter in code.replace(" ", "")[:-1]:
        value = value << 5 | ALPHABET.index(letter)
    digits = f"{value >> 25:015x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[12:]}"


def _sound(typed: str, *, alone: bool) -> str | None:
    """Return a code as it is printed if its check letter fits."""
    letters = re.sub(r"[\s-]", "", typed).upper().translate(_ALIKE)
    if not set(letters) <= set(ALPHABET) or not (alone or re.search("[0-9]", letters)):
        return None
    *values, last = (ALPHABET.index(letter) for letter in letters)
    return " ".join(letters[at : at + 6] for at in range(0, LENGTH, 6)) if _check(values) == last else None


def _check(letters: list[int]) -> int:
    """Return the check letter of letters: the one that brings the sum to nothing."""
    total = 0
    for letter in letters:
        total = _doubled(total) ^ letter
    return _doubled(total)


def _doubled(value: int) -> int:
    """Return twice a value of the field."""
    return value << 1 ^ (_FIELD if value & 16 else 0)
