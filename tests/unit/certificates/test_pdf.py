import socket
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from certificates import pdf
from certificates.pdf import MissingGlyph, render
from certificates.press import PdfEngineMissing, shelf
from certificates.setting import reverse
from certificates.sheet import sheet
from certificates.snapshot import Figure, SyllabusLine
from certificates.typeface import printable
from tests.unit.certificates.samples import CREDENTIAL, NUMBER, make_snapshot, read_sides, read_text

MENTORED = Figure("mentored_minutes", "Mentored practice attested", 244, 240, "minutes")
OURS = {"Garamond", "Arabic", "Hebrew", "Armenian", "Georgian", "Devanagari", "Chinese", "Japanese", "Korean"}
MODULES = tuple(SyllabusLine(f"M{n}", f"Module {n} of the whole curriculum", 60 + n, 70 + n) for n in range(1, 11))


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render(make_snapshot(), CREDENTIAL)


def flat(text: str) -> str:
    return " ".join(text.split())


def outline(element: Any) -> Iterator[Any]:
    """Yield the elements of the structure tree in reading order."""
    if not isinstance(element, pikepdf.Dictionary):
        return
    if "/S" in element:
        yield element
    inner = element.get("/K", [])
    for child in inner if isinstance(inner, pikepdf.Array) else [inner]:
        yield from outline(child)


def test_the_face_reads_as_one_sentence_with_title_dates_and_number(printed: bytes) -> None:
    face = flat(read_sides(printed)[0])
    assert face.startswith(
        "OKR Masters Academy certifies that Maria da Silva Ferreira has completed modules M2, Objectives that direct,"
    )
    assert "to the satisfaction of an instructor. OKR Foundations" in face
    assert "Issued 24 November 2026 Valid until 24 November 2029 Mode Remote" in face
    assert "Sealed electronically by OKR Masters Academy." in face
    assert "type the number at academy.example/verify 7W61MM KTAK8F MFGAHN" in face


def test_the_reverse_side_says_what_stands_behind_it(printed: bytes) -> None:
    reverse = flat(read_sides(printed)[1])
    for words in (
        "Issued by OKR Masters Academy Holder Maria da Silva Ferreira Document OKR Foundations",
        "Start 1 September 2026 End 24 November 2026",
        "Mode Remote",
        "Registry number 3f0c 1a52 7a54 4d0f 9a3e 0a8a 4a2c 7d11",
        "M2 Objectives that direct 65 52 M3 Key results that measure outcomes 95 79 Total 160 131",
        "Learning time credited 131 minutes 128",
        "Exercises passed, graded by an instructor 8 exercises 8",
        "Mentored practice, counted apart None is part of this certificate.",
        "Rule set foundation-1 Every step of modules M2 Objectives that direct and M3",
        "academy.example/.well-known/did.json",
        "academy.example/.well-known/academy-ca.pem",
        "academy.example/status/1",
        "Not an academic degree. Accreditation: none.",
    ):
        assert words in reverse


def test_mentored_minutes_stand_apart_and_are_added_to_nothing() -> None:
    snapshot = make_snapshot(figures=(*make_snapshot().figures, MENTORED))
    reverse = flat(read_sides(render(snapshot, CREDENTIAL))[1])
    assert "Total 160 131" in reverse
    assert "counted apart 244 minutes attested by the mentor who was there; 240 required." in reverse
    assert "Mentored practice attested" not in reverse


def test_a_snapshot_from_before_the_reverse_side_is_printed_without_what_it_does_not_know() -> None:
    reverse = read_sides(render(make_snapshot(begun_at="", mode="", syllabus=()), CREDENTIAL))[1]
    assert "End\n24 November 2026" in reverse
    assert not any(words in reverse for words in ("Start", "Mode\n", "Syllabus", "Total"))


def test_a_later_edition_names_the_day_of_the_award_and_what_it_replaces() -> None:
    changes = {"edition": 2, "supersedes": "1" * 36, "awarded_at": "2026-10-02T08:00:00Z"}
    reverse = flat(read_sides(render(make_snapshot(**changes), CREDENTIAL))[1])
    assert "End 2 October 2026" in reverse
    assert "Edition 2, 24 November 2026; replaces 1111 1111" in reverse


def test_a_certificate_that_does_not_expire_names_no_end() -> None:
    text = flat(read_text(render(make_snapshot(valid_until=""), CREDENTIAL)))
    assert "Valid until" not in text
    assert text.count("Valid without end") == 2


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
        for page in document.pages:
            fonts = page.Resources.Font
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


