"""The issuer: under which name and address certificates are issued, and with which keys."""

from dataclasses import dataclass

from certificates.keys import KeyRing


@dataclass(frozen=True)
class Issuer:
    """An academy as its certificates name it."""

    name: str
    base_url: str
    keys: KeyRing
