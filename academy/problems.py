"""Problems: what goes wrong, told to programs as JSON (RFC 9457)."""

import json
from http import HTTPStatus

from flask import Response

from academy.files import OPEN


def problem(status: int, detail: str, code: str = "") -> Response:
    """Return a problem; `code` names it for programs where the status alone does not."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    body["code"] = code or title.lower().replace(" ", "-")
    return Response(json.dumps(body, ensure_ascii=False), status, mimetype="application/problem+json", headers=OPEN)
