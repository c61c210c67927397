"""The figures of a key result: where it starts, where it ends, how much it changes, and by when.

Each step notes what it understands and takes the words out of the line, so that the next reads only what is left. The
patterns stand in `content/critic/reading.<locale>.toml`.
"""

import re

from assessments.critic.language import Language
from assessments.critic.notes import Notes, Span
from assessments.critic.numbers import number_of
from assessments.okr import KeyResult


def figures(key_result: KeyResult, language: Language) -> tuple[Notes, str]:
    """Return what a line and its card say in figures, and the deadline as written."""
    notes = Notes(language, key_result.text, key_result.text)
    deadline = _deadline(notes)
    for step in (_pairs, _sizes, _baselines, _changed, _targets, _same_time):
        step(notes)
    _card(notes, key_result)
    return notes, deadline


def _deadline(notes: Notes) -> str:
    """Return when the effort ends; every date is taken out of the line."""
    dates = notes.language.all("language.deadline", notes.rest)
    for date in dates:
        notes.blank(date.span())
    if dates:
        notes.spans["deadline"] = dates[-1].span()
    return dates[-1].group() if dates else ""


def _pairs(notes: Notes) -> None:
    """Note a start and an end that stand together, in any of their forms."""
    if _clocks(notes):
        return
    for name in ("odds", "paired", "dated", "from_to", "colon", "arrow", "brought", "to_from", "pair", "bare"):
        match = notes.search(name)
        if match:
            notes.keep("baseline", match, "b", "bu")
            notes.keep("target", match, "t", "tu")
            _share_magnitude(notes, match)
            _odds(notes, match)
            _limit(notes, match.end())
            span = (match.start("b") if name == "bare" else match.start(), match.end())
            notes.spans["change"] = span
            for part in _parts(name, match, span):
                notes.blank(part)
            return


def _parts(name: str, match: re.Match[str], span: Span) -> list[Span]:
    """Return what is taken out of the line for a pair: all of it, or both its ends where the measure stands between."""
    if name != "paired":
        return [span]
    return [(match.start("t"), match.end("tn")), (match.string.rindex("(", 0, match.start("b")), match.end())]


def _clocks(notes: Notes) -> bool:
    """Note two times in hours and minutes, 2h10 to 1h, and say whether there were any with minutes."""
    match = notes.search("clocks")
    if not match or not (match.group("bm") or match.group("tm")):
        return False
    for name, hours, minutes in (("baseline", "bh", "bm"), ("target", "th", "tm")):
        notes.found[name] = 60.0 * int(match.group(hours)) + int(match.group(minutes) or 0)
        last = minutes if match.group(minutes) else hours
        notes.units[name], notes.spans[name] = "min", (match.start(hours), match.end(last))
    notes.spans["change"] = match.span()
    notes.blank(match.span())
    return True


def _odds(notes: Notes, match: re.Match[str]) -> None:
    """Read "from one in four to one in two" as 25 % to 50 %."""
    wholes = [number_of(match.groupdict().get(group) or "", notes.language) for group in ("bn", "tn")]
    if all(wholes) and {"baseline", "target"} <= notes.found.keys():
        for name, whole in zip(("baseline", "target"), wholes, strict=True):
            notes.found[name] *= 100 / (whole or 1)
            notes.units[name] = "%"


def _share_magnitude(notes: Notes, match: re.Match[str]) -> None:
    """Read "from 40 to 60 thousand" as 40,000 to 60,000: a magnitude in words is written once."""
    magnitude = notes.language.find("numbers.scaled", match.group("t"))
    if magnitude and match.group("b").strip().replace(".", "").isdigit():
        notes.found["baseline"] = number_of(match.group("b") + magnitude.group(), notes.language) or 0.0


def _sizes(notes: Notes) -> None:
    """Note a size of change: by 40 %, 20 % fewer, +15 %, by a third, halve."""
    for name, group, unit in (("size", "c", "cu"), ("more_or_less", "c", "cu"), ("more_or_less", "d", "du")):
        match = notes.search(name)
        if match and match.group(group):
            notes.keep("change", match, group, unit)
            end = match.end(unit) if match.group(unit) else match.end(group)
            notes.spans["change"] = (match.start() if group == "d" else match.start(group), end)
            notes.blank(notes.spans["change"])
            return
    _multiples(notes)


def _multiples(notes: Notes) -> None:
    """Note a size of change in words: by a third, halve, double."""
    part, multiple = notes.search("part"), notes.search("multiple")
    match = part or multiple
    values = notes.language.values
    if part:
        words = (part.group("f") or part.group("g")).replace("-", " ").split()
        notes.found["change"] = values["numbers.parts"][words[-1].lower()]
    elif multiple:
        notes.found["change"] = values["numbers.multiples"][" ".join(multiple.group("m").lower().split())]
    if match:
        notes.units["change"], notes.spans["change"] = "%", match.span()
        notes.blank(match.span())


