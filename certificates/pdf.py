"""The printed certificate: one A4 page as PDF/A-3a and PDF/UA-1, its credential attached, and nothing fetched."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from certificates.legend import PURPOSE, legend
from certificates.ornament import frame, margin, medallion, watermark
from certificates.press import engine, press_lock, shelf, type_of
from certificates.setting import face, reverse
from certificates.sheet import sheet, texts
from certificates.snapshot import Snapshot, grouped
from certificates.typeface import MissingGlyph, printable, refuse_missing_glyphs
from courses.messages import catalogue

__all__ = ["MissingGlyph", "render"]

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "certificates"
SHEET = FOLDER / "style.css"
CREDENTIAL_FILE, TOKEN_FILE = "credential.json", "credential.jwt"
ATTACHED = ("The signed credential that this page prints", "The same credential as a signed token")
"""The attached files, and what is said of them."""
WIDTH, HEIGHT, MARGIN = 841.89, 595.28, 34.0
SEAL = (420.94, 138.0, 72.0)
"""Size and margin of the page; middle and radius of the round seal: in points, from the lower left corner."""
SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.45)
"""How large the face may be set; the last one cuts the statement short, the attached credential has it whole."""
SIZES = (10.5, 9.75, 9.0, 8.25, 7.5, 6.5, 5.5, 4.5)
"""The sizes of the reverse side, in points."""
COLOURS = "sheet"
STANDARD = {"pdf_variant": "pdf/a-3a", "output_intent": COLOURS}
PDFUA = (FOLDER / "pdfua.xmp").read_bytes()
"""The declaration of PDF/UA-1 and of its vocabulary; WeasyPrint itself declares one standard only."""


def render(snapshot: Snapshot, credential: str, token: str = "") -> bytes:
    """Print a certificate on both sides of one A4 sheet with the credential attached, as JSON text and as a token.

    Equal input gives equal bytes. Raises MissingGlyph when the fonts cannot draw the text, PdfEngineMissing when
    Pango is not installed.
    """
    with press_lock:
        words = sheet(snapshot)
        for text in texts(words):
            refuse_missing_glyphs(text)
        document = _fit(words, shelf(SHEET, {"code.svg": _code(snapshot.address)}))
        return _write(document, credential, token, snapshot)


def _code(address: str) -> str:
    """Draw the QR code of an address as an SVG of plain paths; the page leaves the quiet zone around it."""
    return segno.make(address, error="m", micro=False).svg_inline(border=0, dark="#17212b", omitsize=True)


@cache
def _template() -> Template:
    """Load the template of the sheet once per process."""
    places = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"]
    )
    return places.get_template("page.html")


def _profile() -> Any:
    """Return the colour profile of the sheet, sRGB; WeasyPrint would take the same, but leave its file open."""
    from weasyprint.css import ColorProfile

    content = BytesIO((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes())
    return ColorProfile(content, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def _fit(words: dict[str, Any], fetcher: Any) -> Any:
    """Lay both sides out as large as each fits its page; what fits at no size is left to the credential."""
    scales = [scale for scale in SCALES if face(words, scale).room >= 0] or [SCALES[-1]]
    sizes = [size for size in SIZES if reverse(words, size).fits] or [SIZES[-1]]
    while True:
        document, sides = _laid_out(words, scales[0], sizes[0], fetcher)
        spills = [sides.count(side) > 1 and len(left) > 1 for side, left in (("face", scales), ("reverse", sizes))]
        if not any(spills):
            return document.copy([document.pages[0], document.pages[sides.index("reverse")]])
        scales, sizes = scales[spills[0] :], sizes[spills[1] :]


def _laid_out(words: dict[str, Any], scale: float, size: float, fetcher: Any) -> tuple[Any, list[str]]:
    """Lay the sheet out once; return the document and which side each of its pages belongs to."""
    type_ = type_of(SHEET)
    source = _page(words, scale, size)
    page = engine().HTML(string=source, base_url=f"{FOLDER.as_uri()}/", url_fetcher=fetcher)
    document = page.render(
        font_config=type_.fonts, stylesheets=[type_.style], color_profiles={COLOURS: _profile()}, **STANDARD
    )
    return document, [page._page_box.page_type.name for page in document.pages]


def _page(words: dict[str, Any], scale: float, size: float) -> str:
    """Return the sheet as HTML, set at these sizes."""
    return _template().render(
        **words,
        _=catalogue(words["language"], "certificates").gettext,
        face=face(words, scale),
        scale=scale,
        cut=scale == SCALES[-1],
        columns=reverse(words, size).columns,
        size=size,
    )


def _write(document: Any, credential: str, token: str, snapshot: Snapshot) -> bytes:
    """Write a laid out document as PDF/A-3a that also declares PDF/UA-1, with the credential attached."""
    moment = datetime.fromisoformat(snapshot.issued_at).astimezone(UTC)
    said = catalogue(snapshot.language, "certificates").gettext
    document.metadata.attachments = [
        engine().Attachment(
            string=content.encode(), name=name, description=about, relationship="Data", created=moment, modified=moment
        )
        for name, about, content in (
            (CREDENTIAL_FILE, said(ATTACHED[0]), credential),
            (TOKEN_FILE, said(ATTACHED[1]), token),
        )
        if content
    ]
    describe = document.metadata.generate_rdf_metadata
    document.metadata.generate_rdf_metadata = lambda *standard: describe(*standard).replace(
        b"</rdf:RDF>", PDFUA + b"</rdf:RDF>"
    )
    identifier = sha256(credential.encode()).digest()[:16]
    decorate = _decoration(credential, snapshot)
    pdf: bytes = document.write_pdf(**STANDARD, pdf_identifier=identifier, finisher=decorate)
    return pdf


def _decoration(credential: str, snapshot: Snapshot) -> Callable[[Any, Any], None]:
    """Return the last step of printing, which lays the ornament under the text as decoration without meaning."""
    mark = watermark(credential, WIDTH / 2, HEIGHT / 2, HEIGHT * 0.41)
    purpose = catalogue(snapshot.language, "certificates").gettext(PURPOSE)
    letters = legend(printable(snapshot.issuer_name), grouped(snapshot.id), purpose)
    drawings = (
        f"{mark} {frame(credential, WIDTH, HEIGHT, MARGIN)} {medallion(credential, letters, *SEAL)}",
        margin(WIDTH, HEIGHT, MARGIN),
    )

    def decorate(_document: Any, pdf: Any) -> None:
        """Put the ornament of each side before its contents."""
        pages = [thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("Type") == "/Page"]
        for page, drawing in zip(pages, drawings, strict=True):
            contents = pdf.objects[int(page["Contents"].split()[0])]
            contents.stream.insert(0, f"/Artifact BMC {drawing} EMC".encode())

    return decorate
