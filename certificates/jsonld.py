"""JSON-LD: the canonical form of a document, by bundled contexts alone, in which nothing that it says may be lost.

Anybody may hand in a document, so it is read strictly: a signature must cover every word that a reader would see.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015

CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.jsonld",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "open-badges-extensions.json",
}
"""The contexts that are known, by their addresses; a document that names another one cannot be read."""
LISTS = {"type": str, "identifier": dict, "result": dict, "resultDescription": dict, "credentialSchema": dict}
"""The only terms whose value may be a list, and of what: a list of one is signed like its member, so one is refused."""
DEEPEST = 12
MOST_WORK = 2_000
"""How many orders of like nodes are tried; a document of ours needs none, one made to stall us needs millions."""
_FOLDER = Path(__file__).parent / "contexts"
_UNDEFINED = "undefined://term/"
"""Where words land that no context defines, and addresses that are not whole."""
_TERM = re.compile(r"[A-Za-z]*")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`\x7f]+")
_NATIVE = re.compile(r"https?://www\.w3\.org/2001/XMLSchema#(boolean|integer|nonNegativeInteger|double|float)")
"""The types whose values JSON writes without quotes; Open Badges writes their addresses with https."""
_KEPT = {"\t", "\n", "\r"}


class Unmapped(ValueError):
    """Something in the document would be lost in its canonical form, so it would not be signed."""


def _loader(address: str, _options: Mapping[str, Any]) -> dict[str, Any]:
    """Return a bundled context; refuse every other address, so that nothing is ever fetched."""
    if address not in CONTEXTS:
        raise jsonld.JsonLdError(f"no bundled context for {address[:200]}", "loading document failed")
    return {"contextUrl": None, "documentUrl": address, "document": _documents[address]}


_documents = {address: json.loads((_FOLDER / name).read_text(encoding="utf-8")) for address, name in CONTEXTS.items()}


class _Bounded(URDNA2015):  # type: ignore[misc]  # pyld ships no types
    """The canonicalisation of W3C with an end: nodes that look alike are not tried in every order for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.work = 0

    def create_hash_to_related(self, id_: str, issuer: Any) -> dict[str, list[str]]:
        """Return the nodes beside a node as before, but count the orders they will be tried in."""
        related: dict[str, list[str]] = super().create_hash_to_related(id_, issuer)
        self.work += sum(math.factorial(min(len(alike), 20)) for alike in related.values())
        if self.work > MOST_WORK:
            raise ValueError("too many parts of the document look alike")
        return related


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return a document as sorted N-Quads (RDFC-1.0), by which equal meaning gives equal bytes.

    Raises `Unmapped` when anything in it would be lost, ValueError for what is no JSON-LD that these contexts define.
    """
    contexts = document.get("@context")
    if not isinstance(contexts, list) or not all(isinstance(one, str) and one in CONTEXTS for one in contexts):
        raise ValueError("the document names a context that is not known")
    _check_plain({name: value for name, value in document.items() if name != "@context"})
    options = {"documentLoader": _loader, "base": _UNDEFINED}
    try:
        expanded = jsonld.expand({**document, "@context": [*contexts, {"@vocab": _UNDEFINED}]}, options)
        for iri in _iris(expanded):
            _check_iri(iri)
        quads = _Bounded().main(jsonld.to_rdf(expanded, options), {"format": "application/n-quads"})
    except (jsonld.JsonLdError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"no JSON-LD that can be read: {type(error).__name__}") from error
    return str(quads).encode()


def _check_plain(value: Any, term: str = "", depth: int = 0) -> None:
    """Raise `Unmapped` unless a JSON value is made of named values that all implementations sign alike."""
    if depth > DEEPEST:
        raise Unmapped("the document is nested too deeply")
    if value in ([], {}) or not _is_shaped(value, term):
        raise Unmapped(f"a value that would not be signed as it stands: {term[:100]}")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, (dict, list)):
        for name, inner in value.items() if isinstance(value, dict) else (("", inner) for inner in value):
            if not _TERM.fullmatch(name):
                raise Unmapped(f"a name that is no term: {name[:100]}")
            _check_plain(inner, name, depth + 1)


def _is_shaped(value: Any, term: str) -> bool:
    """Say whether a value has the one shape that we sign: a list where its term has many values, never elsewhere."""
    if isinstance(value, list):
        return term in LISTS and all(isinstance(one, LISTS[term]) for one in value)
    return isinstance(value, (str, bool, int)) or (isinstance(value, dict) and LISTS.get(term) is not dict)


def _check_text(text: str) -> None:
    """Raise `Unmapped` for a text that implementations canonicalise differently, and for a label of a blank node."""
    if not text.isprintable() and any(unicodedata.category(c) in ("Cc", "Cs") and c not in _KEPT for c in text):
        raise Unmapped("a text with control characters")
    if text.startswith("_:"):
        raise Unmapped("a label of a blank node")


def _iris(value: Any) -> Iterator[str]:
    """Yield every identifier in an expanded document: its properties, its types and its nodes.

    Raises `Unmapped` for a number or truth value that was written as text, since both are signed alike.
    """
    if isinstance(value, list):
        for inner in value:
            yield from _iris(inner)
    elif isinstance(value, dict) and "@value" in value:
        if "@type" in value and isinstance(value["@value"], str) == bool(_NATIVE.fullmatch(value["@type"])):
            raise Unmapped(f"a value of another type than its term's: {str(value['@value'])[:100]}")
        yield from [value["@type"]] if "@type" in value else []
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in ("@id", "@type"):
                yield from inner if isinstance(inner, list) else [inner]
            else:
                yield from [name] if not name.startswith("@") else []
                yield from _iris(inner)


def _check_iri(iri: str) -> None:
    """Raise `Unmapped` for an identifier that no context defines, or that would take its node with it."""
    if iri.startswith(_UNDEFINED):
        raise Unmapped(f"no context defines {iri.removeprefix(_UNDEFINED)[:200]}")
    if not _IRI.fullmatch(iri):
        raise Unmapped(f"no address: {iri[:200]}")


def printable(text: str) -> str:
    """Return a text that every implementation canonicalises alike: NFC, no controls but tab and line ends."""
    kept = (c for c in unicodedata.normalize("NFC", text) if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept)
