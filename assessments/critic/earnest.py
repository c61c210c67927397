"""Whether a text is an attempt at an OKR at all: not empty, unchanged, pasted, nonsense, or written for the grader.

A reason found here never accuses. It says what the critic saw, and keeps the score from rising above that of the OKR
that was to be rewritten; a person reads the text all the same.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assessments.critic.finding import CRITIC_SET
from assessments.critic.language import Language, stretches
from assessments.critic.mending import OF_WORDS, Flaws, exchanged
from assessments.critic.numbers import number_of
from assessments.critic.reading import read, readings
from assessments.okr import KeyResult, Okr

STEM = 5
"""By how many letters words are compared."""
ODD_PART, SAME_PART, QUOTED_PART, QUOTED = 1 / 3, 0.4, 0.6, 4
"""From which part of odd words, of different words, and of quoted stretches (four at least), a line is no attempt."""
FEW, FEWEST, ADDED = 6, 3, 2
"""Shorter lines than `FEW` and shorter texts than `FEWEST` words are not judged; so many words are slightly more."""
STRANGE, HALF, FOREIGN = 0.65, 0.5, 0.35
"""Below these parts of shared words a text is about another case, the first two if its starting values are strange."""
SHORTER = frozenset({"too-many-key-results"})
"""Flaws that are mended by leaving lines out."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a text is no attempt: the reason as a sentence, and whether it is worth nothing or no more than before."""

    reason: str
    nothing: bool


def doubt(okr: Okr, language: Language, original: Okr | None, now: Flaws, before: Flaws) -> Doubt | None:
    """Return the first reason to hold a text for no attempt, or None.

    `now` are the codes of its lines, `before` those of the original's.
    """
    if not okr.objective.strip():
        return Doubt(language.say("earnest.objective"), nothing=True)
    if not any(key_result.text.strip() for key_result in okr.key_results):
        return Doubt(language.say("earnest.key_results"), nothing=True)
    if original is not None and _words(okr) == _words(original):
        return Doubt(language.say("earnest.unchanged"), nothing=True)
    known = {_plain(text) for _where, text in original.lines()} if original else set()
    for text in (text for _where, text in okr.lines() if text.strip() and _plain(text) not in known):
        name, said, nothing = next(_of_line(text, language), ("", "", False))
        if name:
            return Doubt(language.say(f"earnest.{name}", said=said), nothing)
    return _of_whole(okr, language, original, now, before) if original else None


def _of_line(text: str, language: Language) -> Iterator[tuple[str, str, bool]]:
    """Yield what speaks against one line, with the words that show it, and whether it makes the whole worthless."""
    words = [match.group() for match in language.all("earnest.word", text)]
    odd = [word for word in words if not word.isupper() and language.patterns["earnest.odd"].match(word.lower())]
    repeated = len(words) >= FEW and len({word.lower() for word in words}) <= SAME_PART * len(words)
    if not words or len(odd) >= max(1, ODD_PART * len(words)) or repeated:
        yield "nonsense", text.strip()[:60], True
    bare = language.patterns["earnest.frame"].sub(" ", text).strip(" .…-–_*()[]<>!?:;,→")
    if bare and language.patterns["earnest.empty"].fullmatch(" ".join(bare.split())):
        yield "filler", text.strip(), True
    plea = language.find("earnest.pleas", text)
    if plea:
        yield "grader", plea.group(), True
    if _quoted(text, language):
        yield "guide", text.strip()[:60], True
    placeholder = language.find("language.placeholder", text)
    if placeholder:
        yield "placeholder", placeholder.group().strip(), False


def _of_whole(okr: Okr, language: Language, original: Okr, now: Flaws, before: Flaws) -> Doubt | None:
    """Return what speaks against a rewrite as a whole: another case, strange figures, changes of form alone."""
    if name := _elsewhere(okr, language, original):
        return Doubt(language.say(f"earnest.{name}"), nothing=False)
    if pasted := _pasted(okr, language, original, now, before):
        return Doubt(language.say("earnest.pasted", said=pasted), nothing=False)
    if _repeats(okr, language) and not _repeats(original, language):
        return Doubt(language.say("earnest.repeated"), nothing=False)
    shorter = FEWEST <= len(list(okr.lines())) < len(list(original.lines()))
    mended = shorter and SHORTER & before.get(CRITIC_SET, frozenset())
    if not mended and _cosmetic(okr, language, original):
        return Doubt(language.say("earnest.cosmetic"), nothing=False)
    if exchanged(okr, original, language, now, before):
        return Doubt(language.say("earnest.exchanged"), nothing=False)
    return None


def _elsewhere(okr: Okr, language: Language, original: Okr) -> str:
    """Return `subject` for words of another case, `strange` when its starting values are not the case's either."""
    case = f"{original.context} {_text(original)}"
    own, known = _stems(_text(okr), language), _stems(case, language)
    if not original.context.strip() or len(own) < FEWEST:
        return ""
    shared = len(own & known) / len(own)
    if shared < FOREIGN:
        return "subject"
    starts = {reading.baseline for _where, reading in readings(okr.key_results, language) if reading.baseline}
    figures = {number_of(match.group(), language) for match in language.all("earnest.number", case)}
    strange = len(starts - figures)
    return "strange" if (strange and shared < HALF) or (strange == len(starts) > 0 and shared < STRANGE) else ""


