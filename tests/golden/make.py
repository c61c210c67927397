"""Makes golden files with a test authority whose keys are thrown away: `python -m tests.golden.make FOLDER`.

Golden files are made once for a version and never again: later versions must find the old ones true. Add a folder, keep
the others.
"""

import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from certificates import jwt
from certificates.badge import PLAIN, badge
from certificates.bake import bake_png, bake_svg
from certificates.bundle import bundle
from certificates.credential import as_credential
from certificates.issuer import Issuer
from certificates.keys import KeyRing, Purpose
from certificates.keys.keeping import rotate
from certificates.pdf import render
from certificates.proofs import sign
from certificates.seal import seal
from certificates.snapshot import Snapshot
from certificates.status import status_list
from courses.rules import Document, RuleSet, load_rules
from tests.unit.certificates.samples import NOW, make_snapshot

REVOKED = 99
"""The place of the one certificate that the status list calls ended."""


def snapshot_of(rules: RuleSet, document: Document, place: int, issuer: Issuer) -> Snapshot:
    """Return a certificate of a document as it would be issued."""
    until = NOW.replace(year=NOW.year + document.valid_years) if document.valid_years else None
    return replace(
        make_snapshot(),
        id=f"00000000-0000-4000-8000-{place:012}",
        holder_name="Zoë Müller-Ωμέγα",
        document=document.id,
        document_name=document.name,
        achievement_type=document.achievement_type,
        statement=document.face["en"],
        criteria=document.criteria,
        rules=rules.version,
        issuer_name=issuer.name,
        issuer_did=issuer.keys.did,
        base_url=issuer.base_url,
        issued_at=f"{NOW:%Y-%m-%dT%H:%M:%SZ}",
        valid_until=f"{until:%Y-%m-%dT%H:%M:%SZ}" if until else "",
        status_index=place,
    )


def make(folder: Path) -> None:
    """Write one certificate of each document in every form, one that was revoked, and the trust file."""
    address = "https://golden.example"
    issuer = Issuer("Golden Test Academy", address, KeyRing.throwaway("did:web:golden.example", base_url=address))
    kinds = [(rules, document) for rules in load_rules(Path("content/rules")).values() for document in rules.documents]
    for place, (rules, document) in enumerate(kinds, start=1):
        write(folder, document.id, snapshot_of(rules, document, place, issuer), issuer)
    ended = snapshot_of(*kinds[0], REVOKED, issuer)
    (folder / "revoked.json").write_text(json.dumps(sign(as_credential(ended), issuer.keys, now=NOW)))
    for purpose in Purpose:
        rotate(issuer.keys, purpose, now=NOW + timedelta(hours=1), at_once=True)
    places = status_list(
        [REVOKED],
        address=f"{address}/status/1",
        issuer=issuer.keys.did,
        valid_from=NOW + timedelta(hours=1),
        valid_until=NOW + timedelta(days=2),
    )
    (folder / "trust.json").write_text(json.dumps(bundle(issuer, [places], now=NOW + timedelta(hours=1)), indent=1))


def write(folder: Path, name: str, snapshot: Snapshot, issuer: Issuer) -> None:
    """Write a certificate in every form."""
    credential = json.dumps(sign(as_credential(snapshot), issuer.keys, now=NOW), ensure_ascii=False)
    token = jwt.sign(json.loads(credential), issuer, now=NOW)
    (folder / f"{name}.json").write_text(credential, encoding="utf-8")
    (folder / f"{name}.jwt").write_text(token)
    page = render(snapshot, credential, token)
    (folder / f"{name}.pdf").write_bytes(seal(page, issuer.keys.sealing(NOW), now=NOW))
    if snapshot.status_index == 1:
        (folder / f"{name}.svg").write_text(bake_svg(badge(snapshot, credential), credential), encoding="utf-8")
        (folder / f"{name}.png").write_bytes(bake_png(PLAIN.read_bytes(), credential))


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True)
    make(target)
