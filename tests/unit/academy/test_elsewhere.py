"""The address that opens LinkedIn's form: the months as people count them, and an end only where there is one."""

from urllib.parse import parse_qs, urlsplit

import pytest

from academy.elsewhere import linkedin
from tests.unit.certificates.samples import make_snapshot


@pytest.mark.parametrize(
    ("until", "end"),
    [
        ("2029-01-31T23:30:00+00:00", {"expirationYear": ["2029"], "expirationMonth": ["1"]}),
        ("2029-01-31T23:30:00-03:00", {"expirationYear": ["2029"], "expirationMonth": ["2"]}),
        ("", {}),
    ],
)
def test_the_form_gets_the_months_as_they_stand_on_the_certificate(until: str, end: dict[str, list[str]]) -> None:
    asked = parse_qs(urlsplit(linkedin(make_snapshot(valid_until=until))).query)
    assert {name: value for name, value in asked.items() if name.startswith("expiration")} == end
    assert (asked["issueYear"], asked["issueMonth"]) == (["2026"], ["11"])


def test_a_name_with_signs_of_its_own_stays_one_value() -> None:
    snapshot = make_snapshot(issuer_name="Escola A & B", document_name="OKR=1?#Ω")
    asked = parse_qs(urlsplit(linkedin(snapshot)).query)
    assert (asked["organizationName"], asked["name"]) == (["Escola A & B"], ["OKR=1?#Ω"])
