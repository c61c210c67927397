"""The printed certificate: one A4 page as PDF/A-3a and PDF/UA-1, its credential attached, and nothing fetched."""

import atexit
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from certificates.ornament import frame, rosette
from certificates.snapshot import Snapshot
from certificates.typeface import FONTS, MissingGlyph, direction, printable, refuse_missing_glyphs

__all__ = ["MissingGlyph", "PdfEngineMissing", "render"]

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "certificates"
CREDENTIAL_FILE = "credential.json"
WIDTH, HEIGHT, MARGIN = 841.89, 595.28, 27.0
SEAL = (690.0, 419.0, 105.0)
"""Size and margin of the page; middle and radius of the round seal: in points, from the lower left corner."""
DENSITIES = ("airy", "snug", "tight", "dense", "minute", "cut")
"""How tightly the page may be set; the last one cuts the statement short, the attached credential has it whole."""
OWN_FILES = frozenset(["style.css"]) | frozenset(f"fonts/{path.name}" for path in FONTS.glob("*.ttf"))
COLOURS = "sheet"
STANDARD = {"pdf_variant": "pdf/a-3a", "output_intent": COLOURS}
PDFUA = (FOLDER / "pdfua.xmp").read_bytes()
"""The declaration of PDF/UA-1 and of its vocabulary; WeasyPrint itself declares one standard only."""
_press_lock = threading.Lock()


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
    for text in _texts(page):
        refuse_missing_glyphs(text)
    with _press_lock:  # fontconfig and the shared font map are not made for two threads
        document = _fit(page, _fetcher(_code(snapshot.address)))
        return _write(document, credential, datetime.fromisoformat(snapshot.issued_at))


def _words(snapshot: Snapshot) -> dict[str, Any]:
    """Return what the page says, as plain printable values."""
    name = printable(snapshot.holder_name)
    return {
        "name": name,
        "direction": direction(name),
        "document": printable(snapshot.document_name),
        "statement": printable(snapshot.statement),
        "figures": [
            {
                "name": printable(figure.name),
                "value": f"{figure.value:,}",
                "required": f"{figure.required:,}",
                "unit": printable(figure.unit),
            }
            for figure in snapshot.figures
        ],
        "issuer": printable(snapshot.issuer_name),
        "number": printable(snapshot.id),
        "address": printable(snapshot.address),
        "issued": _day(snapshot.issued_at),
        "issued_at": snapshot.issued_at,
        "valid_until": _day(snapshot.valid_until) if snapshot.valid_until else "",
    }


def _texts(page: dict[str, Any]) -> list[str]:
    """Return every text among the values of a page."""
    texts = [text for text in page.values() if isinstance(text, str)]
    return texts + [text for figure in page["figures"] for text in figure.values()]


def _day(moment: str) -> str:
    """Write the day of an ISO 8601 moment in words, in UTC."""
    day = datetime.fromisoformat(moment).astimezone(UTC)
    return f"{day.day} {day:%B} {day.year}"


def _code(address: str) -> str:
    """Draw the QR code of an address as an SVG of plain paths; the page leaves the quiet zone around it."""
    return segno.make(address, error="m", micro=False).svg_inline(border=0, dark="#17212b", omitsize=True)


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
    atexit.register(_press.cache_clear)  # its folder of fonts is removed while Python still can
    style = _engine().CSS(filename=FOLDER / "style.css", font_config=fonts, url_fetcher=_fetcher(""))
    return Press(places.get_template("page.html"), style, fonts)


def _profile() -> Any:
    """Return the colour profile of the sheet, sRGB; WeasyPrint would take the same, but leave its file open."""
    from weasyprint.css import ColorProfile

    content = BytesIO((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes())
    return ColorProfile(content, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


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
    """Lay the page out in the airiest setting that fits one sheet; what fits in none is left to the credential."""
    engine = _engine()
    press = _press()
    for density in DENSITIES:
        source = press.template.render(**page, density=density)
        document = engine.HTML(string=source, base_url=f"{FOLDER.as_uri()}/", url_fetcher=fetcher).render(
            font_config=press.fonts, stylesheets=[press.style], color_profiles={COLOURS: _profile()}, **STANDARD
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
    pdf: bytes = document.write_pdf(**STANDARD, pdf_identifier=identifier, finisher=decorate)
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
