"""Elsewhere: how a holder shows a certificate in a profile on LinkedIn, which has an address that opens its form."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from certificates.code import code_of
from certificates.snapshot import Snapshot

LINKEDIN = "https://www.linkedin.com/profile/add"


def linkedin(snapshot: Snapshot) -> str:
    """Return the address that opens LinkedIn's form for a certification with what it asks for."""
    asked: dict[str, str | int] = {
        "startTask": "CERTIFICATION_NAME",
        "name": snapshot.document_name,
        "organizationName": snapshot.issuer_name,
        **_month("issue", snapshot.issued_at),
        **_month("expiration", snapshot.valid_until),
        "certId": code_of(snapshot.id),
        "certUrl": snapshot.address,
    }
    return f"{LINKEDIN}?{urlencode(asked)}"


def _month(which: str, moment: str) -> dict[str, int]:
    """Return the year and the month of a moment as the form asks for them; nothing for none."""
    if not moment:
        return {}
    day = datetime.fromisoformat(moment).astimezone(UTC)
    return {f"{which}Year": day.year, f"{which}Month": day.month}
