"""A signed certificate in the register, without the road that leads to it."""

import json
from dataclasses import replace
from typing import Any

from academy.campus import Campus
from certificates.credential import as_credential
from certificates.models import Certificate, Revocation
from certificates.proofs import sign
from certificates.snapshot import Snapshot
from registry.db import Database
from registry.models import Role
from tests.factories import NOW, make_cohort, make_enrolment, make_member
from tests.unit.certificates.samples import make_snapshot


def issue(database: Database, campus: Campus, *, revoked: bool = False, **changes: Any) -> Certificate:
    """Put a signed certificate into the register."""
    issuer = campus.issuer
    facts: dict[str, Any] = {
        "base_url": issuer.base_url,
        "issuer_did": issuer.keys.did,
        "issued_at": "2026-11-24T09:00:00Z",
    }
    snapshot: Snapshot = replace(make_snapshot(), **{**facts, **changes})
    with database.session.begin() as db:
        cohort = make_cohort(db)
        certificate = Certificate(
            id=snapshot.id,
            enrolment_id=make_enrolment(db, cohort).id,
            document=snapshot.document,
            edition=1,
            snapshot=snapshot.as_json(),
            credential=json.dumps(sign(as_credential(snapshot), issuer.keys, now=NOW)),
            status_list=snapshot.status_list,
            status_index=snapshot.status_index,
            issued_at=NOW,
        )
        db.add(certificate)
        db.flush()
        if revoked:
            manager = make_member(db, cohort, Role.MANAGER)
            db.add(Revocation(certificate_id=certificate.id, reason="a private reason", actor_id=manager.id, at=NOW))
            db.flush()
        db.expunge_all()
    return certificate
