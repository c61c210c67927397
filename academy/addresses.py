"""Addresses: built once, and then only looked up, since a page names dozens of them."""

from functools import lru_cache
from typing import Any

from flask import Flask, has_request_context, request

from academy.words import chosen


class Academy(Flask):
    """The Flask application; it remembers the paths that it built."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._built = lru_cache(maxsize=8192)(self._build)

    def url_for(self, endpoint: str, **values: Any) -> str:
        """Return the address of an endpoint, as Flask does."""
        if not has_request_context() or values.get("_external"):
            return super().url_for(endpoint, **values)
        here = request.blueprint if endpoint.startswith(".") else None
        return self._built(request.root_path, chosen(), here, endpoint, **values)

    def _build(self, _root: str, _language: str, _here: str | None, endpoint: str, **values: Any) -> str:
        """Return a path; what precedes the endpoint is what else of the request it depends on."""
        return super().url_for(endpoint, **values)
