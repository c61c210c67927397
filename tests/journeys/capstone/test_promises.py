"""Identity and conduct by pages alone."""

from tests.journeys.capstone.people import People


def test_a_trainee_signs_the_code_of_conduct_once_and_sees_when(people: People) -> None:
    ana = people.visitor().open("/account/conduct")
    assert ana.sees("No punitive use")
    ana.submit(holding="text", status=422)
    assert ana.sees("Confirm that you have read it and will keep to it.")
    ana.submit({"agreed": "1"}, holding="text")
    assert ana.sees("You signed this text")
    assert not ana.sees("Sign as Ana")


def test_a_text_that_changed_meanwhile_is_not_signed(people: People) -> None:
    ana = people.visitor().open("/account/conduct")
    ana.submit({"agreed": "1", "text": "0" * 64}, holding="text", status=409)
    assert ana.sees("The text has changed since you opened this page.")
    assert not ana.open("/account/conduct").sees("You signed this text")


def test_a_manager_notes_how_an_identity_was_checked(people: People) -> None:
    helena = people.visitor("helena").open(f"/office/cohorts/identity/{people.enrolment_id}")
    helena.submit(holding="how", status=422)
    assert helena.sees("Say how you made sure of the identity.")
    helena.submit({"how": "document-in-person"}, holding="how")
    assert helena.sees("The identity of Ana Souza is checked.")
    helena.open(f"/office/cohorts/identity/{people.enrolment_id}")
    assert helena.sees("by Helena An official document, seen in the room.")


def test_a_second_check_is_refused_and_the_first_stands(people: People) -> None:
    address = f"/office/cohorts/identity/{people.enrolment_id}"
    first, second = people.visitor("helena").open(address), people.visitor("helena").open(address)
    first.submit({"how": "staff-register"}, holding="how")
    second.submit({"how": "document-by-video"}, holding="how", status=409)
    assert second.sees("The identity was checked already; the first check stands.")
    assert people.visitor("helena").open(address).sees("own staff register")
