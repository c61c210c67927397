"""What a certificate costs: ours beside `HTML(string).write_pdf()` of the same two pages, in turn in one run."""

import json
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import repeat
from multiprocessing import get_context

import segno
from weasyprint import HTML

from certificates import pdf
from certificates.credential import as_credential
from certificates.keys import KeyRing
from certificates.proofs import sign
from certificates.seal import seal
from certificates.sheet import sheet
from certificates.snapshot import Figure, Snapshot, SyllabusLine

ROUNDS, BATCH_ROUNDS = 15, 3
BATCH, PROCESSES = 40, 2
NOW = datetime(2026, 11, 24, 10, 15, tzinfo=UTC)
SNAPSHOT = Snapshot(
    id="3f0c1a52-7a54-4d0f-9a3e-0a8a4a2c7d11",
    holder_name="Maria da Silva Ferreira",
    document="foundation",
    document_name="OKR Foundations",
    achievement_type="Certificate",
    statement="has completed modules M2, Objectives that direct, and M3, Key results that measure outcomes, of the OKR"
    " Masters curriculum for the public sector, passed both quizzes, and rewritten eight flawed OKRs.",
    criteria="<ul><li><strong>Every step</strong> of both modules completed.</li>"
    "<li><strong>128 credited minutes</strong> or more of the 160 planned.</li></ul>",
    figures=(
        Figure("minutes", "Learning time credited", 131, 128, "minutes"),
        Figure("exercises", "Exercises passed", 8, 8, "exercises"),
    ),
    rules="foundation-1",
    edition=1,
    supersedes="",
    issuer_name="OKR Masters Academy",
    issuer_did="did:web:academy.example",
    base_url="https://academy.example",
    issued_at="2026-11-24T10:15:00Z",
    valid_until="",
    status_list=1,
    status_index=4,
    begun_at="2026-09-01T08:00:00Z",
    mode="remote",
    syllabus=(
        SyllabusLine("M2", "Objectives that direct", 65, 52),
        SyllabusLine("M3", "Key results that measure outcomes", 95, 79),
    ),
)

GIVEN = (
    "Ana",
    "João Pedro",
    "Maria Aparecida",
    "Íris",
    "Luiz Fernando",
    "Thaís",
    "Wanderley",
    "Beatriz",
    "Davi",
    "Zélia",
)
FAMILY = ("Souza", "da Silva Ferreira", "Gonçalves", "dos Santos e Castro", "Lima", "de Albuquerque Maranhão", "Muniz")


def run() -> None:
    """Print one certificate after another, then batches, each way in turn, and compare the medians."""
    for _name, one in WAYS:
        one(0)
    _compare(f"one certificate, warm, median of {ROUNDS}", {name: _timed(one) for name, one in WAYS}, ROUNDS)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=_warm) as workers:
        list(workers.map(time.sleep, repeat(0.1, PROCESSES)))
        ways = {name: _batch(workers, one) for name, one in WAYS}
        _compare(f"a batch of {BATCH} on {PROCESSES} processes, median of {BATCH_ROUNDS}", ways, BATCH_ROUNDS)


def _compare(title: str, ways: dict[str, Callable[[int], float]], rounds: int) -> None:
    """Time every way once a round, and print medians and ratios to the first way."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, timed in ways.items():
            times[name].append(timed(number))
    base = times[next(iter(ways))]
    print(f"{title:<58}{'ms':>9}{'ratio':>8}")
    for name, taken in times.items():
        ratio = statistics.median(mine / theirs for mine, theirs in zip(taken, base, strict=True))
        print(f"  {name:<56}{statistics.median(taken) * 1000:>9.0f}{ratio:>8.2f}")


def _timed(one: Callable[[int], object]) -> Callable[[int], float]:
    """Return a function that says how long printing a certificate took."""

    def timed(number: int) -> float:
        """Print the certificate of this number."""
        start = time.perf_counter()
        one(number)
        return time.perf_counter() - start

    return timed


def _batch(workers: ProcessPoolExecutor, one: Callable[[int], object]) -> Callable[[int], float]:
    """Return a function that says how long a batch took."""

    def timed(number: int) -> float:
        """Print a batch of certificates, no two alike."""
        start = time.perf_counter()
        list(workers.map(one, range(number * BATCH, (number + 1) * BATCH)))
        return time.perf_counter() - start

    return timed


def _warm() -> None:
    """Load in a fresh process what every way loads once."""
    for _name, one in WAYS:
        one(0)


@cache
def _keys() -> KeyRing:
    """Return the keys of this process."""
    return KeyRing.throwaway(SNAPSHOT.issuer_did)


def _snapshot(number: int) -> Snapshot:
    """Return the facts of one certificate of many, which differ as those of a class do: name, minutes and days."""
    modules = (replace(line, credited=line.planned - (number + at) % 17) for at, line in enumerate(SNAPSHOT.syllabus))
    day = f"2026-{number // 20 % 12 + 1:02}-{number // 240 % 28 + 1:02}T10:15:00Z"
    return replace(
        SNAPSHOT,
        id=f"3f0c1a52-7a54-4d0f-9a3e-{number:012x}",
        holder_name=f"{GIVEN[number % len(GIVEN)]} {FAMILY[number * 7 // 3 % len(FAMILY)]}",
        status_index=number,
        syllabus=tuple(modules),
        begun_at=day,
        issued_at=day,
    )


def naive(number: int) -> int:
    """Print the same two pages as WeasyPrint does by itself: no standard, no ornament, no credential, no seal."""
    snapshot = _snapshot(number)
    code = segno.make(snapshot.address, error="m", micro=False).svg_data_uri(border=0)
    link = '<link rel="stylesheet" href="style.css"></head>'
    source = pdf.page(sheet(snapshot), ["face", "reverse"]).replace("code.svg", code).replace("</head>", link)
    return len(HTML(string=source, base_url=f"{pdf.FOLDER.as_uri()}/").write_pdf())


def unsigned(number: int) -> int:
    """Print a certificate as we do, without credential and seal being signed."""
    return len(pdf.render(_snapshot(number), "{}"))


def signed(number: int) -> int:
    """Print a certificate with its signed credential attached, and seal it."""
    snapshot = _snapshot(number)
    credential = json.dumps(sign(as_credential(snapshot), _keys(), now=NOW))
    return len(seal(pdf.render(snapshot, credential), _keys().sealing(NOW), now=NOW))


WAYS: tuple[tuple[str, Callable[[int], int]], ...] = (
    ("naive: HTML(string).write_pdf()", naive),
    ("ours, unsigned: PDF/A-3a, PDF/UA-1, ornament", unsigned),
    ("ours, signed: with credential, sealed", signed),
)
