import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from academy import create_app
from academy.campus import Campus
from academy.edge import HEADERS, MAX_BODY, MAX_FILE, cleaned, storable
from academy.files import OPEN
from academy.settings import Settings
from registry.db import Database
from tests.client import Visitor
from tests.factories import Clock

FORM = "application/x-www-form-urlencoded"
STORED_ANYWHERE = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


@pytest.fixture
def public(database: Database, loaded: Campus, clock: Clock) -> Visitor:
    """Give a stranger before an academy that is served by HTTPS, as people meet it."""
    settings = Settings(production=True, base_url="https://academy.example.org", mail="memory", proxies=1)
    return Visitor(create_app(settings, database, loaded, clock))


# What a database can keep


@given(STORED_ANYWHERE)
def test_whatever_both_databases_keep_is_kept(text: str) -> None:
    assert storable(text)
    assert cleaned(text) == text


@given(st.text())
def test_a_cleaned_text_can_be_kept_and_lost_only_what_cannot(text: str) -> None:
    assert storable(cleaned(text))
    assert [one for one in text if one != "\x00" and not "\ud800" <= one <= "\udfff"] == list(cleaned(text))


@pytest.mark.parametrize("path", ["/privacy%00", "/learn/steps/%00", "/verify?code=a%00b", "/verify?%00=a"])
def test_an_address_that_no_database_can_hold_is_refused_with_a_page(someone: Visitor, path: str) -> None:
    assert someone.open(path, status=400).sees("This address or text cannot be read")


def test_a_key_that_no_column_holds_is_an_absent_page(member: Visitor) -> None:
    for key in ("0", "01", "-1", "+1", "1.0", "1e3", "2147483648", "99999999999999999999", "٣", "a"):
        assert member.open(f"/teach/submissions/{key}", status=404).sees("There is no such page"), key


# Bodies


def post(visitor: Visitor, path: str, body: bytes, kind: str = FORM, **options: object) -> TestResponse:
    return visitor.client.post(path, base_url=visitor.base, data=body, content_type=kind, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["/verify", "/account/sign-in", "/learn/quizzes/M2.Q/answer"])
def test_a_body_of_another_kind_than_a_form_is_refused_with_a_page(someone: Visitor, path: str) -> None:
    for kind in ("application/json", "text/plain", "application/xml", "image/png", "", "x", "a/b; c"):
        answer = post(someone, path, b'["\\ud800"]', kind)
        assert answer.status_code == 415, kind
        assert "Send the form of the page itself." in answer.text


def test_a_body_whose_size_is_not_stated_is_refused_before_it_is_cut(someone: Visitor) -> None:
    chunked = {"Transfer-Encoding": "chunked"}
    answer = post(someone, "/verify", b"code=1", headers=chunked, environ_overrides={"wsgi.input_terminated": True})
    assert answer.status_code == 411
    assert "The size of the form is not stated" in answer.text


def test_a_size_that_is_no_number_never_breaks_the_door(someone: Visitor) -> None:
    for length in ("abc", "-5", "1e9", ""):
        answer = post(someone, "/verify", b"code=1", environ_overrides={"CONTENT_LENGTH": length})
        assert answer.status_code in {400, 411}, length


def test_a_form_above_a_million_bytes_is_refused_with_a_page(someone: Visitor) -> None:
    answer = post(someone, "/account/sign-in", b"email=" + b"a" * MAX_BODY)
    assert answer.status_code == 413
    assert "This is too much at once" in answer.text


def test_only_the_page_that_takes_files_takes_more(someone: Visitor) -> None:
    def sent(path: str, size: int) -> int:
        someone.open(path)
        token = someone.form(holding="csrf_token").values()["csrf_token"][0].encode()
        part = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        body = (
            part % (b"csrf_token", b"", token) + part % (b"file", b'; filename="page.pdf"', b" " * size) + b"--x--\r\n"
        )
        return post(someone, path, body, "multipart/form-data; boundary=x").status_code

    assert sent("/verify", MAX_BODY + 1) == 422
    assert sent("/verify", MAX_FILE + 1) == 413
    assert sent("/account/sign-in", MAX_BODY + 1) == 413


