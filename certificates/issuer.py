"""The issuer: under which name and address certificates are issued, with which keys, and in which language."""

from dataclasses import dataclass

from certificates.keys import KeyRing


@dataclass(frozen=True)
class Issuer:
    """An academy as its certificates name it."""

    name: str
    base_url: str
    keys: KeyRing
    language: str = "en"
