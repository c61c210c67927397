"""The code of a certificate: short enough to be typed, and it tells a slip of the finger from a number nobody has."""

from uuid import uuid4

import pytest

from certificates.code import ALPHABET, code_in, code_of, is_mistyped, prefix_of
from tests.unit.certificates.samples import NUMBER

CODE = "7W61MM KTAK8F MFGAHN"


def test_a_code_is_printed_in_three_groups_of_six() -> None:
    assert code_of(NUMBER) == CODE


def test_a_code_leads_back_to_how_its_number_begins() -> None:
    for number in (NUMBER, *(str(uuid4()) for _ in range(50))):
        assert prefix_of(code_of(number)) == number[:18]
        assert code_in(code_of(number)) == code_of(number)


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        f" {CODE}\n",
        CODE.replace(" ", ""),
        CODE.replace(" ", "-"),
        f"The code is {CODE}, for Maria",
        CODE.replace("1", "I"),
        CODE.replace("1", "l"),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert code_in(typed) == CODE
    assert not is_mistyped(typed)


def test_no_single_wrong_letter_and_no_two_that_changed_places_go_unseen() -> None:
    bare = CODE.replace(" ", "")
    wrong = [bare[:at] + other + bare[at + 1 :] for at in range(18) for other in ALPHABET if other != bare[at]]
    swapped = [bare[:at] + bare[at + 1] + bare[at] + bare[at + 2 :] for at in range(17) if bare[at] != bare[at + 1]]
    assert (len(wrong), len(swapped)) == (18 * 31, 16)
    for typed in (*wrong, *swapped, bare[1:], bare + "7", bare.replace("W", "U")):
        assert code_in(typed) is None, typed
        assert is_mistyped(typed), typed


@pytest.mark.parametrize("text", ["", "a place of deeds", "please verify thanks", NUMBER[:-1], "2026-11-24 12345678"])
def test_what_was_never_meant_as_a_code_is_not_called_mistyped(text: str) -> None:
    assert code_in(text) is None
    assert not is_mistyped(text)
