"""The printed certificate: one A4 page as PDF/A-3a and PDF/UA-1, its credential attached, and nothing fetched."""

import threading
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import segno
from fontTools.ttLib import TTFont
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from certificates.ornament import frame, rosette
from certificates.snapshot import Snapshot

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "certificates"
FONTS = FOLDER / "fonts"
CREDENTIAL_FILE = "credential.json"
WIDTH, HEIGHT, MARGIN = 841.89, 595.28, 27.0
SEAL = (690.0, 419.0, 105.0)
"""Size and margin of the page; middle and radius of the round seal: in points, from the lower left corner."""
DENSITIES = ("airy", "snug", "tight", "minute", "cut")
"""How tightly the page may be set; the last one cuts the statement short, the attached credential has it whole."""
OWN_FILES = frozenset(["style.css"]) | frozenset(f"fonts/{path.name}" for path in FONTS.glob("*.ttf"))
PDFUA = (FOLDER / "pdfua.xmp").read_bytes()
"""The declaration of PDF/UA-1 and of its vocabulary; WeasyPrint itself declares one standard only."""
JOINERS = "\u200c\u200d"
"""The only invisible characters that shape a name; direction marks and soft hyphens are left out of the print."""

_press_lock = threading.Lock()


class MissingGlyph(Exception):
    """The bundled fonts cannot draw a character of the certificate; `character` holds it."""

    def __init__(self, character: str) -> None:
        self.character = character
        name = unicodedata.name(character, "unnamed")
        shown = f"“{character}” " if character.isprintable() else ""
        super().__init__(f"The fonts of the certificate cannot draw {shown}(U+{ord(character):04X}, {name}).")


class PdfEngineMissing(Exception):
    """The library that sets the text (Pango) is not installed on this machine."""


class Press(NamedTuple):
    """What every print shares: the page template, the style sheet and the fonts it loaded."""

    template: Template
    style: Any
    fonts: Any


def render(snapshot: Snapshot, credential: str) -> bytes:
    """Print a certificate as one A4 page with the credential, JSON text, attached byte for byte.

    Equal input gives equal bytes. Raises MissingGlyph when the fonts cannot draw the text, PdfEngineMissing when
    Pango is not installed.
    """
    page = _words(snapshot)
    _refuse_missing_glyphs(page)
    with _press_lock:  # fontconfig and the shared font map are not made for two threads
        document = _fit(page, _fetcher(_code(snapshot.address)))
        return _write(document, credential, datetime.fromisoformat(snapshot.issued_at))


def _words(snapshot: Snapshot) -> dict[str, Any]:
    """Return what the page says, as plain printable values."""
    name = _printable(snapshot.holder_name)
    return {
        "name": name,
        "direction": _direction(name),
        "document": _printable(snapshot.document_name),
        "statement": _printable(snapshot.statement),
        "figures": [
            {
                "name": _printable(figure.name),
                "value": f"{figure.value:,}",
                "required": f"{figure.required:,}",
                "unit": _printable(figure.unit),
            }
            for figure in snapshot.figures
        ],
        "issuer": _printable(snapshot.issuer_name),
        "number": _printable(snapshot.id),
        "address": _printable(snapshot.address),
        "issued": _day(snapshot.issued_at),
        "issued_at": snapshot.issued_at,
        "valid_until": _day(snapshot.valid_until) if snapshot.valid_until else "",
    }


def _printable(text: str) -> str:
    """Return a text on one line, composed, without characters that draw and shape nothing."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(letter for letter in composed if letter in JOINERS or unicodedata.category(letter) != "Cf")


def _direction(text: str) -> str:
    """Return the direction, `ltr` or `rtl`, that the first letter of a text sets."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def _day(moment: str) -> str:
    """Write the day of an ISO 8601 moment in words, in UTC."""
    day = datetime.fromisoformat(moment).astimezone(UTC)
    return f"{day.day} {day:%B} {day.year}"


def _refuse_missing_glyphs(page: dict[str, Any]) -> None:
    """Raise MissingGlyph when a text of the page holds a character that no bundled font draws."""
    texts = [text for text in page.values() if isinstance(text, str)]
    texts += [text for figure in page["figures"] for text in figure.values()]
    drawable = _drawable()
    for text in texts:
        for letter in text:
            if ord(letter) not in drawable:
                raise MissingGlyph(letter)


