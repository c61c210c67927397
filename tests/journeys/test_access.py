"""Who may open which door: every route, for everybody, and that a closed door tells nothing about the room behind."""

import re
from uuid import uuid4

from werkzeug.test import TestResponse

from academy.edge import HEADERS
from academy.files import OPEN
from tests.client import Visitor
from tests.journeys.world import (
    CONTESTED,
    DRAFT,
    LOGGED,
    NAME,
    NOTED,
    PLANNED,
    REWRITE,
    ROLES,
    World,
)

TABLE = """
method and route                                            str nob own fel ins men oth man ass adm f.t f.i f.m f.m f.a
GET  /                                                      200 200 303 303 303 303 303 303 303 303 303 303 303 303 303
GET  /about                                                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /glossary                                              200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /privacy                                               200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /healthz                                               200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /favicon.ico                                           301 301 301 301 301 301 301 301 301 301 301 301 301 301 301
GET  /static/<path:filename>                                200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /flaws/<code>                                          200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /check                                                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST /check                                                 422 422 422 422 422 422 422 422 422 422 422 422 422 422 422
GET  /verify                                                200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST /verify                                                422 422 422 422 422 422 422 422 422 422 422 422 422 422 422
GET  /credentials/<uuid:certificate_id>                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /credentials/<uuid:certificate_id>/refresh             200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /status/<id:number>                                    200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /keys/<kid>                                            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /.well-known/did.json                                  200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /.well-known/jwks.json                                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /pki/ca.pem                                            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /pki/<authority>.crl                                   200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /badge.png                                             200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /verify/trust.json                                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /verify/offline.py                                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST /verify/list.csv                                       200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /api/openapi.json                                      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /api/verify                                            422 422 422 422 422 422 422 422 422 422 422 422 422 422 422
POST /api/verify                                            422 422 422 422 422 422 422 422 422 422 422 422 422 422 422
GET  /.well-known/academy-ca.pem                            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /account/sign-in                                       200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST /account/sign-in                                       422 422 422 422 422 422 422 422 422 422 422 422 422 422 422
GET  /account/forgotten                                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST /account/forgotten                                     422 422 422 422 422 422 422 422 422 422 422 422 422 422 422
GET  /account/link-sent                                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
GET  /account/invitation/<token>                            410 410 410 410 410 410 410 410 410 410 410 410 410 410 410
POST /account/invitation/<token>                            410 410 410 410 410 410 410 410 410 410 410 410 410 410 410
GET  /account/reset/<token>                                 410 410 410 410 410 410 410 410 410 410 410 410 410 410 410
POST /account/reset/<token>                                 410 410 410 410 410 410 410 410 410 410 410 410 410 410 410
GET  /account/password                                      303 200 200 200 200 200 200 200 200 200 200 200 200 200 200
POST /account/password                                      303 422 422 422 422 422 422 422 422 422 422 422 422 422 422
GET  /learn                                                 303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
GET  /learn/modules/<module_id>                             303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
GET  /learn/lessons/<lesson_id>                             303 403 200 200 403 403 403 403 403 200 200 403 403 403 403
GET  /learn/steps/<activity_id>                             303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
POST /learn/steps/<activity_id>                             401 403 303 303 403 403 403 403 403 404 303 403 403 403 403
POST /learn/beats/<activity_id>                             401 403 204 204 403 403 403 403 403 404 204 403 403 403 403
GET  /learn/notes                                           303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
GET  /learn/search                                          303 403 200 200 403 403 403 403 403 200 200 403 403 403 403
GET  /learn/notes/<activity_id>                             303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
POST /learn/notes/<activity_id>                             401 403 303 303 403 403 403 403 403 404 303 403 403 403 403
GET  /learn/time                                            303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
GET  /learn/time/<activity_id>                              303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
POST /learn/time/<activity_id>                              401 403 422 422 403 403 403 403 403 404 422 403 403 403 403
GET  /learn/quizzes/<quiz_id>                               303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
GET  /learn/quizzes/<quiz_id>/tries/<id:number>             303 403 200 404 403 403 403 403 403 404 404 403 403 403 403
GET  /learn/quizzes/<quiz_id>/answer                        303 403 303 303 403 403 403 403 403 404 303 403 403 403 403
POST /learn/quizzes/<quiz_id>/answer                        401 403 303 303 403 403 403 403 403 404 303 403 403 403 403
POST /learn/quizzes/<quiz_id>/tries                         401 403 303 303 403 403 403 403 403 404 303 403 403 403 403
GET  /learn/tasks/<task_id>                                 303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
POST /learn/tasks/<task_id>                                 401 403 303 303 403 403 403 403 403 404 303 403 403 403 403
GET  /exercises                                             303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
GET  /exercises/<exercise_id>                               303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
POST /exercises/<exercise_id>                               401 403 200 200 403 403 403 403 403 404 200 403 403 403 403
POST /exercises/<exercise_id>/critique                      401 403 200 200 403 403 403 403 403 200 200 403 403 403 403
POST /exercises/<exercise_id>/draft                         401 403 409 200 403 403 403 403 403 404 200 403 403 403 403
POST /exercises/<exercise_id>/hints                         401 403 303 303 403 403 403 403 403 404 303 403 403 403 403
GET  /exercises/submissions/<id:submission_id>              303 403 200 404 403 403 403 403 403 200 404 403 403 403 403
POST /exercises/submissions/<id:submission_id>/score        401 403 409 404 403 403 403 403 403 404 404 403 403 403 403
GET  /certificates                                          303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
GET  /certificates/<uuid:certificate_id>                    303 403 200 404 403 403 403 403 403 404 404 403 403 403 403
POST /certificates/<uuid:certificate_id>/shown              401 403 303 404 403 403 403 403 403 404 404 403 403 403 403
POST /certificates/<uuid:certificate_id>/name               401 403 422 404 403 403 403 403 403 404 404 403 403 403 403
GET  /certificates/<uuid:certificate_id>/renewal            303 403 404 404 403 403 403 403 403 404 404 403 403 403 403
POST /certificates/<uuid:certificate_id>/renewal            401 403 404 404 403 403 403 403 403 404 404 403 403 403 403
GET  /certificates/<uuid:certificate_id>/renewal/quiz       303 403 404 404 403 403 403 403 403 404 404 403 403 403 403
POST /certificates/<uuid:certificate_id>/renewal/quiz       401 403 404 404 403 403 403 403 403 404 404 403 403 403 403
POST /certificates/<uuid:certificate_id>/renewal/quiz/tries 401 403 404 404 403 403 403 403 403 404 404 403 403 403 403
GET  /office/certificates/renewals                          303 403 403 403 403 403 403 403 403 200 403 403 403 403 403
GET  /office/certificates/renewals/<id:development_id>      303 403 403 403 403 403 403 403 403 404 403 403 403 403 403
POST /office/certificates/renewals/<id:development_id>      401 403 403 403 403 403 403 403 403 404 403 403 403 403 403
GET  /check-ins                                             303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
GET  /check-ins/<id:check_in_id>                            303 403 200 404 403 403 403 403 403 200 404 403 403 403 403
GET  /check-ins/weeks/<id:week>                             303 403 200 404 403 403 403 403 403 404 404 403 403 403 403
POST /check-ins/weeks/<id:week>                             401 403 200 404 403 403 403 403 403 404 404 403 403 403 403
GET  /teach                                                 303 403 403 403 200 403 403 403 403 200 403 200 403 403 403
GET  /teach/submissions/<id:submission_id>                  303 403 403 403 200 403 403 403 403 200 403 404 403 403 403
POST /teach/submissions/<id:submission_id>                  401 403 403 403 422 403 403 403 403 422 403 404 403 403 403
POST /teach/findings/<id:submission_id>/<id:number>         401 403 403 403 422 403 403 403 403 422 403 404 403 403 403
GET  /teach/questions                                       303 403 403 403 200 403 403 403 403 200 403 200 403 403 403
GET  /teach/scorers                                         303 403 403 403 200 403 403 403 403 200 403 200 403 403 403
GET  /teach/questions/<quiz_id>                             303 403 403 403 200 403 403 403 403 200 403 200 403 403 403
GET  /teach/questions/questions.csv                         303 403 403 403 200 403 403 403 403 200 403 200 403 403 403
GET  /teach/quizzes/<id:enrolment_id>/<quiz_id>             303 403 403 403 200 403 403 403 403 200 403 404 403 403 403
POST /teach/quizzes/<id:enrolment_id>/<quiz_id>             401 403 403 403 422 403 403 403 403 422 403 404 403 403 403
GET  /teach/time/<id:contest_id>                            303 403 403 403 200 403 403 403 403 200 403 404 403 403 403
POST /teach/time/<id:contest_id>                            401 403 403 403 422 403 403 403 403 422 403 404 403 403 403
GET  /facilitate                                            303 403 403 403 200 403 403 403 403 200 403 200 403 403 403
GET  /facilitate/lessons/<lesson_id>                        303 403 403 403 200 403 403 403 403 200 403 200 403 403 403
GET  /facilitate/practices/<practice_id>                    303 403 403 403 200 403 403 403 403 200 403 200 403 403 403
GET  /facilitate/sessions/<session_id>                      303 403 403 403 200 403 403 403 403 200 403 200 403 403 403
GET  /facilitate/sessions/<session_id>/kit.pdf              303 403 403 403 200 403 403 403 403 200 403 200 403 403 403
GET  /facilitate/live                                       303 403 403 403 200 403 403 403 403 200 403 200 403 403 403
POST /facilitate/live                                       401 403 403 403 422 403 403 403 403 422 403 422 403 403 403
GET  /facilitate/live/<id:meeting_id>                       303 403 403 403 200 403 403 403 403 200 403 404 403 403 403
POST /facilitate/live/<id:meeting_id>/notice                401 403 403 403 409 403 403 403 403 409 403 404 403 403 403
GET  /facilitate/live/<id:meeting_id>/<id:enrolment_id>     303 403 403 403 200 403 403 403 403 200 403 404 403 403 403
POST /facilitate/live/<id:meeting_id>/<id:enrolment_id>     401 403 403 403 422 403 403 403 403 422 403 404 403 403 403
POST /facilitate/live/<id:meeting_id>/<id:enrolment_id>/sign 401 403 403 403 409 403 403 403 403 409 403 404 403 403 403
GET  /learn/live                                            303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
GET  /learn/live/<id:meeting_id>                            303 403 200 200 403 403 403 403 403 404 404 403 403 403 403
POST /learn/live/<id:meeting_id>                            401 403 422 422 403 403 403 403 403 404 404 403 403 403 403
GET  /mentor                                                303 403 403 403 403 200 200 403 403 200 403 403 200 403 403
GET  /mentor/new                                            303 403 403 403 403 200 200 403 403 200 403 403 200 403 403
POST /mentor/new                                            401 403 403 403 403 422 422 403 403 422 403 403 422 403 403
GET  /mentor/check-ins/<id:check_in_id>                     303 403 403 403 403 200 404 403 403 404 403 403 404 403 403
POST /mentor/check-ins/<id:check_in_id>                     401 403 403 403 403 422 404 403 403 404 403 403 404 403 403
GET  /capstone                                              303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
POST /capstone/draft                                        401 403 409 200 403 403 403 403 403 404 200 403 403 403 403
POST /capstone                                              401 403 409 409 403 403 403 403 403 404 409 403 403 403 403
GET  /capstone/versions/<id:capstone_id>                    303 403 200 404 403 403 403 403 403 404 404 403 403 403 403
GET  /assess                                                303 403 403 403 403 403 403 403 200 200 403 403 403 403 200
GET  /assess/<id:capstone_id>                               303 403 403 403 403 403 403 403 200 200 403 403 403 403 404
POST /assess/<id:capstone_id>                               401 403 403 403 403 403 403 403 422 422 403 403 403 403 404
GET  /office/cohorts                                        303 403 403 403 403 403 403 200 403 200 403 403 403 200 403
GET  /office/cohorts/<id:cohort_id>                         303 403 403 403 403 403 403 200 403 200 403 403 403 404 403
POST /office/cohorts/<id:cohort_id>/people                  401 403 403 403 403 403 403 422 403 422 403 403 403 404 403
GET  /account/conduct                                       303 403 200 200 403 403 403 403 403 404 200 403 403 403 403
POST /account/conduct                                       401 403 409 409 403 403 403 403 403 404 409 403 403 403 403
GET  /office/cohorts/identity/<id:enrolment_id>             303 403 403 403 403 403 403 200 403 200 403 403 403 404 403
POST /office/cohorts/identity/<id:enrolment_id>             401 403 403 403 403 403 403 422 403 422 403 403 403 404 403
GET  /office/critic                                         303 403 403 403 403 403 403 403 403 200 403 403 403 403 403
GET  /office/critic/cases.jsonl                             303 403 403 403 403 403 403 403 403 200 403 403 403 403 403
GET  /office/certificates                                   303 403 403 403 403 403 403 403 403 200 403 403 403 403 403
GET  /office/certificates/<uuid:certificate_id>             303 403 403 403 403 403 403 403 403 200 403 403 403 403 403
POST /office/certificates/<uuid:certificate_id>/name        401 403 403 403 403 403 403 403 403 404 403 403 403 403 403
POST /office/certificates/<uuid:certificate_id>/suspension  401 403 403 403 403 403 403 403 403 422 403 403 403 403 403
POST /office/certificates/<uuid:certificate_id>/lifting     401 403 403 403 403 403 403 403 403 409 403 403 403 403 403
POST /office/certificates/<uuid:certificate_id>/revocation  401 403 403 403 403 403 403 403 403 422 403 403 403 403 403
POST /account/sign-out                                      303 303 303 303 303 303 303 303 303 303 303 303 303 303 303
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]
"""Method, route, and what each role is answered, in the order of ROLES."""
TAUGHT = {"activity_id": "2.1.R", "lesson_id": "2.1", "exercise_id": "E03", "module_id": "M2", "quiz_id": "M2.Q"}
TAUGHT |= {"practice_id": "2.2.P", "session_id": "S1", "task_id": "10.2.X", "number": 1, "week": 1}
TAUGHT |= {"development_id": 999_999, "authority": "ca"}
ABSENT: dict[str, object] = dict.fromkeys(
    ("capstone_id", "check_in_id", "cohort_id", "contest_id", "enrolment_id", "meeting_id", "submission_id"), 999_999
)
ABSENT |= {"number": 99, "certificate_id": uuid4()}
SHARED = ("/api", "/verify/trust", "/verify/offline", "/badge", "/status", "/keys", "/pki", "/.well-known")
"""What programs on other sites may read, without a cookie."""
TYPED = {"/exercises/<exercise_id>": {"more": "tag"}}
TYPED |= {"/certificates/<uuid:certificate_id>/shown": {"shows_name": "y", "shows_results": "y"}}
"""What a form needs so that asking twice changes nothing."""
SEEN_BY = {
    NAME: {*ROLES},
    "Rui, mentor": {"owner", "manager", "administrator", "mentor"},
    "Cohort of the Rua Nova": {
        "owner",
        "fellow",
        "instructor",
        "mentor",
        "other_mentor",
        "manager",
        "assessor",
        "administrator",
    },
    REWRITE: {"owner", "instructor", "administrator"},
    DRAFT: {"owner"},
    NOTED: {"owner"},
    CONTESTED: {"owner", "instructor", "administrator"},
    LOGGED: {"owner", "mentor", "administrator"},
    PLANNED: {"owner", "assessor", "administrator"},
}
"""Words of the owner's, and who finds them on any page (the names of its holder stand on a certificate for all)."""


