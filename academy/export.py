"""The public record as a static site: each certificate's page and files, the keys and the lists, for any web server."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree

from flask import current_app, render_template

from academy.campus import campus
from academy.database import db
from academy.lists import FRESH, list_at
from academy.prints import sealed_page, token
from academy.verdicts import headline, told
from certificates.badge import PLAIN, badge
from certificates.bake import bake_png, bake_svg
from certificates.bundle import bundle, signed_list
from certificates.keys.authority import LIST_LASTS
from certificates.models import Certificate
from certificates.queries import Held, all_held, as_editions, newest, newest_list
from certificates.snapshot import Snapshot, grouped
from certificates.verification import judge, sealed

FOR_GOOD = timedelta(days=20 * 365)
"""For how long the last lists of an academy that closes may be used."""


def export(folder: Path, now: datetime, *, closed: bool) -> int:
    """Write the public record into an empty folder and return how many certificates it holds.

    The lists of an academy that closes are signed for good; those of one that goes on, for two days as always.
    """
    folder.mkdir(parents=True)
    _write_issuer(folder, now, FOR_GOOD if closed else FRESH)
    chains: dict[tuple[int, str], list[Held]] = {}
    for one in all_held(db):
        chains.setdefault((one.certificate.enrolment_id, one.certificate.document), []).append(one)
    for chain in chains.values():
        for one in chain:
            _write_certificate(folder, one, chain, now)
    _put(folder / "index.html", render_template("export/index.html", root=".", now=now, closed=closed))
    return sum(len(chain) for chain in chains.values())


def _write_issuer(folder: Path, now: datetime, lasts: timedelta) -> None:
    """Write what is public of the issuer at the addresses that credentials name, and the look of the pages."""
    issuer = campus().issuer
    trust, static = issuer.keys.trust, Path(current_app.static_folder or "")
    lists = [list_at(number, now, lasts) for number in range(1, newest_list(db) + 1)]
    for one in lists:
        _put(folder / "status" / one["id"].rpartition("/")[2], json.dumps(signed_list(one, issuer)["credential"]))
    for key in trust.key_set(issuer.base_url)["keys"]:
        _put(folder / "keys" / key["kid"].rpartition("/")[2], json.dumps(key))
    _put(folder / ".well-known" / "did.json", json.dumps(trust.did_document()))
    _put(folder / ".well-known" / "jwks.json", json.dumps(trust.key_set(issuer.base_url)))
    for name in ("pki/ca.pem", ".well-known/academy-ca.pem"):
        _put(folder / name, trust.ca_pem)
    for name, authority in issuer.keys.lists(now).items():
        _put(folder / "pki" / f"{name}.crl", issuer.keys.revoked(now, authority, max(lasts, LIST_LASTS)))
    _put(folder / "verify" / "trust.json", json.dumps(bundle(issuer, lists, now=now), indent=1))
    _put(folder / "verify" / "offline.py", (static / "verify_certificate.py").read_bytes())
    _put(folder / "badge.png", PLAIN.read_bytes())
    _put(folder / "static" / "style.css", (static / "style.css").read_bytes())
    copytree(static / "fonts", folder / "static" / "fonts")


def _write_certificate(folder: Path, one: Held, chain: list[Held], now: datetime) -> None:
    """Write the page of a certificate, and its files where its holder lets everybody see all of it."""
    certificate, place = one.certificate, folder / "credentials" / one.certificate.id
    document = json.loads(certificate.credential)
    verdict = judge(document, sealed(certificate.credential, campus().issuer.keys), one.standing, now=now)
    title, sentence = headline(verdict.outcome)
    page = render_template(
        "export/credential.html",
        root="../..",
        now=now,
        snapshot=Snapshot.from_json(certificate.snapshot).public(one.shown),
        standing=one.standing,
        outcome=verdict.outcome,
        title=title,
        sentence=sentence,
        checks=told(verdict),
        number=grouped(certificate.id),
        editions=as_editions(chain, now),
        files=one.shown.all,
    )
    _put(place / "index.html", page)
    if one.shown.all:
        for name, content in _files(certificate):
            _put(place / name, content)
        _put(place / "refresh", newest(chain, certificate.id).certificate.credential)


def _files(certificate: Certificate) -> Iterator[tuple[str, str | bytes]]:
    """Yield the files of a certificate with their names."""
    credential = certificate.credential
    yield "certificate.json", credential
    yield "certificate.jwt", token(certificate)
    yield "certificate.svg", bake_svg(badge(Snapshot.from_json(certificate.snapshot), credential), credential)
    yield "certificate.png", bake_png(PLAIN.read_bytes(), credential)
    yield "certificate.pdf", sealed_page(certificate)


def _put(path: Path, content: str | bytes) -> None:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
