"""The words of a verdict, for pages and programs alike: what an outcome means, and how each check ended."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from certificates.verification import Check, Outcome, Result, Verdict

HEADLINES = {
    Outcome.VALID: (
        _("Yes, this certificate is true"),
        _("It was issued by this academy, nothing in it was changed, and it is valid today."),
    ),
    Outcome.EXPIRED: (
        _("It is genuine, but it has expired"),
        _("It was issued by this academy and nothing in it was changed. Its period of validity is over."),
    ),
    Outcome.NOT_YET_VALID: (
        _("It is genuine, but not valid yet"),
        _("It was issued by this academy and nothing in it was changed. Its period of validity has not begun."),
    ),
    Outcome.COMPROMISED: (
        _("The key that sealed it was stolen"),
        _("What was sealed with it proves nothing by itself any more. The academy seals it anew: ask for that."),
    ),
    Outcome.SUSPENDED: (
        _("Not for the time being: it is suspended"),
        _("It was issued by this academy. While a question about it is open, it does not count. Ask again later."),
    ),
    Outcome.SUPERSEDED: (
        _("It was replaced by a newer edition"),
        _("It was issued by this academy, and a newer edition took its place. Look at that one."),
    ),
    Outcome.ENDED: (
        _("No: it was revoked, suspended or replaced"),
        _("It was issued by this academy and does not count any more. Which of the three it is, the academy says."),
    ),
    Outcome.UNSETTLED: (
        _("It is genuine, but it may have ended since"),
        _("It was issued by this academy and nothing in it was changed. Ask the academy whether it still counts."),
    ),
    Outcome.REVOKED: (
        _("No: this certificate was revoked"),
        _("It was issued by this academy and later withdrawn. It does not count any more."),
    ),
    Outcome.UNKNOWN: (
        _("This academy does not know it"),
        _("There is no such certificate in the register. Ask the academy before you rely on it."),
    ),
    Outcome.OTHER_PERSON: (
        _("No: it belongs to somebody else"),
        _("The number is that of a genuine certificate, but not of this person. The paper bears another name."),
    ),
    Outcome.ALTERED: (
        _("No: it is not as it was issued"),
        _("It carries this academy's name, but a seal on it is broken or missing. Do not rely on what it says."),
    ),
    Outcome.FORGED: (
        _("No: this academy did not issue it"),
        _("It carries this academy's name, but not its signature. Do not rely on anything it says."),
    ),
    Outcome.FOREIGN: (
        _("It is not one of ours"),
        _("It was issued by somebody else, so it cannot be checked here. Ask the issuer."),
    ),
}
"""The answer to 'is it true?' in a few words, and in a sentence or two."""
CHECKS = {
    "issuer": (
        _("Issued by this academy"),
        _("The key that sealed it is listed by this academy."),
        _("It names a key that is not ours."),
    ),
    "seal": (
        _("Unchanged since its issue"),
        _("The digital signature fits every word of the credential."),
        _("The digital signature does not fit the words."),
    ),
    "page": (
        _("PDF unchanged since its issue"),
        _("The seal of the PDF covers the whole file and is ours."),
        _("The seal of the PDF is missing, broken or not ours."),
    ),
    "register": (
        _("In the register"),
        _("The register of issued certificates holds it, word for word."),
        _("The register of issued certificates does not hold it."),
    ),
    "standing": (
        _("Neither revoked, suspended nor replaced"),
        _("Asked of the register at this moment."),
        _("The register says that it has ended."),
    ),
    "period": (
        _("Within its period of validity"),
        _("Today lies within the dates it states."),
        _("Today lies outside the dates it states."),
    ),
    "name": (
        _("Issued to this person"),
        _("The name that you gave is the one on the certificate."),
        _("The certificate bears another name than the one that you gave."),
    ),
}
"""For each check its name, and the sentences for one that passed and one that failed."""
REASONS = {
    ("issuer", "foreign"): _("It names another issuer."),
    ("issuer", "unsigned"): _("It names this academy, but bears no signature that can be read."),
    ("issuer", "stranger"): _("It names this academy, but somebody else signed it."),
    ("issuer", "unknown-key"): _("It names a key of this academy that this academy never had."),
    ("issuer", "before-theft"): _(
        "The key that sealed it was stolen later. That it was sealed before, the register says, which holds it."
    ),
    ("issuer", "stolen-key"): _("The key that sealed it was stolen; its signatures prove nothing any more."),
    ("seal", "wrong-issuer"): _("The signature was made for this academy, but the words name another issuer."),
    ("seal", "unreadable"): _("Something in it is of a kind that no signature would cover."),
    ("seal", "expired-signer"): _("It was signed after its key had been retired."),
    ("page", "unreadable"): _("The PDF, or the seal in it, cannot be read."),
    ("page", "unsealed"): _("The PDF bears no seal: it was printed or saved anew by some other program."),
    ("page", "changed"): _("Something in the PDF was changed, or added to it, after it had been sealed."),
    ("page", "foreign"): _("The PDF was sealed by somebody else."),
    ("page", "expired-signer"): _("The PDF was sealed at a moment for which the seal was not valid."),
    ("page", "stolen-seal"): _("The PDF bears a seal of this academy that was stolen."),
    ("page", "other-print"): _("The PDF bears our seal, but it is not the print that the register keeps."),
    ("register", "other-words"): _("Under this number the register holds other words."),
    ("standing", "list"): _("The status list says so."),
    ("standing", "list-ended"): _("The status list says that it was revoked, suspended or replaced."),
    ("standing", "list-missing"): _("The trust file holds no status list for it."),
    ("standing", "list-old"): _("The status list is too old. Fetch a new trust file."),
    ("standing", "list-forged"): _("The status list was not signed by this academy, or was changed."),
    ("standing", "list-swapped"): _("In place of its status list lies another one."),
    ("standing", "revoked"): _("It was revoked."),
    ("standing", "suspended"): _("It is suspended while a question about it is open."),
    ("standing", "superseded"): _("A newer edition replaced it."),
}
"""The sentences that say more exactly why a check failed or could not be made."""
UNSAID = {
    Outcome.ALTERED: _("Nothing that a changed certificate says can be relied on."),
    Outcome.FORGED: _("Nothing that it says can be relied on."),
    Outcome.UNKNOWN: _("The register knows nothing about it."),
    Outcome.FOREIGN: _("Only its issuer can say."),
}
"""Why checks could not be made."""


@dataclass(frozen=True, slots=True)
class Told:
    """One check in words: its name, and in one sentence how it ended."""

    name: str
    result: Result
    title: str
    sentence: str


def headline(outcome: Outcome) -> tuple[str, str]:
    """Return the answer to 'is it true?' in a few words, and in a sentence or two."""
    title, sentence = HEADLINES[outcome]
    return str(title), str(sentence)


def told(verdict: Verdict) -> list[Told]:
    """Return the checks of a verdict in words."""
    return [_told(check, verdict.outcome) for check in verdict.checks]


def _told(check: Check, outcome: Outcome) -> Told:
    """Return one check in words."""
    title, passed, failed = CHECKS[check.name]
    general = {Result.PASSED: passed, Result.FAILED: failed, Result.OPEN: UNSAID.get(outcome, "")}[check.result]
    return Told(check.name, check.result, str(title), str(REASONS.get((check.name, check.why), general)))
