"""The photograph: the words of a QR code in a picture from a camera or a screen, read within fixed bounds."""

from io import BytesIO

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_EDGE = 2_400
"""To what the longer edge is shrunk before a picture is read, in points."""
MOST_POINTS = {"JPEG": 40_000_000, "PNG": 20_000_000, "WEBP": 20_000_000}
"""The largest picture of a format that is unpacked; a JPEG is shrunk while it is unpacked."""


def codes_in(content: bytes) -> tuple[str, ...]:
    """Return the words of every QR code in a picture; none for what cannot be read; never raises."""
    import zxingcpp  # seldom needed, and slow to import with Pillow
    from PIL import Image

    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_POINTS[str(picture.format)]:
                return ()
            picture.draft("L", (LONGEST_EDGE, LONGEST_EDGE))
            grey = picture.convert("L")
        grey.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    except Exception:
        return ()
    return tuple(one.text for one in found)