@cache
def _drawable() -> frozenset[int]:
    """Return the code points that every style of the serif, or one of the fonts for other scripts, can draw."""
    tables = {path.name: frozenset(TTFont(path, lazy=True).getBestCmap()) for path in sorted(FONTS.glob("*.ttf"))}
    serif = frozenset.intersection(*(table for name, table in tables.items() if name.startswith("EBGaramond")))
    return serif.union(*(table for name, table in tables.items() if not name.startswith("EBGaramond")))


def _code(address: str) -> str:
    """Draw the QR code of an address as an SVG of plain paths, with the quiet zone that readers expect."""
    return segno.make(address, error="m", micro=False).svg_inline(border=2, dark="#17212b", omitsize=True)


def _engine() -> Any:
    """Load WeasyPrint on first use, so that everything else works on a machine without Pango."""
    try:
        import weasyprint
    except OSError as error:
        raise PdfEngineMissing("Certificates cannot be printed here: the library Pango is not installed.") from error
    return weasyprint


@cache
def _press() -> Press:
    """Load template, style sheet and fonts once per process."""
    from weasyprint.text.fonts import FontConfiguration

    places = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"]
    )
    places.globals.update(_=str)
    fonts = FontConfiguration()
    style = _engine().CSS(filename=FOLDER / "style.css", font_config=fonts, url_fetcher=_fetcher(""))
    return Press(places.get_template("page.html"), style, fonts)


def _fetcher(code: str) -> Any:
    """Return a fetcher that serves this QR code and our own files, and fails the print on any other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Shelf(URLFetcher):  # type: ignore[misc]
        """The files a certificate may use."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Return the code or a file of the template folder."""
            name = url.removeprefix(f"{FOLDER.as_uri()}/")
            if name == "code.svg":
                return URLFetcherResponse(url, code, {"Content-Type": "image/svg+xml"})
            if name in OWN_FILES:
                return URLFetcherResponse(url, (FOLDER / name).read_bytes())
            raise PermissionError(f"A certificate may not load {url}.")

    return Shelf(fail_on_errors=True)


def _fit(page: dict[str, Any], fetcher: Any) -> Any:
    """Lay the page out in the airiest setting that fits one sheet."""
    engine = _engine()
    press = _press()
    for density in DENSITIES:
        source = press.template.render(**page, density=density)
        document = engine.HTML(string=source, base_url=f"{FOLDER.as_uri()}/", url_fetcher=fetcher).render(
            font_config=press.fonts, stylesheets=[press.style], pdf_variant="pdf/a-3a"
        )
        if len(document.pages) == 1:
            break
    return document.copy(document.pages[:1])


def _write(document: Any, credential: str, issued: datetime) -> bytes:
    """Write a laid out document as PDF/A-3a that also declares PDF/UA-1, with the credential attached."""
    moment = issued.astimezone(UTC)
    document.metadata.attachments = [
        _engine().Attachment(
            string=credential.encode(),
            name=CREDENTIAL_FILE,
            description="The signed credential that this page prints",
            relationship="Data",
            created=moment,
            modified=moment,
        )
    ]
    describe = document.metadata.generate_rdf_metadata
    document.metadata.generate_rdf_metadata = lambda *standard: describe(*standard).replace(
        b"</rdf:RDF>", PDFUA + b"</rdf:RDF>"
    )
    identifier = sha256(credential.encode()).digest()[:16]
    decorate = _decoration(credential)
    pdf: bytes = document.write_pdf(pdf_variant="pdf/a-3a", pdf_identifier=identifier, finisher=decorate)
    return pdf


def _decoration(credential: str) -> Callable[[Any, Any], None]:
    """Return the last step of printing, which lays the ornament under the text as decoration without meaning."""

    def decorate(_document: Any, pdf: Any) -> None:
        """Put the ornament before the contents of the only page."""
        drawing = f"{frame(credential, WIDTH, HEIGHT, MARGIN)} {rosette(credential, *SEAL)}"
        (page,) = (thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("Type") == "/Page")
        contents = pdf.objects[int(page["Contents"].split()[0])]
        contents.stream.insert(0, f"/Artifact BMC {drawing} EMC".encode())

    return decorate
