import pytest
from flask import Flask, url_for


@pytest.mark.parametrize("_again", range(2))
def test_an_address_is_that_of_the_language_the_blueprint_and_the_place_it_is_asked_from(
    app: Flask, _again: int
) -> None:
    base = app.config["BASE_URL"]
    with app.test_request_context("/verify?lang=es", base_url=base):
        assert url_for("public.about") == "/about?lang=es"
        assert url_for(".form") == "/verify?lang=es"
    with app.test_request_context("/check", base_url=base):
        assert (url_for("check.form"), url_for(".form"), url_for("verify.form")) == ("/check", "/check", "/verify")
        assert url_for("learn.step", activity_id="2.1.R") == "/learn/steps/2.1.R"
        assert url_for("learn.step", activity_id="2.1.W", again=1) == "/learn/steps/2.1.W?again=1"
        assert url_for("check.form", _external=True) == f"{base}/check"
    with app.test_request_context("/check", base_url=f"{base}/academy"):
        assert url_for("check.form") == "/academy/check"
