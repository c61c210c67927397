"""Booklets: plain pages for a room as a tagged PDF, printed by the press of the certificates, and nothing fetched."""

import atexit
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from certificates.pdf import engine, press_lock
from certificates.typeface import FONTS

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "kit"
STANDARD = "pdf/ua-1"


class _Press(NamedTuple):
    """What every booklet shares: the style sheet and the fonts it loaded."""

    style: Any
    fonts: Any


def booklet(html: str) -> bytes:
    """Print a page of ours, set by the style sheet of the kit; equal input gives equal bytes.

    Raises `certificates.pdf.PdfEngineMissing` when Pango is not installed.
    """
    with press_lock:
        press = _press()
        page = engine().HTML(string=html, base_url=f"{FOLDER.as_uri()}/", url_fetcher=_shelf())
        document = page.render(font_config=press.fonts, stylesheets=[press.style], pdf_variant=STANDARD)
        pdf: bytes = document.write_pdf(pdf_variant=STANDARD, pdf_identifier=sha256(html.encode()).digest()[:16])
    return pdf


@cache
def _press() -> _Press:
    """Load style sheet and fonts once per process."""
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    atexit.register(_press.cache_clear)  # its folder of fonts is removed while Python still can
    return _Press(engine().CSS(filename=FOLDER / "style.css", font_config=fonts, url_fetcher=_shelf()), fonts)


def _shelf() -> Any:
    """Return a fetcher that serves the style sheet and our fonts, and fails the print on any other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    files = {path.as_uri(): path for path in (FOLDER / "style.css", *FONTS.glob("*.ttf"))}

    class Shelf(URLFetcher):  # type: ignore[misc]
        """The files a booklet may use."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Return one of our own files."""
            if url in files:
                return URLFetcherResponse(url, files[url].read_bytes())
            raise PermissionError(f"A booklet may not load {url}.")

    return Shelf(fail_on_errors=True)
