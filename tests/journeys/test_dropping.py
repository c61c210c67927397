"""Anything may be dropped on the verification page, and each thing has its named answer."""

import csv
import io
import json

import pytest
import segno
from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from academy.campus import Campus
from academy.checking import MOST
from certificates import jwt
from certificates.badge import PLAIN
from certificates.bake import bake_png, bake_svg
from certificates.code import code_of
from certificates.credential import as_credential
from certificates.issuer import Issuer
from certificates.keys import KeyRing
from certificates.models import Certificate
from certificates.pdf import render
from certificates.proofs import sign
from certificates.seal import seal
from certificates.snapshot import Snapshot
from registry.db import Base, Database
from tests.client import Visitor
from tests.factories import NOW
from tests.journeys.issued import issue
from tests.unit.certificates.samples import NUMBER, make_snapshot
from tests.unit.certificates.test_workbook import book

OTHER = "11111111-7a54-4d0f-9a3e-0a8a4a2c7d11"
TRUE = "Yes, this certificate is true"


@pytest.fixture
def certificate(database: Database, loaded: Campus) -> Certificate:
    return issue(database, loaded)


def drop(app: Flask, content: bytes, *, status: int = 200) -> Visitor:
    return Visitor(app).open("/verify").submit({"file": (io.BytesIO(content), "file")}, holding="file", status=status)


def signed_by(keys: KeyRing, campus: Campus, **changes: str) -> bytes:
    """Return a credential that names our academy, signed by some keys."""
    facts = {"base_url": campus.issuer.base_url, "issuer_did": campus.issuer.keys.did, **changes}
    return json.dumps(sign(as_credential(make_snapshot(**facts)), keys, now=NOW)).encode()


@pytest.mark.parametrize("kind", ["json", "jwt", "pdf", "png", "svg"])
def test_every_file_that_the_page_gives_is_found_true(app: Flask, certificate: Certificate, kind: str) -> None:
    page = drop(app, Visitor(app).download(f"/credentials/{NUMBER}?format={kind}"))
    assert page.page.h1 == [TRUE]
    assert page.sees("OKR Foundations Maria da Silva Ferreira")
    assert page.sees("In the register : yes. The register of issued certificates holds it, word for word.")
    assert page.sees("PDF unchanged since its issue") == (kind == "pdf")


@pytest.mark.parametrize("kind", ["json", "jwt", "png", "svg"])
def test_what_was_revoked_is_found_so_in_every_file(app: Flask, database: Database, loaded: Campus, kind: str) -> None:
    issue(database, loaded, revoked=True)
    page = drop(app, Visitor(app).download(f"/credentials/{NUMBER}?format={kind}"))
    assert page.page.h1 == ["No: this certificate was revoked"]


def test_what_has_expired_is_genuine_and_says_so(app: Flask, database: Database, loaded: Campus) -> None:
    expired = issue(database, loaded, valid_until="2026-11-24T08:59:59Z")
    page = drop(app, expired.credential.encode())
    assert page.page.h1 == ["It is genuine, but it has expired"]
    assert page.sees("Within its period of validity : no.")


def test_a_number_that_another_certificate_bears_is_seen(app: Flask, certificate: Certificate, loaded: Campus) -> None:
    """Somebody with our very key writes another name over a number that exists."""
    page = drop(app, signed_by(loaded.issuer.keys, loaded, holder_name="Mario"))
    assert page.page.h1 == ["No: this academy did not issue it"]
    assert page.sees("In the register : no. Under this number the register holds other words.")
    assert not page.sees("Maria")


def test_a_number_that_the_register_does_not_know_is_unknown(
    app: Flask, certificate: Certificate, loaded: Campus
) -> None:
    page = drop(app, signed_by(loaded.issuer.keys, loaded, id=OTHER))
    assert page.page.h1 == ["This academy does not know it"]


@pytest.mark.parametrize(
    ("did", "words"),
    [
        ("did:web:127.0.0.1%3A8000", "It names a key of this academy that this academy never had."),
        ("did:web:elsewhere.example", "It names this academy, but somebody else signed it."),
    ],
)
def test_a_forger_is_named_by_how_they_forge(
    app: Flask, certificate: Certificate, loaded: Campus, did: str, words: str
) -> None:
    page = drop(app, signed_by(KeyRing.throwaway(did), loaded))
    assert page.page.h1 == ["No: this academy did not issue it"]
    assert page.sees(f"Issued by this academy : no. {words}")
    assert not page.sees("Maria")


