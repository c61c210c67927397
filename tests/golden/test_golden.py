"""Golden files: what an earlier version issued is as true for this one, by every reader, and stays so."""

import importlib.util
import json
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest

from certificates.bundle import Bundle, read
from certificates.exhibit import examine
from certificates.offline import judge_offline
from certificates.seal import attached_credential
from certificates.verification import Outcome, Result
from courses.rules import load_rules
from tests.unit.certificates.samples import NOW

LATER = NOW + timedelta(hours=2)
FOLDERS = sorted(path for path in Path("tests/golden").iterdir() if (path / "trust.json").is_file())
FILES = [path for folder in FOLDERS for path in sorted(folder.iterdir()) if path.name != "trust.json"]


def trust_beside(path: Path) -> Bundle:
    return read((path.parent / "trust.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=str)
def test_every_file_that_was_ever_issued_is_what_it_was(path: Path) -> None:
    kept = trust_beside(path)
    verdict = judge_offline(examine(path.read_bytes(), kept.trust), kept, now=LATER)
    if path.stem == "revoked":
        assert verdict.outcome is Outcome.ENDED
    else:
        assert verdict.outcome is Outcome.VALID
        assert {check.result for check in verdict.checks} == {Result.PASSED}


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".pdf"], ids=str)
def test_a_page_carries_the_very_credential(path: Path) -> None:
    assert attached_credential(path.read_bytes()) == path.with_suffix(".json").read_text(encoding="utf-8")


def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_certificate", "academy/static/verify_certificate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_program_for_anybody_finds_pages_and_tokens_true(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(path) for path in FILES if path.suffix in {".pdf", ".jwt"} and path.parent == FOLDERS[-1]]
    assert program().main([str(FOLDERS[-1] / "trust.json"), *files], LATER) == 0
    assert capsys.readouterr().out.count("TRUE.") == len(files)


def test_every_document_that_can_be_issued_has_its_golden_file() -> None:
    documents = {document.id for rules in load_rules(Path("content/rules")).values() for document in rules.documents}
    assert documents <= {path.stem for path in FILES if path.suffix == ".pdf"}
    assert documents <= {path.stem for path in FILES if path.suffix == ".json"}


def test_a_golden_file_with_another_name_in_it_is_altered() -> None:
    path = FOLDERS[0] / "foundation.json"
    kept, text = trust_beside(path), path.read_text(encoding="utf-8")
    changed = json.dumps({**json.loads(text), "name": "OKR Master"}).encode()
    assert judge_offline(examine(changed, kept.trust), kept, now=LATER).outcome is Outcome.ALTERED