def test_the_structure_reads_in_order_with_one_title_and_no_level_skipped(printed: bytes) -> None:
    with pikepdf.open(BytesIO(printed)) as document:
        kinds = [str(element.S) for element in outline(document.Root.StructTreeRoot)]
    levels = [int(kind[2:]) for kind in kinds if kind[1:] in ("H1", "H2", "H3")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_figure_has_words_and_every_cell_its_headers(printed: bytes) -> None:
    with pikepdf.open(BytesIO(printed)) as document:
        elements = list(outline(document.Root.StructTreeRoot))
        (code,) = (element for element in elements if element.S == "/Figure")
        assert str(code.Alt) == f"QR code of the address https://academy.example/credentials/{NUMBER}"
        headers = {str(element.ID) for element in elements if element.S == "/TH"}
        cells = [element for element in elements if element.S == "/TD"]
        assert len(headers) == 19
        assert len(cells) == 18
        assert all({str(header) for header in cell.A.Headers} <= headers and len(cell.A.Headers) for cell in cells)


@pytest.mark.parametrize(
    "changes",
    [
        {"holder_name": "Wolfeschlegelsteinhausenbergerdorff " * 3 + "von und zu"},
        {"holder_name": "W" * 120},
        {"holder_name": "محمد بن عبد الله الخوارزمي " * 4},
        {"statement": "has shown again and again that results matter more than lists of tasks, " * 80},
        {"statement": "x" * 3000},
        {"figures": make_snapshot().figures * 12},
        {"syllabus": MODULES * 6},
        {"criteria": "<p>Much was required.</p>" * 300},
        {"base_url": "https://" + "very-long-host." * 15 + "example", "issuer_name": "Ministry of Everything " * 8},
    ],
)
def test_however_long_the_words_it_stays_one_sheet(changes: dict[str, Any]) -> None:
    sides = read_sides(render(make_snapshot(**changes), CREDENTIAL))
    assert len(sides) == 2
    assert "OKR Foundations" in sides[0]
    assert sides[1].startswith("What stands behind this certificate")


def test_ten_modules_fit_the_reverse_side_and_nothing_is_lost() -> None:
    changes = {"syllabus": MODULES, "figures": (*make_snapshot().figures * 2, MENTORED), "holder_name": "Ana " * 15}
    reverse = flat(read_sides(render(make_snapshot(**changes), CREDENTIAL))[1])
    assert all(f"{line.title} {line.planned} {line.credited}" in reverse for line in MODULES)
    assert "Total 655 755" in reverse
    for words in ("8 exercises 8", "244 minutes attested", "How to verify", "academy.example/status/1", "degree."):
        assert words in reverse


def test_a_side_that_takes_more_room_than_was_measured_is_set_smaller_and_loses_nothing() -> None:
    name = "A requirement whose name is so long that it takes several lines of its column in the table of results"
    figures = tuple(Figure(f"r{n}", f"{name} {n}", n, 1, "minutes") for n in range(100, 114))
    snapshot = make_snapshot(figures=figures, syllabus=())
    size = next(size for size in pdf.SIZES if reverse(sheet(snapshot), size).fits)
    assert len(pdf._laid_out(pdf.page(sheet(snapshot), ["reverse"], size=size), pdf.SHEET, {})[0].pages) > 1
    text = flat(read_sides(render(snapshot, CREDENTIAL))[1])
    assert all(f"of results {n} {n} minutes 1" in text for n in range(100, 114))
    assert text.index("academy.example/status/1") < text.index("Not an academic degree.")


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
        "محمد بن عبد الله الخوارزمي",
        "प्रियंका श्रीवास्तव",
        "王小明",
        "张伟镕",
        "陳龍輝",
        "山田太郎",
        "髙橋 はるか",
        "渡辺 直樹",
        "김민준",
        "Marina 田中 Souza",
        "D\u200eana\u00ad O\u2019Neill",
        "Zoe\u0308 Dvor\u030ca\u0301k",
    ],
)
def test_names_in_the_scripts_of_our_fonts_are_printed_letter_by_letter(name: str) -> None:
    printed = render(make_snapshot(holder_name=name), CREDENTIAL)
    if "ARABIC" not in unicodedata.name(name[0]):  # its dots are glyphs of their own, which several letters share
        assert set(printable(name)) <= set(read_sides(printed)[0])
    with pikepdf.open(BytesIO(printed)) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values()]
        assert {str(font.BaseFont).split("+")[1].split("-")[0] for font in fonts} <= OURS
        assert all({"/FontFile2", "/FontFile3"} & set(font.DescendantFonts[0].FontDescriptor.keys()) for font in fonts)


def test_a_name_that_only_japan_writes_so_is_written_as_japan_writes_it() -> None:
    drawn = {}
    for name in ("直樹", "渡辺 直樹"):
        with pikepdf.open(BytesIO(render(make_snapshot(holder_name=name), CREDENTIAL))) as document:
            drawn[name] = {str(font.BaseFont).split("+")[1] for font in document.pages[0].Resources.Font.values()}
    assert "Chinese" in drawn["直樹"]
    assert "Japanese" not in drawn["直樹"]
    assert "Japanese" in drawn["渡辺 直樹"]
    assert "Chinese" not in drawn["渡辺 直樹"]


def test_what_comes_without_a_font_at_the_last_moment_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "refuse_missing_glyphs", lambda _text: None)
    with pytest.raises(MissingGlyph, match=r"U\+0E2A, THAI CHARACTER SO SUA"):
        render(make_snapshot(holder_name="สมชาย"), CREDENTIAL)


@pytest.mark.parametrize(
    ("name", "character", "words"),
    [
        ("𠮷田 健", "𠮷", "U+20BB7, CJK UNIFIED IDEOGRAPH-20BB7"),
        ("สมชาย ใจดี", "ส", "U+0E2A, THAI CHARACTER SO SUA"),
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
        shelf(pdf.SHEET)(address)


def test_a_machine_without_pango_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    load = builtins.__import__

    def without_pango(name: str, *rest: Any, **options: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return load(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(PdfEngineMissing, match="Nothing can be printed here: the library Pango"):
        render(make_snapshot(), CREDENTIAL)
