"""Search: an index of sentences by the stems of their words, and the pages that answer a question best."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html.parser import HTMLParser

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"”’)]*(?=\s+[\"“‘(]?[A-Z0-9])|$)", re.DOTALL)
_ENDINGS = (
    (re.compile(r"['’]s?$"), ""),
    (re.compile(r"(?<=[^aeiou].)ie[sd]$|(?<=..[^aeiou])ie[sd]$"), "y"),
    (re.compile(r"(?<=..)(?<![sui])s$"), ""),
    (re.compile(r"(?<=...)ments?$"), ""),
    (re.compile(r"(?<=...)(?:ing|ed)$"), ""),
    (re.compile(r"(?<=...)ly$"), ""),
    (re.compile(r"(?<=..)([^aeiouls])\1$"), r"\1"),
    (re.compile(r"(?<=...)e$"), ""),
)
"""English endings, tried in this order on what is left of a word."""
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a about an and are as at be but by can do does for from how i if in is it its my no not of on or our should "
        "so than that the their them then they this to up us was we were what when where which who why will with you "
        "your",
    )
)
"""Words that say nothing about what is looked for."""
FEWEST = 5
"""The fewest words of a sentence that is shown where the page has a longer one."""
MOST = 30
"""The most pages that one question is answered with."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page that can be found: its kind and key, from which its address follows, and its title."""

    kind: str
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a page, and the paragraph it stands in, if that has a place of its own."""

    place: Place
    text: str
    anchor: str = ""


Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is a word that was looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers: its title and its best sentence, with the words that were looked for."""

    place: Place
    title: Pieces
    sentence: Pieces
    anchor: str


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a word: without accents, capitals and its ending."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    left = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for ending, put in _ENDINGS:
        left = ending.sub(put, left)
    return left


def stems(text: str) -> list[str]:
    """Return the stems of the words of a text, in order."""
    return [stem(found[0]) for found in WORD.finditer(text)]


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a plain text."""
    for found in _SENTENCE.finditer(" ".join(text.split())):
        yield found[0]


def passages_of(place: Place, html: str) -> Iterator[Passage]:
    """Yield the sentences of a page's HTML with the paragraphs they stand in."""
    reader = _Blocks()
    reader.feed(html)
    reader.close()
    for anchor, text in reader.blocks:
        yield from (Passage(place, sentence, anchor) for sentence in sentences(text))


class _Blocks(HTMLParser):
    """Reads HTML as plain texts, one for each block, with the last place that was passed."""

    _BREAKING = frozenset(["p", "li", "h2", "h3", "td", "th", "blockquote", "br"])

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self._anchor, self._words = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._BREAKING:
            self._end()
        self._anchor = dict(attrs).get("id") or self._anchor

    def handle_endtag(self, tag: str) -> None:
        if tag in self._BREAKING:
            self._end()

    def handle_data(self, data: str) -> None:
        self._words += data

    def close(self) -> None:
        super().close()
        self._end()

    def _end(self) -> None:
        """End a block."""
        if self._words.strip():
            self.blocks.append((self._anchor, self._words))
        self._words = ""


class Index:
    """An inverted index: which sentences, and which titles, hold which stems."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        self._in_sentences: dict[str, set[int]] = defaultdict(set)
        self._in_titles: dict[str, set[Place]] = defaultdict(set)
        for number, passage in enumerate(self.passages):
            for one in stems(passage.text) if passage.text != passage.place.title else ():
                self._in_sentences[one].add(number)
        for place in self._order:
            for one in stems(place.title):
                self._in_titles[one].add(place)

    @cached_property
    def _order(self) -> Mapping[Place, int]:
        places = dict.fromkeys(passage.place for passage in self.passages)
        return {place: number for number, place in enumerate(places)}

    @cached_property
    def _first(self) -> Mapping[Place, Passage]:
        """Return what a page begins with behind its title, or nothing."""
        first = {place: Passage(place, "") for place in self._order}
        return first | {one.place: one for one in reversed(self.passages) if one.text != one.place.title}

    def find(self, question: str) -> list[Hit]:
        """Return the pages that hold all words of a question, or as many of them as any page does, the best first."""
        wanted = [found for one in _asked(question) if (found := self._known(one))]
        scores: dict[Place, _Score] = defaultdict(_Score)
        for number, known in enumerate(wanted):
            for one in known:
                for place in self._in_titles.get(one, ()):
                    scores[place].title.add(number)
                for at in self._in_sentences.get(one, ()):
                    scores[self.passages[at].place].sentences[at].add(number)
        most = max((len(score.words) for score in scores.values()), default=0)
        best = [place for place, score in scores.items() if len(score.words) == most]
        best.sort(key=lambda place: (*self._rank(place, scores[place]), self._order[place]))
        looked_for = frozenset[str]().union(*wanted)
        return [self._hit(place, scores[place], looked_for) for place in best[:MOST]]

    def _rank(self, place: Place, score: "_Score") -> tuple[int, int, int, int]:
        """Return what orders pages: words in the title and what else is there, words in one sentence, in how many."""
        besides = len(stems(place.title)) - len(score.title) if score.title else 0
        most = max(map(len, score.sentences.values()), default=0)
        return -len(score.title), besides, -most, -len(score.sentences)

    def _best(self, score: "_Score") -> int | None:
        """Return the sentence with most of the words, the first of them; a cell of a table only for want of another."""
        short = {at: len(self.passages[at].text.split()) < FEWEST for at in score.sentences}
        return min(score.sentences, key=lambda at: (-len(score.sentences[at]), short[at], at), default=None)

    def _known(self, asked: str) -> frozenset[str]:
        """Return the stems that a word asked for stands for: its own, or those it begins."""
        if asked in self._in_sentences or asked in self._in_titles:
            return frozenset([asked])
        known = {*self._in_sentences, *self._in_titles} if len(asked) > 2 else set()
        return frozenset(one for one in known if one.startswith(asked))

    def _hit(self, place: Place, score: "_Score", looked_for: Collection[str]) -> Hit:
        """Return a page with its best sentence; the title alone where no sentence holds a word."""
        at = self._best(score)
        passage = self._first[place] if at is None else self.passages[at]
        return Hit(place, _pieces(place.title, looked_for), _pieces(passage.text, looked_for), passage.anchor)


class _Score:
    """Which of the words asked for the title and each sentence of a page hold, by their numbers."""

    def __init__(self) -> None:
        self.title: set[int] = set()
        self.sentences: dict[int, set[int]] = defaultdict(set)

    @property
    def words(self) -> set[int]:
        """Return the words that the page holds anywhere."""
        return self.title.union(*self.sentences.values())


def _asked(question: str) -> list[str]:
    """Return the stems of a question, each once, without small words unless there is nothing else."""
    words = [found[0].casefold() for found in WORD.finditer(question)]
    telling = [word for word in words if word not in _SMALL]
    return list(dict.fromkeys(map(stem, telling or words)))


def _pieces(text: str, looked_for: Collection[str]) -> Pieces:
    """Return a text in pieces, the words that were looked for apart from the rest."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in WORD.finditer(text):
        if stem(found[0]) in looked_for:
            pieces += [(text[end : found.start()], False), (found[0], True)]
            end = found.end()
    pieces.append((text[end:], False))
    return tuple(piece for piece in pieces if piece[0])
