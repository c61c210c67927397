"""JSON-LD: the canonical form of a document, by bundled contexts alone, and the check that no term is lost in it."""

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyld import jsonld

CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.jsonld",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "open-badges-extensions.json",
}
"""The contexts that are known, by their addresses; a document that names another one cannot be read."""
_FOLDER = Path(__file__).parent / "contexts"
_UNDEFINED = "urn:undefined-term#"
_KEPT = {"\t", "\n", "\r"}


class Unmapped(ValueError):
    """A term of the document would be lost in its canonical form, so it would not be signed."""


def _loader(address: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    """Return a bundled context; refuse every other address, so that nothing is ever fetched."""
    if address not in CONTEXTS:
        raise jsonld.JsonLdError(f"no bundled context for {address[:200]}", "loading document failed")
    return {"contextUrl": None, "documentUrl": address, "document": _documents[address]}


_documents = {address: json.loads((_FOLDER / name).read_text(encoding="utf-8")) for address, name in CONTEXTS.items()}


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return a document as sorted N-Quads (RDFC-1.0), by which equal meaning gives equal bytes.

    Raises ValueError for a document that is no JSON-LD, or that names a context nobody bundled.
    """
    try:
        quads = jsonld.normalize(
            dict(document),
            {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _loader},
        )
    except (jsonld.JsonLdError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"no JSON-LD that can be read: {type(error).__name__}") from error
    return str(quads).encode()


def check_lossless(document: Mapping[str, Any]) -> None:
    """Raise `Unmapped` when a term of the document is defined by none of its contexts."""
    contexts = document["@context"]
    listed = contexts if isinstance(contexts, list) else [contexts]
    probe = {**document, "@context": [*listed, {"@vocab": _UNDEFINED}]}
    for line in canonical(probe).decode().splitlines():
        if _UNDEFINED in line:
            raise Unmapped(line[:300])


def printable(text: str) -> str:
    """Return a text that every implementation canonicalises alike: NFC, no controls but tab and line ends."""
    kept = (c for c in unicodedata.normalize("NFC", text) if c in _KEPT or unicodedata.category(c) != "Cc")
    return "".join(kept)
