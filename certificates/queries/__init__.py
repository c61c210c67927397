"""Questions about certificates: what the evidence is, what was issued, and how it stands."""

from certificates.queries.facts import evidence
from certificates.queries.holding import (
    Held,
    all_held,
    as_editions,
    editions,
    held,
    held_among,
    held_by,
    is_open,
    issued_in,
    newest,
    own_editions,
    print_digest,
    printed,
    stands,
    times_issued,
)
from certificates.queries.lists import (
    is_taken,
    newest_list,
    places_used,
    revoked_indexes,
    status_changed,
    status_list_exists,
)
from certificates.queries.names import name_request, name_requests, open_name_requests
from certificates.queries.renewing import (
    current_round,
    development,
    developments,
    ending,
    open_developments,
    reminders_of,
)
from certificates.queries.seals import all_credentials, all_prints, to_reissue
from certificates.queries.showing import checks_counted, times_disclosed

__all__ = [
    "Held",
    "all_credentials",
    "all_held",
    "all_prints",
    "as_editions",
    "checks_counted",
    "current_round",
    "development",
    "developments",
    "editions",
    "ending",
    "evidence",
    "held",
    "held_among",
    "held_by",
    "is_open",
    "is_taken",
    "issued_in",
    "name_request",
    "name_requests",
    "newest",
    "newest_list",
    "open_developments",
    "open_name_requests",
    "own_editions",
    "places_used",
    "print_digest",
    "printed",
    "reminders_of",
    "revoked_indexes",
    "stands",
    "status_changed",
    "status_list_exists",
    "times_disclosed",
    "times_issued",
    "to_reissue",
]
