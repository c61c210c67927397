"""What the rooms say when they decline: a refusal (the rules forbid it) or an absence."""


class Refusal(Exception):
    """An action that the rules forbid; `code` names it for tests and logs, the text is a sentence for the person."""

    code = "refused"

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or (self.__doc__ or self.code).strip())


class NotFound(Exception):
    """Nothing here for this visitor: it does not exist, or it is not theirs to see; the two are told alike."""
