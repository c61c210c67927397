"""Booklets: plain pages for a room as a tagged PDF, printed by the press of the certificates, and nothing fetched."""

from hashlib import sha256
from pathlib import Path

from certificates.press import engine, press_lock, shelf, type_of

SHEET = Path(__file__).resolve().parent.parent / "templates" / "kit" / "style.css"
STANDARD = "pdf/ua-1"


def booklet(html: str) -> bytes:
    """Print a page of ours, set by the style sheet of the kit; equal input gives equal bytes.

    Raises `certificates.press.PdfEngineMissing` when Pango is not installed.
    """
    with press_lock:
        type_ = type_of(SHEET)
        page = engine().HTML(string=html, base_url=f"{SHEET.parent.as_uri()}/", url_fetcher=shelf(SHEET))
        document = page.render(font_config=type_.fonts, stylesheets=[type_.style], pdf_variant=STANDARD)
        pdf: bytes = document.write_pdf(pdf_variant=STANDARD, pdf_identifier=sha256(html.encode()).digest()[:16])
    return pdf
