"""Words: the messages of the academy in the visitor's language, found once per request and then only looked up.

Public pages, and pages that say what went wrong, speak every language of `content/messages`; all others are English.
"""

from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, Domain
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from academy.marks import in_every_language
from courses.messages import FIRST, catalogue, languages, locale_of

NEGOTIATED = {"text/html", "text/csv"}
"""The types of answers whose words depend on the visitor's language."""


class Tongue(NamedTuple):
    """A language that a page is offered in: its tag, what its speakers call it, and whether it is spoken now."""

    tag: str
    name: str
    here: bool


class Messages(Domain):  # type: ignore[misc]
    """The messages of every language; which one a request speaks is asked of it once."""

    def get_translations(self) -> NullTranslations:
        """Return the messages in the language of this request."""
        if not g:
            return NullTranslations()
        if "messages" not in g:
            g.messages = _messages(language())
        return cast(NullTranslations, g.messages)


@cache
def _messages(tag: str) -> NullTranslations:
    """Return the messages of the pages in a language, and behind them those that certificates share with them."""
    messages = catalogue(tag, "pages")
    messages.add_fallback(catalogue(tag, "certificates"))
    return messages


def _speaks(endpoint: str | None) -> bool:
    """Say whether a page is translated; so is what is said where there is no page."""
    view = current_app.view_functions.get(endpoint or "")
    return view is None or in_every_language.on(view)


def language() -> str:
    """Return the language of this page as a tag."""
    try:
        return cast(str, g.language)
    except AttributeError:
        speaks = has_request_context() and _speaks(request.endpoint)
        g.language = (chosen() or _preferred()) if speaks else FIRST
        return cast(str, g.language)


def chosen() -> str:
    """Return the language that `?lang=` asks for on a translated page, which its links hand on; else nothing."""
    try:
        return cast(str, g.chosen)
    except AttributeError:
        asked = request.args.get("lang", "") if has_request_context() and _speaks(request.endpoint) else ""
        g.chosen = asked if asked in languages() else ""
        return cast(str, g.chosen)


def _locale() -> Locale:
    """Return the locale of this request."""
    return locale_of(language())


def _preferred() -> str:
    """Return the language that the browser likes best among ours."""
    return _best(request.headers.get("Accept-Language", ""))


@lru_cache(maxsize=256)
def _best(accepted: str) -> str:
    """Return which of our languages a browser likes best; Portuguese is Portuguese, of whichever country."""
    ours = {tag.partition("-")[0]: tag for tag in languages()}
    liked = parse_accept_header(accepted, LanguageAccept)
    tags = (tag.partition("-")[0].lower() for tag, quality in liked if quality)
    return next((ours[one] for one in tags if one in ours), FIRST)


def offered() -> list[Tongue]:
    """Return the languages in which this page can be had by a link; none where a form was just sent."""
    if not has_request_context() or request.method == "POST" or not _speaks(request.endpoint):
        return []
    return [Tongue(tag, _name(tag), tag == language()) for tag in languages()]


@cache
def _name(tag: str) -> str:
    """Return what its speakers call a language."""
    return str(locale_of(tag).language_name).capitalize()


def date_pattern() -> str:
    """Return how a day is written: in English without the commas of one country."""
    return "d MMM yyyy" if language() == FIRST else "medium"


def init(app: Flask, timezone: str) -> None:
    """Give the application its languages, and its templates the function `_`."""
    babel = Babel(app, default_locale=FIRST, default_timezone=timezone, locale_selector=_locale)
    messages = Messages()
    with app.app_context():
        babel.domain_instance = messages

    @lru_cache(maxsize=8192)
    def phrase(_language: str, text: str) -> Markup:
        return Markup(messages.get_translations().ugettext(text))  # noqa: S704 (our own words, not a visitor's)

    def words(text: str, **values: Any) -> Markup:
        found = phrase(language(), text)
        return found % values if "%" in found else found

    app.add_template_global(words, "_")

    @app.url_defaults
    def hand_on(endpoint: str, values: dict[str, Any]) -> None:
        if "format" not in values and _speaks(endpoint) and (asked := chosen()):
            values.setdefault("lang", asked)

    @app.after_request
    def tell(response: Response) -> Response:
        if response.mimetype in NEGOTIATED and _speaks(request.endpoint):
            response.headers["Content-Language"] = language()
            response.vary.add("Accept-Language")
        return response
