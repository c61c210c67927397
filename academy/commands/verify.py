"""The command `academy verify`: checks files with a trust file alone, without database, keys or network."""

import json
import sys
from datetime import UTC
from pathlib import Path
from typing import Any

import click

from academy.clock import system_time
from academy.verdicts import headline, told
from certificates.bundle import Bundle, read
from certificates.exhibit import Exhibit, examine
from certificates.offline import judge_offline
from certificates.verification import Outcome, Verdict

MARKS = {"passed": "yes", "failed": "no", "open": "not known"}


@click.command("verify")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--trust",
    "trust_file",
    default="academy-trust.json",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The trust file of the academy, from its address /verify/trust.json.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON Lines, one for each file.")
def verify(files: tuple[Path, ...], trust_file: Path, as_json: bool) -> None:
    """Check FILES (PDF, JSON, token, badge) without the academy's server.

    The exit status is 0 when every one is valid, 1 when one is not or cannot be told, 2 when something cannot be read.
    """
    try:
        bundle = read(trust_file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        click.echo(f"{trust_file} is no trust file that can be read: {error}", err=True)
        sys.exit(2)
    outcomes = [_checked(path, bundle, as_json=as_json) for path in files]
    sys.exit(2 if None in outcomes else int(set(outcomes) != {Outcome.VALID}))


def _checked(path: Path, bundle: Bundle, *, as_json: bool) -> Outcome | None:
    """Check a file, print what was found, and return the outcome; None for one that holds no credential."""
    exhibit = examine(path.read_bytes(), bundle.trust)
    if exhibit.document is None:
        sentence = "This file holds no certificate that can be read."
        click.echo(json.dumps({"file": str(path), "error": sentence}) if as_json else f"{path}: {sentence}")
        return None
    verdict = judge_offline(exhibit, bundle, now=system_time().astimezone(UTC))
    described = _described(path, exhibit, verdict)
    click.echo(json.dumps(described, ensure_ascii=False) if as_json else "\n".join(_lines(described, bundle)))
    return verdict.outcome


def _described(path: Path, exhibit: Exhibit, verdict: Verdict) -> dict[str, Any]:
    """Return what was found in a file as plain values; its facts only when it is what was issued."""
    title, explanation = headline(verdict.outcome)
    found: dict[str, Any] = {"file": str(path), "outcome": verdict.outcome, "title": title, "explanation": explanation}
    found["checks"] = [{"title": one.title, "result": one.result, "explanation": one.sentence} for one in told(verdict)]
    document = exhibit.document or {}
    if verdict.outcome not in (Outcome.FOREIGN, Outcome.FORGED, Outcome.ALTERED):
        subject = document["credentialSubject"]
        found["certificate"] = {
            "number": exhibit.number,
            "holder": next(one["identityHash"] for one in subject["identifier"] if one["identityType"] == "name"),
            "document": document["name"],
            "issued": document["validFrom"][:10],
            "valid_until": document.get("validUntil", "")[:10],
        }
    return found


def _lines(found: dict[str, Any], bundle: Bundle) -> list[str]:
    """Return what was found as lines for people."""
    lines = [f"{found['file']}: {found['title']}", f"  {found['explanation']}"]
    if "certificate" in found:
        facts = [value for value in found["certificate"].values() if value]
        lines.append(f"  {' · '.join(facts)}")
    lines += [f"  {MARKS[one['result']]:>9}  {one['title']}. {one['explanation']}" for one in found["checks"]]
    return [*lines, f"  By the trust file of {bundle.made}.", ""]
