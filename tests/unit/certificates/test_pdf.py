import socket
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from certificates import pdf
from certificates.pdf import MissingGlyph, PdfEngineMissing, render
from tests.unit.certificates.samples import CREDENTIAL, NUMBER, make_snapshot, read_text


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render(make_snapshot(), CREDENTIAL)


def pages(printed: bytes) -> int:
    with pikepdf.open(BytesIO(printed)) as document:
        return len(document.pages)


def test_the_page_says_who_earned_what_when_and_under_which_number(printed: bytes) -> None:
    text = read_text(printed)
    for words in (
        "Maria da Silva Ferreira",
        "OKR Foundations",
        "131",
        "24 November 2026",
        "24 November 2029",
        NUMBER,
        "Sealed electronically by OKR Masters Academy",
    ):
        assert words in text


def test_a_certificate_that_does_not_expire_names_no_end() -> None:
    assert "Valid until" not in read_text(render(make_snapshot(valid_until=""), CREDENTIAL))


def test_the_credential_is_attached_byte_for_byte(printed: bytes) -> None:
    with pikepdf.open(BytesIO(printed)) as document:
        assert list(document.attachments) == ["credential.json"]
        attached = document.Root.AF[0]
        assert attached.UF == "credential.json"
        assert attached.AFRelationship == "/Data"
        assert attached.EF.F.read_bytes() == CREDENTIAL.encode()


def test_the_file_declares_both_standards_and_is_tagged(printed: bytes) -> None:
    with pikepdf.open(BytesIO(printed)) as document, document.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("3", "A")
        assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"


def test_every_font_is_embedded_and_is_one_of_ours(printed: bytes) -> None:
    with pikepdf.open(BytesIO(printed)) as document:
        fonts = document.pages[0].Resources.Font
        for name in fonts:
            (drawn,) = fonts[name].DescendantFonts
            assert "/FontFile2" in drawn.FontDescriptor
            assert "Garamond" in str(fonts[name].BaseFont)


def test_equal_facts_give_equal_bytes_and_other_credentials_another_ornament(printed: bytes) -> None:
    assert render(make_snapshot(), CREDENTIAL) == printed
    with pikepdf.open(BytesIO(printed)) as one, pikepdf.open(BytesIO(render(make_snapshot(), "{}"))) as other:
        drawings = [document.pages[0].Contents.read_bytes().split(b"EMC")[0] for document in (one, other)]
    assert drawings[0].startswith(b"/Artifact BMC")
    assert drawings[0] != drawings[1]


@pytest.mark.parametrize(
    "changes",
    [
        {"holder_name": "Wolfeschlegelsteinhausenbergerdorff " * 3 + "von und zu"},
        {"holder_name": "W" * 120},
        {"holder_name": "محمد بن عبد الله الخوارزمي " * 4},
        {"statement": "has shown again and again that results matter more than lists of tasks, " * 80},
        {"statement": "x" * 3000},
        {"figures": make_snapshot().figures * 12},
        {"base_url": "https://" + "very-long-host." * 15 + "example", "issuer_name": "Ministry of Everything " * 8},
    ],
)
def test_however_long_the_words_it_stays_one_page(changes: dict[str, Any]) -> None:
    assert pages(render(make_snapshot(**changes), CREDENTIAL)) == 1


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Ánh Tuyết",
        "Ελένη Παπαδοπούλου",
        "Юлія Ґалаґан",
        "Љубица Ђорђевић",
        "Þórdís Łukasiewicz-Şahin",
        "דוד בן־גוריון",
        "Գոհար Սարգսյան",
        "ნინო ბერიძე",
        "D\u200eana\u00ad O\u2019Neill",
        "Zoe\u0308 Dvor\u030ca\u0301k",
    ],
)
def test_names_in_the_scripts_of_our_fonts_are_printed(name: str) -> None:
    assert render(make_snapshot(holder_name=name), CREDENTIAL).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("name", "character", "words"),
    [
        ("山田太郎", "山", "U+5C71, CJK UNIFIED IDEOGRAPH-5C71"),
        ("Ana 🎓", "🎓", "U+1F393, GRADUATION CAP"),
        ("Ana\x00Souza", "\x00", "U+0000, unnamed"),
        ("Ana \ud800", "\ud800", "U+D800, unnamed"),
    ],
)
def test_a_character_that_no_font_draws_is_refused_by_name(name: str, character: str, words: str) -> None:
    with pytest.raises(MissingGlyph, match=words.replace("+", r"\+")) as refusal:
        render(make_snapshot(holder_name=name), CREDENTIAL)
    assert refusal.value.character == character
    str(refusal.value).encode()


def test_markup_in_a_name_is_printed_as_it_is() -> None:
    text = read_text(render(make_snapshot(holder_name="<img src=https://a.example/x>"), CREDENTIAL))
    assert "<img src=https://a.example/x>" in text.replace("\n", "")


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("The certificate opened a connection.")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    render(make_snapshot(), CREDENTIAL)


@pytest.mark.parametrize("address", ["https://a.example/x.png", "file:///etc/passwd", "data:text/plain,x", "../pdf.py"])
def test_the_shelf_holds_only_our_own_files(address: str) -> None:
    with pytest.raises(PermissionError):
        pdf._fetcher("")(address)


def test_a_machine_without_pango_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    load = builtins.__import__

    def without_pango(name: str, *rest: Any, **options: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return load(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(PdfEngineMissing, match="Pango is not installed"):
        render(make_snapshot(), CREDENTIAL)