def address(world: World, route: str, **other: object) -> str:
    """Return the address of a route with the owner's objects in it."""
    code = next(iter(world.app.extensions["campus"].flaws))
    kid = world.app.extensions["campus"].issuer.keys.trust.key_set("")["keys"][0]["kid"].rpartition("/")[2]
    values = {"kid": kid, **TAUGHT, "token": "spent", "filename": "style.css", "code": code, **world.keys, **other}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), route)


def ask(visitor: Visitor, method: str, path: str, token: str, route: str = "") -> TestResponse:
    """Ask for an address as a page of the academy would, with its token and nothing typed."""
    data = {"csrf_token": token, **TYPED.get(route, {})} if method == "POST" else None
    return visitor.client.open(path, base_url=visitor.base, method=method, data=data, buffered=True)


def token_of(visitor: Visitor) -> str:
    """Return the token that this visitor's pages carry."""
    return visitor.open("/account/sign-in").form(holding="email").values()["csrf_token"][0]


def test_the_table_names_every_route(world: World) -> None:
    rules = world.app.url_map.iter_rules()
    routes = {
        (method, rule.rule) for rule in rules for method in rule.methods or () if method not in {"HEAD", "OPTIONS"}
    }
    assert routes == {(method, route) for method, route, *_ in ROWS}
    assert len(routes) == len(ROWS)
    assert all(len(row) == 2 + len(ROLES) for row in ROWS)


