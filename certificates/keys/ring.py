"""The key ring: it seals with the active key of each purpose and opens with any it ever had.

A key that is made while another is active waits a day, so that everybody has met it before it seals. Several processes
share a ring: each looks at the shelf before it answers.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from certificates.keys.authority import (
    FIRST_LIST,
    LIST_LASTS,
    Imprint,
    Sealing,
    authority_certificate,
    list_name,
    named_list,
    revocation_list,
    seal_certificate,
)
from certificates.keys.encoding import COORDINATE
from certificates.keys.record import KeysUnreadable, PrivateKey, Purpose, Record, packed, unpacked
from certificates.keys.shelf import Folder, Memory, Shelf
from certificates.keys.trust import Trust, address_of

OLDEST = datetime(2020, 1, 1, tzinfo=UTC)
"""When the keys of a ring that lives in memory were made, so that it serves at any moment of a test."""
_NAME = re.compile(r"(?:credential|jwt|authority|seal)-[0-9]{4,6}\.pem|seal\.pem")
_STOLEN = re.compile(r"stolen-([0-9a-f]+)\.compromised")
"""The mark of a stolen seal of which only the serial number is left."""


@dataclass(frozen=True, slots=True)
class Signer:
    """The active key of a purpose: its address, and how it signs."""

    address: str
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class View:
    """What lay on the shelf when it was last looked at."""

    names: tuple[str, ...]
    records: tuple[Record, ...]
    trust: Trust


class KeyRing:
    """The keys of one issuer, who is known by a decentralised identifier (DID)."""

    def __init__(self, shelf: Shelf, passphrase: bytes, imprint: Imprint) -> None:
        self.did, self.shelf, self.passphrase, self._imprint = imprint.did, shelf, passphrase, imprint
        self._view = View((), (), Trust(imprint.did, {}))
        self.stamper: Any = None
        self._opened: dict[str, Record] = {}

    @classmethod
    def open(cls, folder: Path, passphrase: str, did: str, *, name: str = "", base_url: str = "") -> "KeyRing":
        """Read the keys of a folder, or make them at the first start.

        Raises `KeysUnreadable` for a wrong or empty passphrase, a damaged file, or a folder that cannot be used.
        """
        try:
            ring = cls(Folder(folder), passphrase.encode(errors="surrogateescape"), Imprint(did, name, base_url))
            ring._fill(_machine_time())
        except OSError as error:
            raise KeysUnreadable(f"{folder} cannot hold the signing keys: {error.strerror}") from error
        return ring

    @classmethod
    def throwaway(cls, did: str, *, name: str = "", base_url: str = "") -> "KeyRing":
        """Return a ring that lives in memory alone, for checks of content and for tests."""
        ring = cls(Memory(OLDEST), secrets.token_hex(8).encode(), Imprint(did, name, base_url))
        ring._fill(OLDEST)
        return ring

    def _fill(self, now: datetime) -> None:
        """Make a key for every purpose that has none to seal with; of two who start together one makes it."""
        for purpose in Purpose:
            kept = self.of(purpose)
            while not any(one.lasts for one in kept):
                self.make(purpose, after(kept), made=now, active=now)
                kept = self.of(purpose)

    def _look(self) -> View:
        """Return what lies on the shelf now; files never change, so only new names need to be read."""
        names = self.shelf.names()
        if names != self._view.names:
            ends = {name: self._end(name) for name in names if name.endswith((".retired", ".compromised"))}
            files = [name for name in names if _NAME.fullmatch(name)]
            records = _retired(sorted((self._read(name, ends) for name in files), key=_order))
            stolen = [int(found[1], 16) for name in names if (found := _STOLEN.fullmatch(name))]
            self._view = View(
                names, records, Trust.of(self.did, records, stolen, self.stamper.roots if self.stamper else ())
            )
        return self._view

    def _read(self, name: str, ends: dict[str, datetime]) -> Record:
        """Return the record of a file with what ended it; one that was read before is not opened again."""
        if name not in self._opened:
            self._opened[name] = unpacked(name, *self.shelf.read(name), self.passphrase)
        record = self._opened[name]
        retired, compromised = (ends.get(f"{record.name}.{end}") for end in ("retired", "compromised"))
        return replace(record, retired=retired, compromised=compromised)

    def _end(self, name: str) -> datetime:
        """Return the moment that a mark beside a key states."""
        try:
            return datetime.fromisoformat(self.shelf.read(name)[0].decode().strip())
        except ValueError as error:
            raise KeysUnreadable(f"{name} must hold a moment such as 2026-11-24T10:15:00Z") from error

    @property
    def records(self) -> tuple[Record, ...]:
        """Return every key of the ring, by purpose, oldest first."""
        return self._look().records

    def of(self, purpose: Purpose) -> list[Record]:
        """Return the keys of a purpose, oldest first."""
        return [one for one in self.records if one.purpose is purpose]

    def active(self, purpose: Purpose, now: datetime) -> Record:
        """Return the key that seals now: the newest whose time has come, or the oldest that waits."""
        usable = [one for one in self.of(purpose) if one.seals(now)]
        if not usable:
            raise KeysUnreadable(f"No {purpose} key is left that may seal: make one with `academy keys rotate`.")
        begun = [one for one in usable if one.active <= now]
        return begun[-1] if begun else usable[0]

    @property
    def trust(self) -> Trust:
        """Return everything that is public; the same object while nothing has changed."""
        return self._look().trust

    def stamped_by(self, stamper: Any) -> None:
        """Let a time-stamp authority (`certificates.stamp.Stamper`) stamp every seal from now on."""
        self.stamper, self._view = stamper, View((), (), self._view.trust)

    def signer(self, purpose: Purpose, now: datetime) -> Signer:
        """Return the key that signs credentials or tokens at a moment."""
        record = self.active(purpose, now)
        return Signer(address_of(self.did, record), _signing(record.private))

    def sealing(self, now: datetime) -> Sealing:
        """Return what seals PDFs at a moment."""
        record = self.active(Purpose.SEAL, now)
        return Sealing(record.private, record.certificates[0], record.certificates[1:], self.stamper)

    def lists(self, now: datetime) -> dict[str, Record]:
        """Return the authorities that can sign a list of revoked seals, by the names of their lists.

        The list of the first name is signed by the newest authority whose seals still name it.
        """
        able = [one for one in self.of(Purpose.AUTHORITY) if one.private is not None]
        seals = [one.certificates for one in self.of(Purpose.SEAL)]
        naming = {chain[-1] for chain in seals if named_list(chain[0]) == FIRST_LIST}
        older = [one for one in able if one.certificates[0] in naming and one.compromised is None]
        first = older[-1] if older else self.active(Purpose.AUTHORITY, now)
        return {FIRST_LIST: first} | {list_name(one.certificates[0]): one for one in able}

    def revoked(self, now: datetime, authority: Record | None = None, lasts: timedelta = LIST_LASTS) -> bytes:
        """Return the list of the seals that are trusted no more, for the day of a moment.

        An authority signs it, the active one if none is given; each names the stolen seals of all, and a stolen one
        every seal of its own.
        """
        signer = authority or self.active(Purpose.AUTHORITY, now)
        stolen = {one.certificates[0].serial_number: one.compromised for one in self.of(Purpose.SEAL)}
        moments = {number: stolen.get(number) or signer.made for number in self.trust.stolen_seals}
        if signer.compromised is not None:
            own = [one for one in self.of(Purpose.SEAL) if one.certificates[-1] == signer.certificates[0]]
            moments = {one.certificates[0].serial_number: signer.compromised for one in own} | moments
        return revocation_list(signer.certificates[0], signer.private, moments, _midnight(now), lasts)

    def make(self, purpose: Purpose, number: int, *, made: datetime, active: datetime) -> bool:
        """Make a key under a number; say False if somebody else took the number."""
        signs_proofs = purpose is Purpose.CREDENTIAL
        key: PrivateKey = Ed25519PrivateKey.generate() if signs_proofs else generate_private_key(SECP256R1())
        certificates = self._certificates(purpose, key, made)
        content = packed(key, key.public_key(), certificates, self.passphrase, made=made, active=active)
        return self.shelf.place(f"{named(purpose, number)}.pem", content)

    def _certificates(self, purpose: Purpose, key: Any, made: datetime) -> tuple[Any, ...]:
        """Return the certificates of a new key, if its purpose needs any."""
        if purpose is Purpose.AUTHORITY:
            return (authority_certificate(key, self._imprint, made),)
        if purpose is Purpose.SEAL:
            above = self.of(Purpose.AUTHORITY)[-1]
            own = seal_certificate(key.public_key(), above.certificates[0], above.private, self._imprint, made)
            return own, above.certificates[0]
        return ()


def _order(record: Record) -> tuple[str, int]:
    """Return the place of a key among the others."""
    return record.purpose, record.number


def _retired(records: list[Record]) -> tuple[Record, ...]:
    """Return keys in order, each retired at the latest when the time of the next one came that is still trusted."""
    followed = []
    for one in records:
        later = [other for other in records if other.purpose is one.purpose and other.number > one.number]
        moments = [other.active for other in later if other.private is not None and other.compromised is None]
        moments += [one.retired] if one.retired else []
        followed.append(replace(one, retired=min(moments, default=None)))
    return tuple(followed)


def after(kept: list[Record]) -> int:
    """Return the number after those of these keys."""
    return 1 + max((one.number for one in kept), default=0)


def named(purpose: Purpose, number: int) -> str:
    """Return the name of a key."""
    return f"{purpose}-{number:04}"


def _signing(key: PrivateKey) -> Callable[[bytes], bytes]:
    """Return how a key signs: equal bytes give equal signatures; those of tokens are two numbers of one length."""
    if not isinstance(key, EllipticCurvePrivateKey):
        return key.sign

    def sign(data: bytes) -> bytes:
        """Return the signature as ES256 writes it."""
        pair = decode_dss_signature(key.sign(data, ECDSA(SHA256(), deterministic_signing=True)))
        return b"".join(number.to_bytes(COORDINATE) for number in pair)

    return sign


def _midnight(moment: datetime) -> datetime:
    """Return the beginning of the day of a moment, in UTC."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _machine_time() -> datetime:
    """Return the machine's own clock: keys are made once, and no test waits for it."""
    return datetime.now(UTC)  # noqa: TID251
