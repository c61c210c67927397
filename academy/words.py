"""Words: the messages of the academy in the visitor's language, found once per request and then only looked up."""

from functools import lru_cache
from typing import Any, cast

from babel.support import NullTranslations
from flask import Flask, g
from flask_babel import Babel, Domain, get_locale
from markupsafe import Markup


class Messages(Domain):  # type: ignore[misc]
    """The messages of every language; which one a request speaks is asked of it once."""

    def get_translations(self) -> NullTranslations:
        """Return the messages in the language of this request."""
        if not g:
            return cast(NullTranslations, super().get_translations())
        if "messages" not in g:
            g.messages = super().get_translations()
        return cast(NullTranslations, g.messages)


def init(app: Flask, timezone: str) -> None:
    """Give the application its languages, and its templates the function `_`."""
    babel = Babel(app, default_locale="en", default_timezone=timezone)
    messages = Messages()
    with app.app_context():
        babel.domain_instance = messages

    @lru_cache(maxsize=8192)
    def phrase(_locale: str, text: str) -> Markup:
        return Markup(messages.get_translations().ugettext(text))  # noqa: S704 (our own words, not a visitor's)

    def words(text: str, **values: Any) -> Markup:
        if "locale" not in g:
            g.locale = str(get_locale())
        found = phrase(g.locale, text)
        return found % values if "%" in found else found

    app.add_template_global(words, "_")
