import pytest

from courses.markdown import to_html
from courses.search import Hit, Index, Passage, Place, passages_of, sentences, stem

FERRY, HARBOUR = Place("step", "1.1.R", "The ferry office"), Place("step", "1.2.R", "Baselines in the harbour")
TERM = Place("term", "baseline", "baseline")
TEXT = """
The nurse takes the first ferry. "Will it leave?" she asks, at 7.30 sharp!

## Measured delays

| Month | Delay |
|---|---|
| Measured | 12 |

> The baseline was measured in March.
"""


@pytest.fixture
def index() -> Index:
    return Index(
        [
            Passage(FERRY, FERRY.title),
            *passages_of(FERRY, to_html(TEXT, numbered=True)),
            Passage(HARBOUR, HARBOUR.title),
            Passage(HARBOUR, "A harbour master plans the ferries of the week."),
            Passage(TERM, TERM.title),
            Passage(TERM, "The value from which something starts."),
        ]
    )


def said(pieces: tuple[tuple[str, bool], ...]) -> str:
    """Return a text with the words that were looked for in brackets."""
    return "".join(f"[{text}]" if looked_for else text for text, looked_for in pieces)


def found(index: Index, question: str) -> list[tuple[str, str]]:
    return [(hit.place.key, said(hit.sentence)) for hit in index.find(question)]


@pytest.mark.parametrize(
    "words",
    [
        "measure measures measured measuring measurement Measure's",
        "plan plans planned planning",
        "city cities",
        "baseline baselines Baseline’s",
        "align aligned alignment",
        "commit committed commitment",
        "process processes",
        "café cafes CAFÉ",
    ],
)
def test_the_forms_of_a_word_share_a_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


def test_different_words_keep_different_stems() -> None:
    words = "off of less status owner own key this class target task tie time goal go"
    assert len({stem(word) for word in words.split()}) == len(words.split())


def test_sentences_end_where_a_reader_would_end_them() -> None:
    text = 'At 7.30 she left. "Really?" (He did.) So be it'
    assert list(sentences(text)) == ["At 7.30 she left.", '"Really?"', "(He did.)", "So be it"]


def test_a_sentence_is_found_with_its_paragraph_and_the_words_that_were_looked_for(index: Index) -> None:
    [hit] = index.find("nurses ferry")
    assert hit == Hit(
        FERRY,
        (("The ", False), ("ferry", True), (" office", False)),
        (("The ", False), ("nurse", True), (" takes the first ", False), ("ferry", True), (".", False)),
        "p1",
    )


def test_a_page_holds_all_words_or_as_many_as_any_page_does(index: Index) -> None:
    assert [key for key, _sentence in found(index, "harbour ferry")] == ["1.2.R"]
    assert [key for key, _sentence in found(index, "harbour zebra")] == ["1.2.R"]
    assert found(index, "zebra") == []


def test_a_title_that_is_the_word_itself_comes_first_and_shows_what_the_page_begins_with(index: Index) -> None:
    assert found(index, "baseline") == [
        ("baseline", "The value from which something starts."),
        ("1.2.R", "A harbour master plans the ferries of the week."),
        ("1.1.R", "The [baseline] was measured in March."),
    ]


def test_a_sentence_is_shown_before_the_cell_of_a_table(index: Index) -> None:
    [(key, sentence)] = found(index, "measuring")
    assert (key, sentence) == ("1.1.R", "The baseline was [measured] in March.")


def test_the_beginning_of_a_word_finds_it_where_nothing_else_does(index: Index) -> None:
    assert found(index, "harb") == [("1.2.R", "A [harbour] master plans the ferries of the week.")]
    assert found(index, "zz") == []


def test_small_words_count_only_where_there_are_no_others(index: Index) -> None:
    assert found(index, "what is the baseline")[0][0] == "baseline"
    assert found(index, "the") != []
    assert index.find("  …  ") == []


def test_an_index_of_nothing_finds_nothing() -> None:
    assert Index([]).find("baseline") == []
