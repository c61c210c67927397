"""What an operator does with the keys: show, replace and end them, and bring back what is public of lost ones."""

from datetime import datetime, timedelta

from certificates.keys.record import KeysUnreadable, Purpose, Record, State, packed, written
from certificates.keys.ring import KeyRing, after, named
from certificates.keys.trust import Trust, jwk_key

WAIT = timedelta(days=1)
"""How long a new key is shown to everybody before it seals."""


class NoSuchKey(KeysUnreadable):
    """There is no key of that name; `academy keys list` shows them."""


class NotYet(KeysUnreadable):
    """A key cannot have been stolen in the future."""


class LastKey(KeysUnreadable):
    """It is the last key that may seal: make another first, with `academy keys rotate`."""


def states(ring: KeyRing, *, now: datetime) -> list[tuple[Record, State]]:
    """Return every key with what it is good for now."""
    active = {ring.active(purpose, now).name for purpose in Purpose}
    return [(one, _state(one, one.name in active, now)) for one in ring.records]


def _state(one: Record, active: bool, now: datetime) -> State:
    """Return what a key is good for."""
    if one.compromised is not None:
        return State.COMPROMISED
    if one.private is None:
        return State.LOST
    if active:
        return State.ACTIVE
    return State.PENDING if one.seals(now) and one.active > now else State.RETIRED


def rotate(ring: KeyRing, purpose: Purpose, *, now: datetime, at_once: bool = False) -> str:
    """Make a new key for a purpose and return its name; after a day, or at once, it seals and the older ones do not.

    A new authority brings a new seal under it.
    """
    active = now if at_once else now + WAIT
    number = after(ring.of(purpose))
    while not ring.make(purpose, number, made=now, active=active):
        number = after(ring.of(purpose))
    if purpose is Purpose.AUTHORITY:
        rotate(ring, Purpose.SEAL, now=now, at_once=at_once)
    return named(purpose, number)


def retire(ring: KeyRing, name: str, *, now: datetime) -> None:
    """Let a key seal no more; what it sealed stays valid. The last one that may seal cannot be retired."""
    record = _record(ring, name)
    if not any(one.lasts and one.name != name for one in ring.of(record.purpose)):
        raise LastKey(LastKey.__doc__)
    _mark(ring, name, "retired", now)


def compromise(ring: KeyRing, name: str, *, since: datetime | None = None, now: datetime) -> Record:
    """Trust a key no more: it was stolen at a moment, now if none is named. Return its record.

    What it sealed since then is not believed at all, and what it sealed before only where a register vouches for it.
    A new one takes its place at once.
    """
    record = _record(ring, name)
    if since is not None and since > now:
        raise NotYet(NotYet.__doc__)
    _mark(ring, name, "compromised", since or now)
    waits = record.active > now and any(one.lasts for one in ring.of(record.purpose))
    if record.lasts and not waits:
        rotate(ring, record.purpose, now=now, at_once=True)
    return _record(ring, name)


def restore(ring: KeyRing, lost: Trust, *, now: datetime) -> int:
    """Put back what is public of keys that were lost, so that what they sealed can be checked; return how many."""
    count = 0
    for address, known in lost.keys.items():
        if not ring.trust.has(address):
            purpose = Purpose.JWT if jwk_key(known) else Purpose.CREDENTIAL
            name = _place(ring, purpose, packed(None, known.key, (), b"", made=now, active=now))
            count += 1
            if known.compromised is not None:
                _mark(ring, name, "compromised", known.compromised)
    for certificate in lost.authorities:
        if certificate not in ring.trust.authorities:
            content = packed(None, None, (certificate,), b"", made=now, active=now)
            _place(ring, Purpose.AUTHORITY, content)
            count += 1
    for serial in lost.stolen_seals - ring.trust.stolen_seals:
        _mark(ring, f"stolen-{serial:x}", "compromised", now)
    return count


def _place(ring: KeyRing, purpose: Purpose, content: bytes) -> str:
    """File a record under the next free number and return its name."""
    while not ring.shelf.place(f"{(name := named(purpose, after(ring.of(purpose))))}.pem", content):
        pass
    return name


def _record(ring: KeyRing, name: str) -> Record:
    """Return the key of a name."""
    for one in ring.records:
        if one.name == name:
            return one
    raise NoSuchKey(NoSuchKey.__doc__)


def _mark(ring: KeyRing, name: str, end: str, moment: datetime) -> None:
    """Note beside a key when it ended; the first note stands."""
    ring.shelf.place(f"{name}.{end}", f"{written(moment)}\n".encode())
