"""Files that programs fetch: each with its own type, open to every site, and saved under a name of ours."""

from flask import Response, request

OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""What lets the pages of other sites read an answer; given to public files alone, which need no cookie."""


def published(content: str | bytes, mimetype: str, *, name: str = "") -> Response:
    """Return a public file; with a name a browser saves it, and whoever has the same bytes already is told so."""
    answer = Response(content, mimetype=mimetype, headers=OPEN)
    answer.headers["Cache-Control"] = "no-cache"
    answer.vary.add("Accept")
    if name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def wanted(types: dict[str, str], default: str) -> tuple[str, str]:
    """Return the kind that `?format=` or the Accept header asks for, and its type; the default for anything else.

    `types` names a kind for each type; the first type of a kind is its own.
    """
    kind = request.args.get("format")
    if kind is not None and kind in types.values():
        return kind, next(name for name, one in types.items() if one == kind)
    best = request.accept_mimetypes.best_match(types) or default
    return types[best], best
