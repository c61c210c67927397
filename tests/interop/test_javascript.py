"""What the academy issues, checked by libraries that share no line with it: Digital Bazaar's and jose, on Node.js.

They are installed once, as the lock file says, into an ignored folder beside this file. Without Node.js or the npm
registry the tests are skipped, or fail where CI is set.
"""

import copy
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import pytest
from flask import Flask

from academy.campus import Campus
from certificates.jsonld import CONTEXTS
from certificates.keys.encoding import padless, unpadded
from registry.db import Database
from tests.client import Visitor
from tests.journeys.issued import issue
from tests.unit.certificates.samples import NUMBER

HERE = Path(__file__).parent
FOLDER = Path("certificates/contexts")
OTHER = "7b0de6f2-52b6-4f5e-8d6e-0f6c1d2e3f40"
NOW = "2026-11-24T12:00:00Z"
"""A moment after everything here was issued, and within the days of its status lists."""

Json = Any


def left_out(why: str) -> NoReturn:
    """Skip the tests with a plain line, or fail them where everything must be checked."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="module")
def node() -> str:
    """Give Node.js with the libraries installed."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found is None or npm is None:
        left_out("no Node.js on this machine")
    lock, folder = HERE / "package-lock.json", HERE / "node_modules"
    digest, mark = hashlib.sha256(lock.read_bytes()).hexdigest(), folder / ".installed"
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not mark.exists() or mark.read_text() != digest:
            command = [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
            installed = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
            if installed.returncode:
                left_out(f"npm cannot install the libraries: {installed.stderr.strip()[:300]}")
            mark.write_text(digest)
    return str(found)


def answers(node: str, published: Mapping[str, Json], keys: Json, cases: Mapping[str, str]) -> dict[str, str]:
    """Return what the libraries say of each text, when nothing can be looked up but what is published."""
    contexts = {address: json.loads((FOLDER / name).read_text()) for address, name in CONTEXTS.items()}
    asked = {"documents": {**contexts, **published}, "keys": keys, "now": NOW, "cases": cases}
    command = [node, str(HERE / "verify.mjs")]
    told = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=60)
    found: dict[str, str] = json.loads(told.stdout)
    return found


def leaves(value: Json, *path: str | int) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of every single value in a document."""
    if isinstance(value, (dict, list)):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, *path, key)
    else:
        yield path


def changed(document: Json, path: tuple[str | int, ...]) -> Json:
    """Return a document with another value in one place."""
    made = copy.deepcopy(document)
    *above, last = path
    place = made
    for step in above:
        place = place[step]
    value = place[last]
    place[last] = not value if isinstance(value, bool) else value + (1 if isinstance(value, int) else "0")
    if last in ("validFrom", "validUntil", "awardedDate", "created"):
        place[last] = value.replace("2026-11-2", "2026-11-1").replace("2029", "2030")
    return made


def altered(document: Json) -> dict[str, Json]:
    """Return a document once for every value in it, with this one changed, and once for every claim left out."""
    made = {f"{'.'.join(map(str, path))} changed": changed(document, path) for path in leaves(document)}
    less = {f"{name} left out": {key: one for key, one in document.items() if key != name} for name in document}
    return {**made, **less, "with distinction": {**document, "description": "with distinction"}}


def altered_tokens(token: str) -> dict[str, str]:
    """Return a token once for every value of its header and its payload, with this one changed, and once unsigned."""
    header, payload, signature = token.split(".")
    read = {"header": json.loads(unpadded(header)), "payload": json.loads(unpadded(payload))}
    made = {}
    for path in leaves(read):
        other = changed(read, path)
        parts = [padless(json.dumps(other[part]).encode()) for part in ("header", "payload")]
        made[f"token {'.'.join(map(str, path))} changed"] = ".".join([*parts, signature])
    unsigned = padless(json.dumps({**read["header"], "alg": "none"}).encode())
    return {**made, "token unsigned": f"{unsigned}.{payload}.", "token of another": f"{header}.{payload}.{'A' * 86}"}


def test_others_find_it_valid_and_refuse_it_when_any_claim_is_changed(
    node: str, app: Flask, database: Database, loaded: Campus
) -> None:
    issue(database, loaded)
    issue(database, loaded, id=OTHER, status_index=77, revoked=True)
    base = loaded.issuer.base_url

    def get(path: str) -> str:
        answer = Visitor(app).client.get(path, base_url=base)
        assert answer.status_code == 200
        return answer.text

    did = json.loads(get("/.well-known/did.json"))
    published = {did["id"]: did, f"{base}/status/1": json.loads(get("/status/1"))}
    credential, token = (get(f"/credentials/{NUMBER}?format={kind}") for kind in ("json", "jwt"))
    honest = {"credential": credential, "token": token, "ended": get(f"/credentials/{OTHER}?format=json")}
    forged = {name: json.dumps(one) for name, one in altered(json.loads(credential)).items()}
    forged.update(altered_tokens(token))
    found = answers(node, published, json.loads(get("/.well-known/jwks.json")), {**honest, **forged})
    assert {name: found.pop(name) for name in honest} == {"credential": "valid", "token": "valid", "ended": "ended"}
    assert [name for name, answer in found.items() if answer in ("valid", "ended")] == []
    claims = ("name", "credentialSubject.identifier.0.identityHash", "credentialSubject.result.0.value", "awardedDate")
    for claim in claims:
        assert found[f"{claim} changed"] == "Verification error(s). Invalid signature."
        assert found[f"token payload.{claim} changed"] == "signature verification failed"


@pytest.mark.parametrize(
    "folder", [path.parent for path in sorted(Path("tests/golden").glob("*/trust.json"))], ids=lambda path: path.name
)
def test_others_find_valid_what_was_ever_issued(node: str, folder: Path) -> None:
    trust = json.loads((folder / "trust.json").read_text(encoding="utf-8"))
    lists = {address: one["credential"] for address, one in trust["lists"].items()}
    files = [path for path in sorted(folder.glob("*.j*")) if path.name != "trust.json"]
    cases = {path.name: path.read_text(encoding="utf-8") for path in files}
    found = answers(node, {trust["did"]["id"]: trust["did"], **lists}, trust["keys"], cases)
    assert found == {name: "ended" if name == "revoked.json" else "valid" for name in cases}
