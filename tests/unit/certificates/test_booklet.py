import io

import pikepdf
import pytest
from weasyprint.urls import FatalURLFetchingError

from certificates.booklet import booklet

PAGE = "<!doctype html><html lang='en'><head><title>Kit of the ferry office</title></head><body>{}</body></html>"


def pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def test_a_page_becomes_a_tagged_file_with_title_and_language() -> None:
    with pikepdf.open(io.BytesIO(booklet(PAGE.format("<h1>Cards to cut</h1>")))) as opened:
        assert opened.Root.Lang == "en"
        assert opened.Root.MarkInfo.Marked
        assert opened.open_metadata()["dc:title"] == "Kit of the ferry office"


def test_every_part_begins_on_a_page_of_its_own() -> None:
    parts = "<section class='cover'><h1>S1</h1></section>" + "<section class='sheet'><h1>Sheet</h1></section>" * 2
    assert pages(booklet(PAGE.format(parts))) == 3


def test_equal_pages_give_equal_bytes() -> None:
    page = PAGE.format("<p>The same.</p>")
    assert booklet(page) == booklet(page)
    assert booklet(page) != booklet(PAGE.format("<p>Another.</p>"))


@pytest.mark.parametrize("address", ["https://example.org/x.png", "file:///etc/hostname", "../certificates/style.css"])
def test_nothing_is_fetched_but_our_own_fonts(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        booklet(PAGE.format(f"<img src='{address}' alt=''>"))
