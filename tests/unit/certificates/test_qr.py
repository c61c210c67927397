import segno

from certificates.qr import Code


def test_the_bars_of_a_code_cover_its_dark_modules_and_no_others() -> None:
    address = "https://academy.example/credentials/3f0c1a52-7a54-4d0f-9a3e-0a8a4a2c7d11"
    code = Code(address)
    covered = set()
    for bar in code.path.split(" re")[:-1]:
        x, y, width, height = map(int, bar.split())
        assert height == 1
        covered |= {(place, y) for place in range(x, x + width)}
    matrix = segno.make(address, error="m", micro=False).matrix
    assert covered == {(x, y) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
