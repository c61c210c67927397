"""The credential: the facts of a certificate as an Open Badges 3.0 credential (a Verifiable Credential 2.0)."""

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft201909Validator, FormatChecker

from certificates.jsonld import printable
from certificates.snapshot import Snapshot

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
]
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json-ld/ob_v3p0_achievementcredential_schema.json"
_FILE = Path(__file__).parent / "schemas" / "ob_v3p0_achievementcredential_schema.json"


def as_credential(snapshot: Snapshot) -> dict[str, Any]:
    """Return a snapshot as an unsigned credential; equal snapshots give equal credentials."""
    credential = {
        "@context": CONTEXT,
        "id": snapshot.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": snapshot.document_name,
        "issuer": {
            "id": snapshot.issuer_did,
            "type": ["Profile"],
            "name": snapshot.issuer_name,
            "url": snapshot.base_url,
        },
        "validFrom": snapshot.issued_at,
        "awardedDate": snapshot.awarded,
        "credentialSubject": _subject(snapshot),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        "credentialStatus": {
            "id": f"{snapshot.base_url}/status/{snapshot.status_list}#{snapshot.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(snapshot.status_index),
            "statusListCredential": f"{snapshot.base_url}/status/{snapshot.status_list}",
        },
        "refreshService": {"id": f"{snapshot.address}/refresh", "type": "1EdTechCredentialRefresh"},
    }
    if snapshot.valid_until:
        credential["validUntil"] = snapshot.valid_until
    cleaned: dict[str, Any] = _printable(credential)
    return cleaned


def _subject(snapshot: Snapshot) -> dict[str, Any]:
    """Return who achieved what."""
    holder = {
        "type": "IdentityObject",
        "hashed": False,
        "identityType": "name",
        "identityHash": snapshot.holder_name,
    }
    subject: dict[str, Any] = {
        "id": f"{snapshot.address}#holder",
        "type": ["AchievementSubject"],
        "identifier": [holder],
        "achievement": _achievement(snapshot),
    }
    if snapshot.figures:
        subject["result"] = [
            {"type": ["Result"], "resultDescription": _result_id(snapshot, figure.code), "value": str(figure.value)}
            for figure in snapshot.figures
        ]
    return subject


def _achievement(snapshot: Snapshot) -> dict[str, Any]:
    """Return what was achieved, by which criteria, with a description of each figure."""
    achievement: dict[str, Any] = {
        "id": f"{snapshot.base_url}/about#{snapshot.rules}-{snapshot.document}",
        "type": ["Achievement"],
        "achievementType": snapshot.achievement_type,
        "name": snapshot.document_name,
        "description": snapshot.statement[:1].upper() + snapshot.statement[1:],
        "version": snapshot.rules,
        "inLanguage": snapshot.language,
        "image": {"id": f"{snapshot.base_url}/badge.png", "type": "Image", "caption": snapshot.document_name},
        "criteria": {"id": f"{snapshot.address}#criteria", "narrative": plain(snapshot.criteria)},
    }
    if snapshot.figures:
        achievement["resultDescription"] = [
            {
                "id": _result_id(snapshot, figure.code),
                "type": ["ResultDescription"],
                "name": f"{figure.name} ({figure.unit})",
                "resultType": "RawScore",
                "requiredValue": str(figure.required),
            }
            for figure in snapshot.figures
        ]
    return achievement


def _result_id(snapshot: Snapshot, code: str) -> str:
    """Return the id of a figure's description."""
    return f"{snapshot.base_url}/about#{snapshot.rules}-{snapshot.document}-{code}"


def plain(text: str) -> str:
    """Return our own HTML as plain text: tags away, list items on lines of their own."""
    lines = re.sub(r"<li>", "- ", text)
    return html.unescape(re.sub(r"<[^>]+>", "", lines)).strip()


def _printable(value: Any) -> Any:
    """Return a JSON value with every text as all implementations read it alike."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _printable(inner) for name, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, list) else value


@cache
def _validator() -> Draft201909Validator:
    """Return the validator of the published schema."""
    return Draft201909Validator(json.loads(_FILE.read_text(encoding="utf-8")), format_checker=FormatChecker())


def faults_of(credential: dict[str, Any]) -> list[str]:
    """Return where a credential departs from the published schema of Open Badges 3.0; an empty list for a sound one."""
    return [f"{error.json_path}: {error.message[:200]}" for error in _validator().iter_errors(credential)]