def test_our_name_without_a_signature_is_named(app: Flask, certificate: Certificate) -> None:
    bare = {name: value for name, value in json.loads(certificate.credential).items() if name != "proof"}
    page = drop(app, json.dumps(bare).encode())
    assert page.sees("bears no signature that can be read")


def test_the_issuer_exchanged_for_another_is_named(app: Flask, certificate: Certificate) -> None:
    changed = {**json.loads(certificate.credential), "issuer": "did:web:elsewhere.example"}
    page = drop(app, json.dumps(changed).encode())
    assert page.page.h1 == ["No: it is not as it was issued"]
    assert page.sees("The signature was made for this academy, but the words name another issuer.")


def test_a_token_of_another_issuer_is_not_called_false(app: Flask, loaded: Campus) -> None:
    other = Issuer("Another Academy", "https://other.example", KeyRing.throwaway("did:web:other.example"))
    snapshot = make_snapshot(issuer_did=other.keys.did, issuer_name=other.name)
    page = drop(app, jwt.sign(as_credential(snapshot), other, now=NOW).encode())
    assert page.page.h1 == ["It is not one of ours"]
    assert page.sees("It names as its issuer: Another Academy.")


def test_a_pdf_that_was_saved_anew_or_changed_is_named_by_what_happened(app: Flask, certificate: Certificate) -> None:
    printed = Visitor(app).download(f"/credentials/{NUMBER}?format=pdf")
    unsealed = printed[: printed.index(b"%%EOF") + 6]
    changed = bytearray(printed)
    changed[2000] ^= 1
    for content, words in (
        (unsealed, "The PDF bears no seal: it was printed or saved anew by some other program."),
        (printed + b"\n", "Something in the PDF was changed, or added to it, after it had been sealed."),
    ):
        page = drop(app, content)
        assert page.page.h1 == ["No: it is not as it was issued"]
        assert page.sees(f"PDF unchanged since its issue : no. {words}")
    assert drop(app, bytes(changed)).page.h1 == ["No: it is not as it was issued"]


def test_a_print_that_the_register_does_not_keep_is_seen(
    app: Flask, certificate: Certificate, database: Database, loaded: Campus
) -> None:
    """Somebody with our very seal prints the same certificate once more."""
    Visitor(app).download(f"/credentials/{NUMBER}?format=pdf")
    page = render(Snapshot.from_json(certificate.snapshot), certificate.credential)
    page = seal(page, loaded.issuer.keys.sealing(NOW), now=NOW)
    assert drop(app, page).sees("it is not the print that the register keeps")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (PLAIN.read_bytes(), "No QR code of a certificate can be read in this picture."),
        (b"\xff\xd8\xff\xe0 a photograph", "No QR code of a certificate can be read"),
        (b"\0\0\0\x18ftypheic a photograph", "as JPEG or PNG, or type the number"),
        (b"PK\x03\x04 a workbook", "No number can be read in this workbook or archive"),
        (b"%PDF-1.7 a scan", "This PDF holds no certificate that can be read"),
        (bake_png(PLAIN.read_bytes(), "no JSON"), "The credential inside this picture cannot be read."),
        (bake_svg("<svg></svg>", "[]").encode(), "The credential inside this picture cannot be read."),
        (b"Dear Sir or Madam", "This file holds no certificate and no number"),
        (b"{", "This file holds no certificate and no number"),
        (b"\0" * 900, "This file holds no certificate and no number"),
    ],
)
def test_what_is_not_taken_is_told_by_what_it_is(app: Flask, content: bytes, words: str) -> None:
    assert drop(app, content, status=422).sees(words)


def test_a_file_that_is_too_large_is_refused(app: Flask) -> None:
    visitor = Visitor(app)
    content, form = b" " * 5_000_001, "multipart/form-data; boundary=x"
    answer = visitor.client.post("/verify", base_url=visitor.base, data=content, content_type=form)
    assert answer.status_code == 413
    assert "This is too much at once" in answer.text


ROWS = f"""name;number
Ana;{NUMBER}
Bruno;"{NUMBER.replace("-", " ").upper()}"
Chiara;{OTHER}
=HYPERLINK("http://evil.example")
"""


