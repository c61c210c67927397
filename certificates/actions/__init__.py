"""What changes with certificates: issuing what was earned, ending it, replacing it, keeping the printed page."""

from certificates.actions.ending import AlreadyEnded, IsSuspended, revoke, suspend
from certificates.actions.issuing import issue_if_earned, keep_print
from certificates.actions.names import AlreadyAnswered, AlreadyAsked, OwnName, request_name, rule_on_name
from certificates.actions.replacing import NotSuspended, SameName, correct_name, lift, reissue

__all__ = [
    "AlreadyAnswered",
    "AlreadyAsked",
    "AlreadyEnded",
    "IsSuspended",
    "NotSuspended",
    "OwnName",
    "SameName",
    "correct_name",
    "issue_if_earned",
    "keep_print",
    "lift",
    "reissue",
    "request_name",
    "revoke",
    "rule_on_name",
    "suspend",
]
