"""The printed certificate: one A4 page as PDF/A-3a and PDF/UA-1, its credential attached, and nothing fetched."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from certificates.legend import PURPOSE, legend
from certificates.logo import bytes_of
from certificates.ornament import frame, margin, medallion, recoloured, watermark
from certificates.packing import pack
from certificates.plate import Plate, Rack, Source
from certificates.press import engine, press_lock, shelf, type_of
from certificates.qr import Code
from certificates.setting import face, reverse
from certificates.sheet import sheet, texts
from certificates.snapshot import Snapshot, grouped
from certificates.theme import Theme
from certificates.typeface import MissingGlyph, printable, refuse_missing_glyphs
from courses.messages import catalogue

__all__ = ["MissingGlyph", "render"]

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "certificates"
SHEET, EAST = FOLDER / "style.css", FOLDER / "east.css"
"""The style sheet, and the same with the fonts of East Asia."""
CREDENTIAL_FILE, TOKEN_FILE, CODE_FILE = "credential.json", "credential.jwt", "code.svg"
ATTACHED = ("The signed credential that this page prints", "The same credential as a signed token")
"""The attached files, and what is said of them."""
WIDTH, HEIGHT, MARGIN = 841.89, 595.28, 34.0
SEAL = (420.94, 138.0, 72.0)
"""Size and margin of the page; middle and radius of the round seal: in points, from the lower left corner."""
SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.45)
"""How large the face may be set; the last one cuts the statement short, the attached credential has it whole."""
SIZES = (10.5, 9.75, 9.0, 8.25, 7.5, 6.5, 5.5, 4.5)
"""The sizes of the reverse side, in points."""
CODE = "QR code of the address"
COLOURS = "sheet"
STANDARD = {"pdf_variant": "pdf/a-3a", "output_intent": COLOURS}
PDFUA = (FOLDER / "pdfua.xmp").read_bytes()
"""The declaration of PDF/UA-1 and of its vocabulary; WeasyPrint itself declares one standard only."""
_rack = Rack()


def render(snapshot: Snapshot, credential: str, token: str = "") -> bytes:
    """Print a certificate on both sides of one A4 sheet with the credential attached, as JSON text and as a token.

    Equal input gives equal bytes. Raises MissingGlyph when the fonts cannot draw the text, PdfEngineMissing when
    Pango is not installed.
    """
    with press_lock:
        words = sheet(snapshot)
        for text in texts(words):
            refuse_missing_glyphs(text)
        return _write(_sides(words, snapshot.theme), words, credential, token, snapshot)


@cache
def _template() -> Template:
    """Load the template of the sheet once per process."""
    places = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"]
    )
    return places.get_template("page.html")


def _profile() -> Any:
    """Return the colour profile of the sheet, sRGB; WeasyPrint would take the same, but leave its file open.

    Each print takes its own: Pillow does not write a profile twice in the same way.
    """
    from weasyprint.css import ColorProfile

    content = BytesIO((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes())
    return ColorProfile(content, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


def _sides(words: dict[str, Any], theme: Theme | None) -> list[Any]:
    """Set both sides as large as each fits its page; what fits at no size is left to the credential."""
    scales = [scale for scale in SCALES if face(words, scale).room >= 0] or [SCALES[-1]]
    sizes = [size for size in SIZES if reverse(words, size).fits] or [SIZES[-1]]
    faces = (page(words, ["face"], scale=scale) for scale in scales)
    reverses = (page(words, ["reverse"], size=size) for size in sizes)
    code = Code(words["address"])
    about = f"{catalogue(words['language'], 'certificates').gettext(CODE)} {words['address']}"
    style, drawn = (
        EAST if words["east"] else SHEET,
        {words["logo"]: bytes_of(theme.logo)} if theme and theme.logo else {},
    )
    plates = [_plate(html, style, drawn) for html in (faces, reverses)]
    for plate in plates:
        plate.show(CODE_FILE, code, about)
    return [engine().document.Page(plate.box) for plate in plates]


def _plate(pages: Iterator[str], style: Path, drawn: Mapping[str, bytes]) -> Plate:
    """Return a plate with the first of these pages that takes one page only, or else with the last."""
    for html in pages:
        source = Source.parted(html)
        kept = _rack.find(source)
        if kept:
            return kept
        document, body = _laid_out(html, style, drawn)
        plate = Plate(source, document.pages[0], body)
        if len(document.pages) == 1:
            break
    return _rack.keep(plate)


def _laid_out(html: str, style: Path, drawn: Mapping[str, bytes]) -> tuple[Any, Any]:
    """Lay a side out with the pictures drawn on it; return the document, and the body of the page as it was parsed."""
    type_ = type_of(style)
    fetcher = shelf(style, drawn)
    parsed = engine().HTML(string=html, base_url=f"{FOLDER.as_uri()}/", url_fetcher=fetcher)
    document = parsed.render(
        font_config=type_.fonts,
        stylesheets=[type_.style],
        color_profiles={COLOURS: _profile()},
        cache={(FOLDER / CODE_FILE).as_uri(): Code("")},
        **STANDARD,
    )
    return document, parsed.etree_element.find("body")


def page(words: Mapping[str, Any], sides: Sequence[str], *, scale: float = SCALES[0], size: float = SIZES[0]) -> str:
    """Return sides of the sheet, `face` or `reverse`, as HTML, set at these sizes."""
    return _template().render(
        **words,
        _=catalogue(words["language"], "certificates").gettext,
        sides=sides,
        face=face(words, scale),
        scale=scale,
        cut=scale == SCALES[-1],
        columns=reverse(words, size).columns,
        size=size,
    )


def _write(sides: list[Any], words: Mapping[str, Any], credential: str, token: str, snapshot: Snapshot) -> bytes:
    """Write both sides as PDF/A-3a that also declares PDF/UA-1, with the credential attached."""
    moment = datetime.fromisoformat(snapshot.issued_at).astimezone(UTC)
    said = catalogue(snapshot.language, "certificates").gettext
    attachments = [
        engine().Attachment(
            string=content.encode(), name=name, description=about, relationship="Data", created=moment, modified=moment
        )
        for name, about, content in (
            (CREDENTIAL_FILE, said(ATTACHED[0]), credential),
            (TOKEN_FILE, said(ATTACHED[1]), token),
        )
        if content
    ]
    about = engine().document.DocumentMetadata(
        title=f"{words['document']}: {words['name']}",
        authors=[words["issuer"]],
        created=snapshot.issued_at,
        modified=snapshot.issued_at,
        lang=words["language"],
        attachments=attachments,
    )
    describe = about.generate_rdf_metadata
    about.generate_rdf_metadata = lambda *standard: describe(*standard).replace(b"</rdf:RDF>", PDFUA + b"</rdf:RDF>")
    document = engine().document.Document(
        sides, about, shelf(SHEET), type_of(SHEET).fonts, {COLOURS: _profile()}, COLOURS
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
    if snapshot.theme:
        drawings = (recoloured(drawings[0], snapshot.theme), recoloured(drawings[1], snapshot.theme))

    def decorate(document: Any, pdf: Any) -> None:
        """Put the ornament of each side before its contents, unless a letter came without a font."""
        for font in document.fonts.values():
            for code in font.missing:
                raise MissingGlyph(chr(code))
        pages = [thing for thing in pdf.objects if isinstance(thing, dict) and thing.get("Type") == "/Page"]
        for page, drawing in zip(pages, drawings, strict=True):
            contents = pdf.objects[int(page["Contents"].split()[0])]
            contents.stream.insert(0, f"/Artifact BMC {drawing} EMC".encode())
        pack(pdf)

    return decorate
