"""Recall: cards answered from memory, then turned."""

from courses.outline import Practice
from courses.practices.base import Mark, Type
from courses.practices.shape import TEXT, Layout


class Recall(Type):
    """Cards are answered from memory and compared with what was taught."""

    layout = Layout("card", {"ask": TEXT, "answer": TEXT, "lesson": TEXT})

    def mark_part(self, practice: Practice, name: str, given: str) -> Mark:
        """Set the answer beside what was remembered, and name the lesson."""
        card = practice.parts[int(name)]
        return Mark(name, card["ask"], given, None, card["answer"], lesson=card["lesson"])

    def master(self, practice: Practice, name: str) -> str:
        """Return the answer."""
        return str(practice.parts[int(name)]["answer"])
