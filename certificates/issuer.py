"""The issuer: under which name and address certificates are issued, with which keys, in which language and theme."""

from dataclasses import dataclass

from certificates.keys import KeyRing
from certificates.theme import Theme


@dataclass(frozen=True)
class Issuer:
    """An academy as its certificates name it."""

    name: str
    base_url: str
    keys: KeyRing
    language: str = "en"
    theme: Theme | None = None
