"""Complete: cards with gaps, each filled by one of several options or by a number."""

from collections.abc import Iterator, Mapping
from typing import Any

from courses.outline import Practice
from courses.practices.base import Answer, Mark, Type
from courses.practices.numbers import readings, typed, written
from courses.practices.shape import NUMBER, TABLES, TEXT, TEXTS, Layout, Shape, Where, Wrong, misfits

CLOSE = 1e-9
"""How far two floating numbers may be apart and still be the same."""
NO_NUMBER = "number"
"""What is wrong with a text that should be a number."""
_CHOICE = {"label": TEXT, "why": TEXT, "options": TEXTS, "answer": TEXT}
_EXACT = {"label": TEXT, "why": TEXT, "answer": NUMBER, "tolerance": NUMBER}
_RANGE = {"label": TEXT, "why": TEXT, "from": NUMBER, "to": NUMBER}
_BESIDE = {"unit": TEXT, "traps": TABLES}


def needs_of(gap: Mapping[str, Any]) -> Mapping[str, Shape]:
    """Return the fields that a gap needs: options, a number with its tolerance, or a range."""
    if "options" in gap:
        return _CHOICE
    return _RANGE if "from" in gap or "to" in gap else _EXACT


def ends_of(gap: Mapping[str, Any]) -> tuple[float, float]:
    """Return the lowest and the highest number that is right in a gap."""
    if "from" in gap:
        return gap["from"], gap["to"]
    return gap["answer"] - gap["tolerance"], gap["answer"] + gap["tolerance"]


class Complete(Type):
    """Cards with gaps; a number that falls into a known trap is told which."""

    layout = Layout("card", {"text": TEXT, "gap": TABLES})

    def misfits(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the fields of cards and gaps that are missing or of the wrong kind."""
        broken = list(super().misfits(data))
        yield from broken
        for where, name, gap in () if broken else self._gaps(data):
            yield from misfits(gap, needs_of(gap), _BESIDE, where, name)
            for trap in gap.get("traps", ()):
                if isinstance(trap, dict):
                    yield from misfits(trap, {"value": NUMBER, "why": TEXT}, {}, (*where, "traps"), f"a trap of {name}")

    def faults(self, data: Mapping[str, Any]) -> Iterator[Wrong]:
        """Yield the gaps without a sensible choice, range or trap."""
        for where, name, gap in self._gaps(data):
            if "options" in gap:
                yield from _faults_of_choice(gap, name, where)
                continue
            low, high = ends_of(gap)
            if low > high:
                yield Wrong(f"no number is right in {name}: mend from and to, or the tolerance", where)
            for trap in gap.get("traps", ()):
                if low - CLOSE <= trap["value"] <= high + CLOSE:
                    yield Wrong(f"the trap {trap['value']} of {name} is a right answer", (*where, "traps"))

    def _gaps(self, data: Mapping[str, Any]) -> Iterator[tuple[Where, str, Mapping[str, Any]]]:
        """Yield each gap of a file with the phrases that lead to it and its name."""
        for card, entry in enumerate(data["card"]):
            for number, gap in enumerate(entry["gap"]):
                yield (*self.layout.where(card), ("[[card.gap]]", number)), f"gap {number + 1} of card {card + 1}", gap

    def fields(self, practice: Practice) -> tuple[str, ...]:
        """Return a field for each gap of each card."""
        return tuple(f"{c}.{g}" for c, card in enumerate(practice.parts) for g in range(len(card["gap"])))

    def options(self, practice: Practice, name: str) -> tuple[str, ...]:
        """Return the options of a gap; none where a number is typed."""
        return tuple(_gap(practice, name).get("options", ()))

    def problems(self, practice: Practice, given: Answer) -> dict[str, str]:
        """Return the gaps that are empty, and those that hold no number where one is asked."""
        wrong = super().problems(practice, given)
        for name, text in given.items():
            gap = _gap(practice, name)
            if "options" not in gap and text and not readings(text, gap.get("unit", "")):
                wrong[name] = NO_NUMBER
        return {name: wrong[name] for name in given if name in wrong}

    def mark_part(self, practice: Practice, name: str, given: str) -> Mark:
        """Mark a gap by its option or its number."""
        gap = _gap(practice, name)
        if "options" in gap:
            return Mark(name, gap["label"], given, given == gap["answer"], gap["answer"], gap["why"])
        unit = gap.get("unit", "")
        numbers, (low, high) = readings(given, unit), ends_of(gap)
        right = any(low - CLOSE <= number <= high + CLOSE for number in numbers)
        trap = "" if right else _trap(gap, numbers)
        said = f"{given} {unit}" if unit and given and not given.endswith(unit) else given
        return Mark(name, gap["label"], said, right, _right_words(gap), gap["why"], note=trap)

    def master(self, practice: Practice, name: str) -> str:
        """Return the right option, or a right number."""
        gap = _gap(practice, name)
        right = gap["answer"] if "answer" in gap else gap["from"]
        return right if isinstance(right, str) else typed(right)


def _gap(practice: Practice, name: str) -> Mapping[str, Any]:
    """Return the gap of a field such as `1.0`."""
    card, number = (int(part) for part in name.split("."))
    gap: Mapping[str, Any] = practice.parts[card]["gap"][number]
    return gap


def _trap(gap: Mapping[str, Any], numbers: tuple[float, ...]) -> str:
    """Return why a number is tempting, if it is one of the known traps."""
    near = gap.get("tolerance", 0) + CLOSE
    fallen = (t for t in gap.get("traps", ()) for number in numbers if abs(number - t["value"]) <= near)
    return next((str(trap["why"]) for trap in fallen), "")


def _right_words(gap: Mapping[str, Any]) -> str:
    """Return the right number, or the ends of the right range, with the unit."""
    unit = gap.get("unit", "")
    return f"{written(gap['from'])}–{written(gap['to'], unit)}" if "from" in gap else written(gap["answer"], unit)


def _faults_of_choice(gap: Mapping[str, Any], name: str, where: Where) -> Iterator[Wrong]:
    """Yield what is wrong with a gap that offers options."""
    if gap["answer"] not in gap["options"]:
        yield Wrong(f"the answer of {name} is not among its options: {gap['answer']}", (*where, "answer ="))
    if len(set(gap["options"])) < 3:
        yield Wrong(f"offer three different options or more in {name}", (*where, "options ="))
