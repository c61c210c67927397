"""Plates: sides of the sheet that were laid out once, in whose lines the words of the next certificate are set.

Most of a print is layout, and most of the layout is the same for everybody. A plate takes the words of another
certificate when the markup is the same and all words that differ fill as many lines as those they replace, each in a
block of its own. What is then printed is, byte for byte, what a layout from the beginning would print.
"""

import atexit
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any, NamedTuple

KEPT = 48
"""How many plates a process keeps; the one that was used longest ago gives way."""
SHARES = {"start": 0.0, "left": 0.0, "center": 0.5, "end": 1.0, "right": 1.0}
"""How much of the free width of a line is left of its words, as they are aligned."""
_TAG, _SPACE = re.compile("<[^>]*>"), re.compile("[ \t\n\r\f]+")


class Source(NamedTuple):
    """A page as HTML, parted into its tags and its words."""

    markup: Sequence[str]
    words: Sequence[str]

    @classmethod
    def parted(cls, html: str) -> "Source":
        """Part the body of a page of ours, in which no attribute holds a bracket."""
        body = html[html.index("<body>") :]
        words = (_SPACE.sub(" ", words).strip(" ") for words in _TAG.split(body))
        return cls(_TAG.findall(body), [unescape(one) for one in words if one])


class Slot(NamedTuple):
    """Lines that hold the words of one element and nothing else, in the block around them."""

    block: Any
    lines: Sequence[Any]

    def share(self) -> float | None:
        """Return how much of the free width stands left of the words, None where plates do not know."""
        style = self.block.style
        return SHARES.get(style["text_align_all"]) if style["direction"] == "ltr" else None


class Setting(NamedTuple):
    """How one line is set: its words, the layout that draws them, and their width."""

    text: str
    layout: Any
    width: float


class Plate:
    """A page that was laid out, and the words that stand on it."""

    def __init__(self, source: Source, page: Any, body: Any) -> None:
        """Keep a page that was laid out from a source, whose parsed body is given."""
        self.source, self.box = source, page._page_box
        owners = list(_owners(body))
        slots = _slots(self.box)
        self.slots = [slots.get(owner) for owner in owners] if len(owners) == len(source.words) else []
        self.pictures = [box for box in _inside(self.box) if hasattr(box, "replacement")]

    def takes(self, source: Source) -> bool:
        """Set the words of another page; say False and change nothing if they do not fit."""
        if source.markup != self.source.markup or not self.slots:
            return False
        places = zip(self.slots, self.source.words, source.words, strict=True)
        changed = [(slot, _settings(slot, new)) for slot, old, new in places if old != new]
        if not all(settings for _, settings in changed):
            return False
        for slot, settings in changed:
            if slot:
                _put(slot, settings)
        self.source = source
        return True

    def show(self, name: str, picture: Any, alternative: str) -> None:
        """Put a picture with its words in the place of the one of a name."""
        for box in self.pictures:
            if box.element.get("src") == name:
                box.replacement = picture
                box.element.set("alt", alternative)


class Rack:
    """The plates that a process keeps, the latest first."""

    def __init__(self) -> None:
        """Begin without any; at the end none may hold a font any more."""
        self.plates: list[Plate] = []
        atexit.register(self.plates.clear)

    def find(self, source: Source) -> Plate | None:
        """Return a plate that has taken the words of a page."""
        for place, plate in enumerate(self.plates):
            if plate.takes(source):
                self.plates.insert(0, self.plates.pop(place))
                return plate
        return None

    def keep(self, plate: Plate) -> Plate:
        """Keep one more plate, and return it."""
        self.plates[:] = [plate, *self.plates[: KEPT - 1]]
        return plate


def _owners(element: Any) -> Iterator[Any]:
    """Yield for each text in a parsed element, in order, the element in which it stands."""
    if (element.text or "").strip(" \t\n\r\f"):
        yield element
    for child in element:
        yield from _owners(child)
        if (child.tail or "").strip(" \t\n\r\f"):
            yield element


def _inside(box: Any) -> Iterator[Any]:
    """Yield a box and every box in it."""
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from _inside(child)


def _is_line(box: Any) -> bool:
    """Say whether a box is a line of a block."""
    return type(box).__name__ == "LineBox"


def _chain(line: Any) -> list[Any]:
    """Return a line, what is around its words, and its words, when it holds nothing else; otherwise nothing."""
    chain = [line]
    while len(getattr(chain[-1], "children", ())) == 1:
        chain.append(chain[-1].children[0])
    return chain if hasattr(chain[-1], "pango_layout") else []


def _slots(page: Any) -> Mapping[Any, Slot | None]:
    """Return for each element where its words stand, None when they share their block or are in several places."""
    found: dict[Any, Slot | None] = {}
    for block in _inside(page):
        lines = [child for child in getattr(block, "children", ()) if _is_line(child)]
        chains = [_chain(line) for line in lines]
        for owner in {box.element for line in lines for box in _inside(line)}:
            alone = all(chain and chain[-1].element is owner for chain in chains)
            found[owner] = Slot(block, chains) if alone and owner not in found else None
    return found


def _settings(slot: Slot | None, words: str) -> list[Setting]:
    """Set words in a slot line by line; return nothing unless they fill its lines as those did that stand there."""
    from weasyprint.text.line_break import split_first_line

    if slot is None or slot.share() is None:
        return []
    settings, left = [], words
    for *_, text in slot.lines:
        layout, _, rest, width, height, baseline = split_first_line(left, text.style, None, slot.block.width, 0)
        if not left or width > slot.block.width or (height, baseline) != (text.height, text.baseline - text.margin_top):
            return []
        settings.append(Setting(layout.text, layout, width))
        left = left.encode()[rest:].decode() if rest else ""
    return [] if left else settings


def _put(slot: Slot, settings: list[Setting]) -> None:
    """Let the lines of a slot show other words."""
    share = slot.share() or 0.0
    for (*around, text), setting in zip(slot.lines, settings, strict=True):
        text.text, text.pango_layout = setting.text, setting.layout
        left = slot.block.content_box_x() + share * (slot.block.width - setting.width)
        for box in (*around, text):
            box.position_x, box.width = left, setting.width
    if slot.block.bookmark_label:
        slot.block.bookmark_label = " ".join(setting.text for setting in settings)
