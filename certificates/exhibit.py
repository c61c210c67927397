"""An exhibit: a file that somebody was handed, told apart by its bytes, and examined with nothing but public keys."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from certificates import jwt, seal
from certificates.bake import PNG, baked_in
from certificates.code import code_in
from certificates.keys import KeyRing, Trust
from certificates.photo import codes_in
from certificates.proofs import ProofReport, check
from certificates.seal import SealReport, attached_credential
from certificates.workbook import lines_of

NUMBER = re.compile(r"(?<![0-9a-z])(?:[0-9a-f]{4}[\s-]{0,2}){7}[0-9a-f]{4}(?![0-9a-z])", re.IGNORECASE)
"""A number as it is written anywhere: with hyphens, in groups of four as on paper, or in one go."""
PHOTOS = (b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")
"""How pictures from a camera or a scanner begin."""
ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks and other office files begin."""
_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)


class Kind(StrEnum):
    """What a file is."""

    PDF = "pdf"
    JSON = "json"
    TOKEN = "jwt"  # noqa: S105 - a kind of file, not a secret
    BADGE = "badge"
    LIST = "list"
    PHOTO = "photo"
    ARCHIVE = "archive"
    MISTYPED = "mistyped"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A file: its kind, the credential in it if there is one, and what the keys say of that and of its page.

    `lines` are those of a list of numbers, or what the QR codes in a photograph say.
    """

    kind: Kind
    document: dict[str, Any] | None = None
    proof: ProofReport | None = None
    page: SealReport | None = None
    lines: tuple[str, ...] = ()

    @property
    def number(self) -> str | None:
        """Return the number that the credential states."""
        return number_in(str((self.document or {}).get("id", "")))


def examine(content: bytes, keys: KeyRing | Trust) -> Exhibit:
    """Examine a file of any kind; never raises and never fetches."""
    trust = keys.trust
    if content.lstrip()[:5] == b"%PDF-":
        inside = _credential(Kind.PDF, attached_credential(content) or "", trust)
        return Exhibit(Kind.PDF, inside.document, inside.proof, seal.check(content, trust))
    if content.startswith(ARCHIVES):
        lines = lines_of(content)
        return Exhibit(Kind.LIST, lines=lines) if any(map(number_in, lines)) else Exhibit(Kind.ARCHIVE)
    baked = baked_in(content)
    if baked is not None:
        return _credential(Kind.BADGE, baked, trust)
    if content.startswith((PNG, *PHOTOS)) or content[4:12].startswith(b"ftyp"):
        return Exhibit(Kind.PHOTO, lines=tuple(words for words in codes_in(content) if number_in(words)))
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return _written(content.decode(encoding, "replace").strip(), trust)


def _written(text: str, trust: Trust) -> Exhibit:
    """Examine a file of text."""
    if text.startswith("{"):
        return _credential(Kind.JSON, text, trust)
    if _TOKEN.fullmatch(text):
        return _credential(Kind.TOKEN, text, trust)
    if number_in(text) and "<svg" not in text[:1000]:
        return Exhibit(Kind.LIST, lines=tuple(line.strip() for line in text.splitlines() if line.strip()))
    return Exhibit(Kind.OTHER)


def _credential(kind: Kind, text: str, trust: Trust) -> Exhibit:
    """Examine a credential as JSON or as a token; without a document when it cannot be read."""
    if _TOKEN.fullmatch(text):
        payload, report = jwt.check(text, trust)
        return Exhibit(kind, payload, report)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return Exhibit(kind)
    return Exhibit(kind, document, check(document, trust)) if isinstance(document, dict) else Exhibit(kind)


def is_word_for_word(document: dict[str, Any], credential: str) -> bool:
    """Say whether a document, which may be the payload of a token, says exactly what a credential of ours says."""
    ours = json.loads(credential)
    return document in (ours, jwt.payload_of(ours))


def number_in(text: str) -> str | None:
    """Return the first number in a text as the register writes it, or else the first code."""
    match = NUMBER.search(text)
    return code_in(text) if match is None else str(UUID("".join(re.findall("[0-9a-fA-F]", match[0]))))