def _repeats(okr: Okr, language: Language) -> bool:
    """Say whether two lines, the Objective among them, are the same."""
    lines = [_bag(text, language) for _where, text in okr.lines() if text.strip()]
    return len(set(lines)) < len(lines)


def _cosmetic(okr: Okr, language: Language, original: Okr) -> bool:
    """Say whether every line says what one of the original said: in another order, with other marks or small words."""
    before = [_bag(text, language) for _where, text in original.lines()]
    lines = [_bag(text, language) for _where, text in okr.lines() if text.strip()]
    return _cards(okr) == _cards(original)[: len(okr.key_results)] and all(
        any(_same(line, one) for one in before) for line in lines
    )


def _same(line: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Say whether a line keeps the words of another but for one that is exchanged or two that are added."""
    added, gone = Counter(line) - Counter(before), Counter(before) - Counter(line)
    if any(word[0].isdigit() for word in (*added, *gone)):
        return False
    slight = len(before) >= FEW and added.total() <= ADDED and gone.total() <= 1
    return line == before or (slight and added.total() > 0)


def _pasted(okr: Okr, language: Language, original: Okr, now: Flaws, before: Flaws) -> str:
    """Return a line whose flawed words stayed while figures were added, or whose start the case does not know."""
    known = _starts(original, language)
    lines = {
        _bare(key_result.text, language): before.get(f"kr{number}", frozenset())
        for number, key_result in enumerate(original.key_results, start=1)
    }
    figures = {_bare(one.text, language): set(_figures(one, language)) for one in original.key_results}
    for number, key_result in enumerate(okr.key_results, start=1):
        bare = _bare(key_result.text, language)
        codes = lines.get(bare, frozenset())
        added = [figure for figure in _figures(key_result, language) if figure not in figures.get(bare, set())]
        start = read(key_result, language).baseline
        mended = start in known and not OF_WORDS & now.get(f"kr{number}", frozenset())
        if added and not mended and (codes & OF_WORDS or (codes and known and start and start not in known)):
            return key_result.text.strip()
    return ""


def _starts(original: Okr, language: Language) -> set[float | None]:
    """Return the starting values of a case: its listed figures and those of the flawed lines, else any it mentions."""
    listed = {number_of(match.group("figure"), language) for match in language.all("earnest.listed", original.context)}
    told = {reading.baseline for _where, reading in readings(original.key_results, language)}
    everything = {number_of(figure, language) for figure in _numbers(original.context, language)}
    return (listed or everything) | told


def _quoted(text: str, language: Language) -> bool:
    """Say whether most of a line stands word by word in the pages of the flaws."""
    found = stretches(text)
    return len(found) >= QUOTED and sum(one in language.quotable for one in found) >= QUOTED_PART * len(found)


def _text(okr: Okr) -> str:
    """Return every line of an OKR as one text."""
    return "\n".join(text for _where, text in okr.lines())


def _plain(text: str) -> str:
    """Return a line without capitals, blanks and closing stops."""
    return " ".join(text.split()).strip(" .;,").casefold()


def _cards(okr: Okr) -> list[tuple[str, str]]:
    """Return the start and end on each card."""
    return [(one.baseline.strip(), one.target.strip()) for one in okr.key_results]


def _words(okr: Okr) -> tuple[object, ...]:
    """Return what an OKR says, without capitals, blanks and closing stops."""
    return tuple(_plain(text) for _where, text in okr.lines()), tuple(_cards(okr))


def _figures(key_result: KeyResult, language: Language) -> list[str]:
    """Return the figures of a line and its card, dates left out."""
    said = language.patterns["language.deadline"].sub(" ", key_result.text)
    return _numbers(f"{said} {key_result.baseline} {key_result.target}", language)


def _numbers(text: str, language: Language) -> list[str]:
    """Return the figures of a text as written."""
    return [match.group() for match in language.all("earnest.number", text)]


@lru_cache(maxsize=256)
def _bag(text: str, language: Language) -> tuple[str, ...]:
    """Return the beginnings of a text's words and its figures in order of the alphabet, small words left out."""
    slight = language.words["earnest.slight"]
    words = [match.group().lower() for match in language.all("earnest.word", text)]
    return tuple(sorted([word[:STEM] for word in words if word not in slight] + _numbers(text, language)))


@lru_cache(maxsize=256)
def _bare(text: str, language: Language) -> tuple[str, ...]:
    """Return the words that carry a line's subject, in order of the alphabet: no figures, dates or directions."""
    common = language.patterns["earnest.common"]
    words = [match.group().lower() for match in language.all("earnest.word", text)]
    return tuple(sorted(word[:STEM] for word in words if not common.match(word)))


@lru_cache(maxsize=256)
def _stems(text: str, language: Language) -> frozenset[str]:
    """Return the beginnings of the words that carry a text's subject."""
    common = language.patterns["earnest.common"]
    words = (match.group().lower() for match in language.all("earnest.word", text))
    return frozenset(word[:STEM] for word in words if len(word) > 2 and not common.match(word))