def test_a_thousand_parts_are_refused_with_a_page(someone: Visitor) -> None:
    data = {f"part-{number}": "a" for number in range(1000)}
    answer = someone.client.post("/verify", base_url=someone.base, data=data, content_type="multipart/form-data")
    assert answer.status_code == 413


# Methods


def test_a_method_that_no_page_knows_is_refused_with_those_it_knows(someone: Visitor) -> None:
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
        answer = someone.client.open("/verify", base_url=someone.base, method=method)
        assert answer.status_code == 405, method
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
        assert "Go back and use the buttons of the page." in answer.text


def test_what_acts_cannot_be_asked_for_by_a_link(someone: Visitor) -> None:
    assert someone.client.get("/account/sign-out", base_url=someone.base).status_code == 405


def test_a_post_to_an_absent_page_is_absent_whatever_its_body(someone: Visitor) -> None:
    assert someone.client.post("/nowhere", base_url=someone.base, json={}).status_code == 404


# Headers


ANSWERS = {
    "/": 200,
    "/account/sign-in": 200,
    "/static/style.css": 200,
    "/favicon.ico": 301,
    "/healthz": 200,
    "/.well-known/did.json": 200,
    "/.well-known/academy-ca.pem": 200,
    "/learn": 303,
    "/nowhere": 404,
    "/privacy%00": 400,
    "/account/sign-out": 405,
    "/account/reset/spent": 410,
}


@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
def test_every_answer_carries_the_headers(someone: Visitor, path: str, status: int) -> None:
    answer = someone.client.get(path, base_url=someone.base, buffered=True)
    assert answer.status_code == status
    shared = OPEN if path.startswith("/.well-known/") else {}
    assert {name: answer.headers.get(name) for name in HEADERS | shared} == HEADERS | shared
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Server" not in answer.headers
    assert "Strict-Transport-Security" not in answer.headers, "nobody comes by HTTPS here"


def test_no_page_may_load_or_be_framed_from_elsewhere() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(("path", "status"), {"/teach": 200, "/privacy": 200, "/nowhere": 404, "/learn": 403}.items())
def test_what_a_member_sees_is_kept_by_nobody(member: Visitor, path: str, status: int) -> None:
    assert member.client.get(path, base_url=member.base).status_code == status
    answer = member.client.get(path, base_url=member.base)
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_answer_to_a_form_is_kept_by_nobody(someone: Visitor) -> None:
    someone.open("/account/sign-in").submit({"email": "a@example.org", "password": "b"}, status=422)
    assert someone.answer.headers["Cache-Control"] == "no-store"


def test_by_https_the_cookie_and_the_headers_keep_to_https(public: Visitor) -> None:
    answer = public.client.get("/account/sign-in", base_url=public.base)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-academy=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; ")[1:])
    assert not any(part.startswith(("Domain", "Expires", "Max-Age")) for part in cookie.split("; "))
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")


# Hosts


@pytest.mark.parametrize("host", ["evil.example", "academy.example.org.evil.example", "a b", "evil.example:443", ""])
def test_another_host_is_refused_and_never_repeated(public: Visitor, host: str) -> None:
    for path in ("/", "/account/forgotten", "/nowhere", "/learn", "/static/style.css"):
        answer = public.client.get(path, base_url=public.base, headers={"Host": host})
        assert answer.status_code == 400, path
        assert "evil" not in answer.text
        assert "<h1>This address or text cannot be read</h1>" in answer.text
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_no_header_moves_an_answer_to_another_host_or_page(public: Visitor) -> None:
    for name in ("X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-URL", "X-Rewrite-URL"):
        answer = public.client.get("/learn", base_url=public.base, headers={name: "host=evil.example"})
        assert answer.status_code == 303, name
        assert answer.headers["Location"].startswith("/account/sign-in?to=")
        assert "evil" not in answer.headers["Location"]


def test_on_this_machine_a_developer_may_come_by_another_name(someone: Visitor) -> None:
    for host in ("localhost:8000", "127.0.0.1:8000"):
        assert someone.client.get("/", base_url=someone.base, headers={"Host": host}).status_code == 200
