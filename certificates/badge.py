"""The badge: the seal of a certificate as a picture of its own, for wallets, profiles and signatures of letters."""

from math import cos, pi, sin
from pathlib import Path

from certificates.legend import around
from certificates.ornament import GOLD, INK, PAPER, circle, rosette
from certificates.snapshot import Snapshot
from certificates.typeface import printable
from certificates.vector import as_svg

PLAIN = Path(__file__).parent / "pictures" / "badge.png"
"""The badge with a pattern of its own that belongs to no certificate, for pictures made of points."""
EDGE, SCALLOPS = 488.0, 56
"""The outer edge: its middle radius, of 500 units, and how many waves it has."""
BAND = (478, 393)
"""The dark band that carries the letters."""


def badge(snapshot: Snapshot, credential: str) -> str:
    """Draw the badge of a certificate as SVG: what was earned, from whom, and a pattern that no other has."""
    return drawn(credential, printable(snapshot.issuer_name), printable(snapshot.document_name))


def drawn(pattern: str, above: str, below: str) -> str:
    """Draw a badge whose guilloche follows from a text, with two lines around it."""
    outer, inner = BAND
    rims = (circle(outer - 5, GOLD, 2.5), circle(inner + 5, GOLD, 2.5))
    band = " ".join((circle((outer + inner) / 2, INK, outer - inner), *rims))
    field = f"{PAPER} RG 8 w {_edge()} S {INK} rg {_edge()} f {circle(inner, PAPER, 0)}"
    picture = f"{field} {band} {rosette(pattern)}"
    words = around(above, below, colour=PAPER)
    title = f"{above}: {below}".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-500 -500 1000 1000" width="600" height="600" role="img">'
        f"<title>{title}</title>{as_svg(f'{picture} {words}')}</svg>"
    )


def _edge() -> str:
    """Write the waving outer edge as a path."""
    points = []
    for step in range(SCALLOPS * 2):
        angle, bend = pi * step / SCALLOPS, pi / SCALLOPS / 3 * (EDGE + 6)
        radius = EDGE + (6 if step % 2 else -6)
        east, north = cos(angle), sin(angle)
        x, y = radius * east, radius * north
        points.append((x + bend * north, y - bend * east, x, y, x - bend * north, y + bend * east))
    path = [f"{points[0][2]:.1f} {points[0][3]:.1f} m"]
    for here, there in zip(points, points[1:] + points[:1], strict=True):
        path.append(f"{here[4]:.1f} {here[5]:.1f} {there[0]:.1f} {there[1]:.1f} {there[2]:.1f} {there[3]:.1f} c")
    return " ".join([*path, "h"])