def test_everybody_finds_open_what_is_theirs_and_closed_what_is_not(world: World) -> None:
    for column, role in enumerate(ROLES, start=2):
        visitor = world.visitor(role)
        token, found = token_of(visitor), {}
        for method, route, *_statuses in ROWS:
            answer = ask(visitor, method, address(world, route), token, route)
            found[method, route] = str(answer.status_code)
            for_programs = route.startswith(SHARED) or route.endswith("/refresh")
            shared = OPEN if for_programs else {}
            assert {name: answer.headers.get(name) for name in HEADERS | shared} == HEADERS | shared, route
            private = method == "POST" or (role != "stranger" and not for_programs and not route.startswith("/static"))
            assert ("no-store" in answer.headers["Cache-Control"]) == private, route
        assert found == {(row[0], row[1]): row[column] for row in ROWS}, role


def test_no_form_is_taken_without_the_token_of_its_page(world: World) -> None:
    for role in ("stranger", "owner", "administrator"):
        visitor = world.visitor(role)
        foreign = token_of(Visitor(world.app))
        for method, route, *_statuses in ROWS:
            if method == "POST" and not route.startswith("/api"):
                for token in ("", foreign, "a"):
                    answer = ask(visitor, method, address(world, route), token)
                    assert (answer.status_code, role, route) == (400, role, route)


