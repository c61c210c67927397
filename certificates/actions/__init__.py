"""What changes with certificates: issuing what was earned, ending it, replacing it, keeping the printed page."""

from certificates.actions.ending import AlreadyEnded, IsSuspended, revoke, suspend
from certificates.actions.issuing import issue_if_earned, keep_print
from certificates.actions.names import AlreadyAnswered, AlreadyAsked, OwnName, request_name, rule_on_name
from certificates.actions.renewing import (
    AlreadyWeighed,
    DoesNotExpire,
    ImpossibleAmount,
    NotInPeriod,
    OwnDevelopment,
    enter_development,
    note_reminder,
    renew_if_earned,
    renewal_progress,
    weigh_development,
)
from certificates.actions.replacing import NotSuspended, SameName, correct_name, lift, reissue
from certificates.actions.showing import count_checks, disclose

__all__ = [
    "AlreadyAnswered",
    "AlreadyAsked",
    "AlreadyEnded",
    "AlreadyWeighed",
    "DoesNotExpire",
    "ImpossibleAmount",
    "IsSuspended",
    "NotInPeriod",
    "NotSuspended",
    "OwnDevelopment",
    "OwnName",
    "SameName",
    "correct_name",
    "count_checks",
    "disclose",
    "enter_development",
    "issue_if_earned",
    "keep_print",
    "lift",
    "note_reminder",
    "reissue",
    "renew_if_earned",
    "renewal_progress",
    "request_name",
    "revoke",
    "rule_on_name",
    "suspend",
    "weigh_development",
]