def _baselines(notes: Notes) -> None:
    """Note a start that stands apart: (now 41), today 7, was 12, first ever."""
    if "baseline" in notes.found:
        return
    match = notes.search("before") or notes.search("behind") or notes.search("aside")
    if match:
        notes.keep("baseline", match, "b", "bu")
        notes.blank(match.span())
    elif _portion(notes, "portioned", "b", "baseline"):
        return
    elif zero := notes.search("from_zero"):
        notes.found["baseline"], notes.spans["baseline"] = 0.0, zero.span()


def _changed(notes: Notes) -> None:
    """Note the end that a start and a change in per cent give: 25 % fewer, now 84, is 63."""
    start, change = notes.found.get("baseline"), notes.found.get("change")
    if start is None or change is None or "target" in notes.found:
        return
    if notes.units["change"] != "%" or notes.units.get("baseline") == "%":
        return
    names = ("language.fall", "language.fewer", "reading.minus")
    down = change < 0 or any(notes.language.find(name, notes.text) for name in names)
    notes.found["target"] = start * (1 + (-abs(change) if down else change) / 100)
    notes.spans["target"] = notes.spans["change"]
    both = (notes.spans["change"], notes.spans["baseline"])
    notes.spans["change"] = (min(start for start, _end in both), max(end for _start, end in both))


def _portion(notes: Notes, pattern: str, group: str, name: str) -> bool:
    """Note a share in words, "half of all" or "a fifth today", in per cent, and say whether there was one."""
    match = notes.search(pattern)
    if match:
        words = match.group(group).lower().replace("-", " ").split()
        notes.found[name] = notes.language.values["numbers.parts"][words[-1]]
        notes.units[name], notes.spans[name] = "%", match.span(group)
        notes.blank(match.span(group))
    return match is not None


def _targets(notes: Notes) -> None:
    """Note an end: a share, a bounded figure, any other figure, a threshold, or all and none, in this order."""
    if "target" in notes.found or _portion(notes, "portion", "t", "target"):
        return
    if ratio := notes.search("ratio"):
        _ratio(notes, ratio)
        return
    thresholds = notes.search("within")
    for inner in notes.language.all("reading.inner", notes.rest):
        notes.blank(inner.span())
    share, target, plain = notes.search("share"), notes.search("target"), notes.search("plain")
    for match, group, unit in (
        (share, "t", "tu"),
        (target, "t", "tu"),
        (target, "s", "su"),
        (plain, "t", "tu"),
        (thresholds, "t", "tu"),
    ):
        if match and match.group(group) and not ("change" in notes.found and match in (plain, thresholds)):
            notes.keep("target", match, group, unit)
            _limit(notes, match.end())
            notes.blank(match.span())
            return
    _extremes(notes)


def _ratio(notes: Notes, ratio: re.Match[str]) -> None:
    """Note nine of ten as a share of 90 %, and a start given as a bare count (now six) in the same way."""
    part, whole = (number_of(ratio.group(group), notes.language) for group in ("t", "n"))
    if part is None or not whole or part > whole:
        return
    notes.found |= {"target": 100 * part / whole}
    notes.units["target"] = "%"
    notes.spans["target"] = ratio.span()
    if "baseline" in notes.found and notes.units.get("baseline") != "%":
        notes.found["baseline"] *= 100 / whole
    notes.blank(ratio.span())


def _extremes(notes: Notes) -> None:
    """Note none and all as ends, when no figure is given."""
    if "change" in notes.found:
        return
    none, whole = notes.search("none"), notes.search("whole")
    if none:
        notes.found["target"], notes.spans["target"] = 0.0, none.span()
    elif whole and notes.units.get("baseline") == "%":
        notes.found["target"], notes.units["target"], notes.spans["target"] = 100.0, "%", whole.span()


def _limit(notes: Notes, start: int) -> None:
    """Note the end of a scale that stands right behind a figure: 3.8 of 5."""
    scale = notes.language.patterns["reading.scale"].match(notes.rest, start)
    limit = number_of(scale.group("n"), notes.language) if scale else None
    if scale and limit:
        notes.found["limit"] = limit
        notes.blank(scale.span())


def _same_time(notes: Notes) -> None:
    """Tell a start in the unit of its end when both are times: from 5 hours to 15 minutes is from 300 to 15."""
    if not {"baseline", "target"} <= notes.found.keys():
        return
    seconds = notes.language.values["language.seconds"]
    start, end = (seconds.get(notes.units.get(name, "").lower(), 0) for name in ("baseline", "target"))
    if start and end and start != end:
        notes.found["baseline"] *= start / end


def _card(notes: Notes, key_result: KeyResult) -> None:
    """Let the card's figures overrule the line's."""
    for name, written in (("baseline", key_result.baseline), ("target", key_result.target)):
        value = number_of(written, notes.language) if written.strip() else None
        if value is not None:
            notes.found[name] = value
            if "%" in written:
                notes.units[name] = "%"
