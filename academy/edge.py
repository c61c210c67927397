"""The edge: what every request must satisfy before a view sees it, and the headers every answer carries."""

from flask import Flask, Response, abort, request, session
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter

from academy.marks import takes_anything, takes_files

MAX_BODY = 1_000_000
"""The largest body of a form, in bytes."""
MAX_FILE = 5_000_000
"""The largest body with a file, in bytes."""
FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class Id(IntegerConverter):
    """A key of the database in an address: no sign, no leading zero games, never larger than the column."""

    regex = r"[1-9][0-9]{0,8}"


def storable(text: str) -> bool:
    """Say whether both databases can keep a text: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def cleaned(text: str) -> str:
    """Return a text without the characters that cannot be kept."""
    return "".join(character for character in text if storable(character))


def sent() -> MultiDict[str, str]:
    """Return what a form sent; a line's end, for which browsers send two characters, counts as one."""
    return MultiDict((name, text.replace("\r\n", "\n")) for name, text in request.form.items(multi=True))


def init(app: Flask, *, secure: bool) -> None:
    """Set the limits and the headers of the application."""
    app.url_map.converters["id"] = Id
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_MEMORY_SIZE=MAX_BODY, MAX_FORM_PARTS=400)

    app.before_request(_check_body)
    app.before_request(_check_address)

    @app.after_request
    def dress(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
        response.headers.setdefault("Cache-Control", "no-store" if _is_private() else "no-cache")
        return response


def _is_private() -> bool:
    """Say whether an answer belongs to one visitor alone; asked of the cookie, as the database may be silent."""
    return request.endpoint != "static" and (request.method == "POST" or "_user_id" in session)


def _check_body() -> None:
    """Refuse a body whose length is not stated (it would be cut unseen) or whose kind no form sends."""
    if request.method in {"GET", "HEAD", "OPTIONS"} or request.routing_exception is not None:
        return
    if request.content_length is None:
        abort(411)
    if request.content_length and request.mimetype not in FORM_TYPES and not takes_anything.here():
        abort(415)
    if takes_files.here():
        request.max_content_length = MAX_FILE


def _check_address() -> None:
    """Refuse an address or a query that no database can hold."""
    if not storable(request.path) or not all(storable(k) and storable(v) for k, v in request.args.items(multi=True)):
        abort(400)
