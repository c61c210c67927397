"""The press of certificates and booklets: WeasyPrint with our typeface, one print at a time, nothing fetched."""

import atexit
import threading
from collections.abc import Mapping
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any, NamedTuple

from certificates.typeface import FONTS
from registry.errors import Refusal

press_lock = threading.Lock()
"""Held while anything is printed: fontconfig and the shared font map are not made for two threads."""


class PdfEngineMissing(Refusal):
    """Nothing can be printed here: the library Pango, which sets the text, is not installed on this machine."""

    code = "pdf-engine-missing"


class Type(NamedTuple):
    """A style sheet with the fonts that it loaded."""

    style: Any
    fonts: Any


def engine() -> Any:
    """Load WeasyPrint on first use, so that everything else works on a machine without Pango."""
    try:
        import weasyprint
    except OSError as error:
        raise PdfEngineMissing from error
    return weasyprint


@cache
def type_of(sheet: Path) -> Type:
    """Load a style sheet and its fonts once per process."""
    css = engine().CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    atexit.register(type_of.cache_clear)  # the folder of fonts is removed while Python still can
    return Type(css(filename=sheet, font_config=fonts, url_fetcher=shelf(sheet)), fonts)


def shelf(sheet: Path, drawn: Mapping[str, bytes] | None = None) -> Any:
    """Return a fetcher that serves the style sheets beside one, our fonts, and pictures that belong to this print.

    `drawn` holds them by their names beside the sheet. Any other address fails the print.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    files = {path.as_uri(): path for path in (*sheet.parent.glob("*.css"), *FONTS.glob("*.[ot]tf"))}
    pictures = {(sheet.parent / name).as_uri(): content for name, content in (drawn or {}).items()}

    class Shelf(URLFetcher):  # type: ignore[misc]
        """The files that a print may use."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """Return one of our own files, or a picture."""
            if url not in files and url not in pictures:
                raise PermissionError(f"A print may not load {url}.")
            content = pictures[url] if url in pictures else files[url].read_bytes()
            return URLFetcherResponse(url, content, {"Content-Type": guess_type(url)[0] or "application/octet-stream"})

    return Shelf(fail_on_errors=True)
