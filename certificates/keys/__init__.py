"""The keys: the ring that seals, what is public of it, and the authority above the seals of printed documents."""

from certificates.keys.authority import Sealing
from certificates.keys.record import KeysUnreadable, Purpose, State, written
from certificates.keys.ring import KeyRing
from certificates.keys.trust import Trust

__all__ = ["KeyRing", "KeysUnreadable", "Purpose", "Sealing", "State", "Trust", "written"]
