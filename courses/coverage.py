"""Coverage: whether a reading says what its key points promise (curriculum, section 9)."""

import re
from collections.abc import Iterator, Sequence

TAUGHT = 0.5
"""The least share of a key point's own words that its reading has to say: a house figure, found on the lessons."""
_STEM = 5
"""So many first letters make two forms of a word the same."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL = frozenset(["the", "and", "for", "with", "from", "are", "its", "that", "this", "which", "who", "not"])


def untaught(points: Sequence[str], reading: str) -> Iterator[tuple[str, str]]:
    """Yield each key point that the reading says too little of, with what is wrong and how to mend it."""
    said = set(_stems(reading))
    for number, point in enumerate(points, start=1):
        own = _stems(point)
        missing = [word for stem, word in own.items() if stem not in said]
        if len(own) - len(missing) < TAUGHT * len(own):
            words = ", ".join(missing)
            text = f"key point {number} is not taught: the reading never says {words}; teach it, or word it as there"
            yield point, text


def _stems(text: str) -> dict[str, str]:
    """Return the words of a text by their first letters, without the small ones."""
    words = (word for word in _WORD.findall(text.casefold()) if word not in _SMALL)
    return {word[:_STEM]: word for word in words}
