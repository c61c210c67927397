"""The stamp: a time-stamp authority (RFC 3161) confirms when a seal was made, so that it outlives its certificate."""

import http.client
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from asn1crypto import tsp  # type: ignore[import-untyped]  # comes with pyHanko
from cryptography import x509
from pyhanko.sign.timestamps import TimeStamper

from registry.errors import Refusal

PATIENCE, REST = 10, timedelta(minutes=1)
"""How many seconds an answer may take, and for how long nobody is kept waiting after one that did not come."""
LONGEST = 16_384
"""The longest stamp that is taken, in bytes; so much room is kept for it."""


class NotStamped(Refusal):
    """No time-stamp authority answers now, so this page cannot be sealed; please try again in a few minutes."""

    code = "not-stamped"


class StamperFault(ValueError):
    """The time-stamp authority is not described as it must be; the text says what to change."""


class Stamper(TimeStamper):
    """A time-stamp authority on the web, and the certificates that its stamps must lead to."""

    def __init__(self, address: str, roots: tuple[x509.Certificate, ...]) -> None:
        """Begin with an authority that answers."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.address, self.roots = address, roots
        self._failed: datetime | None = None

    @classmethod
    def of(cls, address: str, file: str) -> "Stamper":
        """Return the authority at an address whose certificates (PEM) lie in a file; raise `StamperFault`."""
        if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).netloc:
            raise StamperFault(f"{address} is no address: it must begin with https:// or http://")
        try:
            return cls(address, tuple(x509.load_pem_x509_certificates(Path(file).read_bytes())))
        except (OSError, ValueError) as error:
            raise StamperFault(f"{file} holds no certificates (PEM) that can be read") from error

    def rests(self, now: datetime) -> bool:
        """Say whether it was silent a moment ago, so that nobody need wait for it now."""
        return self._failed is not None and now - self._failed < REST

    def was_silent(self, now: datetime) -> None:
        """Remember that no stamp came."""
        self._failed = now

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask for a stamp; raise OSError or ValueError when none comes."""
        kinds = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        query = Request(self.address, req.dump(), kinds)  # noqa: S310  # the operator's address, checked at the start
        try:
            with urlopen(query, timeout=PATIENCE) as answer:  # noqa: S310
                content = answer.read(LONGEST + 1)
        except http.client.HTTPException as error:
            raise OSError("the time-stamp authority does not speak HTTP") from error
        if len(content) > LONGEST:
            raise ValueError("the stamp is too long")
        return tsp.TimeStampResp.load(content)