def test_what_is_not_yours_looks_like_what_is_not_there(world: World) -> None:
    for column, role in enumerate(ROLES):
        visitor = world.visitor(role)
        token = token_of(visitor)
        for method, route, *statuses in ROWS:
            if statuses[column] in {"403", "404"} and set(re.findall(r"(\w+)>", route)) & {*ABSENT}:
                there, nowhere = (ask(visitor, method, address(world, route, **other), token) for other in ({}, ABSENT))
                assert plain(there) == plain(nowhere), (role, route)


def plain(answer: TestResponse) -> tuple[int, str, list[tuple[str, str]]]:
    """Return an answer without the token that differs on every page."""
    text = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text)
    headers = sorted((name, value) for name, value in answer.headers if name not in {"Set-Cookie", "Content-Length"})
    return answer.status_code, text, headers


def test_a_closed_door_is_a_plain_page(world: World) -> None:
    visitor = world.visitor("nobody")
    for path in ("/learn", "/teach", "/mentor", "/assess", "/office/cohorts"):
        assert visitor.open(path, status=403).sees("This page is not for your account")
    assert visitor.open("/nowhere", status=404).sees("There is no such page")


def test_everybody_reads_of_others_only_what_is_meant_for_them(world: World) -> None:
    meant = {**SEEN_BY, world.emails["owner"]: {"owner"}}
    found: dict[str, set[str]] = {words: set() for words in meant}
    for column, role in enumerate(ROLES):
        visitor = world.visitor(role)
        for method, route, *statuses in ROWS:
            if method == "GET" and statuses[column] == "200":
                text = ask(visitor, method, address(world, route), "").data.decode(errors="replace")
                for words in meant:
                    if words in text:
                        found[words].add(role)
    assert found == meant