def test_a_list_is_answered_line_by_line_on_the_page_and_as_a_file(app: Flask, certificate: Certificate) -> None:
    page = drop(app, ROWS.encode())
    assert page.page.h1 == ["2 of 4 are valid"]
    assert page.sees(f"Valid Maria da Silva Ferreira OKR Foundations {NUMBER} 24 Nov 2029")
    assert page.sees(f"Unknown This academy does not know it {OTHER}")
    assert page.sees("No number No number can be read in this line.")
    saved = page.submit(holding="numbers").answer
    assert saved.mimetype == "text/csv"
    assert saved.text.startswith("\ufeffnumber,outcome,explanation")
    rows = list(csv.DictReader(io.StringIO(saved.text.removeprefix("\ufeff"))))
    assert [row["outcome"] for row in rows] == ["valid", "valid", "unknown", "no_number"]
    assert rows[0]["holder"] == "Maria da Silva Ferreira"
    assert rows[0]["address"].endswith(f"/credentials/{NUMBER}")
    assert rows[3]["number"].startswith("'="), "a workbook must not run it"


def test_a_list_of_codes_tells_a_mistyped_one_from_one_that_nobody_has(app: Flask, certificate: Certificate) -> None:
    code = code_of(NUMBER)
    rows = [code.replace("W", "V"), code, code_of(OTHER), NUMBER]
    page = drop(app, "\n".join(rows).encode())
    assert page.sees("Mistyped A letter of this number is mistyped. 7V61MM KTAK8F MFGAHN")
    assert page.sees(f"Valid Maria da Silva Ferreira OKR Foundations {code}")
    assert page.sees(f"Unknown This academy does not know it {code_of(OTHER)}")
    assert page.page.h1 == ["2 of 4 are valid"]


def test_a_workbook_is_answered_as_a_list(app: Flask, certificate: Certificate) -> None:
    rows = "".join(f'<row><c t="inlineStr"><is><t>{one}</t></is></c></row>' for one in ("number", NUMBER, OTHER))
    page = drop(app, book(rows))
    assert page.page.h1 == ["1 of 2 are valid"]
    assert page.sees(f"Valid Maria da Silva Ferreira OKR Foundations {NUMBER} 24 Nov 2029")


def photograph(*addresses: str) -> bytes:
    """Return a picture in which QR codes lie side by side."""
    out, table = io.BytesIO(), Image.new("L", (900 * len(addresses), 900), 150)
    for place, address in enumerate(addresses):
        printed = io.BytesIO()
        segno.make(address).save(printed, kind="png", scale=8)
        table.paste(Image.open(printed), (900 * place + 200, 200))
    table.save(out, "JPEG")
    return out.getvalue()


def test_a_photograph_of_the_code_leads_where_its_number_would(app: Flask, certificate: Certificate) -> None:
    address = f"https://academy.example/credentials/{NUMBER}"
    page = drop(app, photograph(address))
    assert page.path == f"/credentials/{NUMBER}"
    file = {"file": (io.BytesIO(photograph(address)), "a.jpg"), "name": "Somebody Else"}
    assert Visitor(app).open("/verify").submit(file, holding="file").page.h1 == ["No: it belongs to somebody else"]
    unknown = drop(app, photograph(address.replace(NUMBER, OTHER)), status=404)
    assert unknown.sees("File: This academy has issued no certificate with this number.")
    assert drop(app, photograph(address, address.replace(NUMBER, OTHER))).page.h1 == ["1 of 2 are valid"]
    assert drop(app, photograph("https://elsewhere.example/1"), status=422).sees("No QR code of a certificate")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_is_read_as_workbooks_save_it(app: Flask, certificate: Certificate, encoding: str) -> None:
    assert drop(app, f"número\r\n{NUMBER}\r\n".encode(encoding)).page.h1 == ["1 of 1 are valid"]


def test_a_list_that_is_too_long_is_refused_before_anything_is_looked_up(app: Flask) -> None:
    numbers = "\n".join(f"{number:08x}{NUMBER[8:]}" for number in range(MOST + 1))
    assert drop(app, numbers.encode(), status=422).sees(f"at most {MOST} numbers are checked at once")
    blanks = f"{NUMBER}\n" + "a line\n" * 1_000
    assert drop(app, blanks.encode(), status=422).sees("This list is too long")


def test_nothing_that_is_dropped_is_kept(app: Flask, certificate: Certificate, database: Database) -> None:
    before = count_rows(database)
    drop(app, certificate.credential.encode())
    drop(app, ROWS.encode())
    assert count_rows(database) == before


def count_rows(database: Database) -> dict[str, int]:
    with database.session() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0 for table in Base.metadata.sorted_tables
        }
