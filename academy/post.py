"""The post: letters leave after the transaction that wrote them, and their failure undoes nothing."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import Flask
from flask_mailman import EmailMessage, Mail
from sqlalchemy.orm import Session

from academy.clock import utcnow
from registry.actions import mark_sent
from registry.queries import letters_to_send

log = logging.getLogger("academy.post")


class Postman:
    """Delivers the outbox in the background, one letter after the other; what fails stays in the outbox."""

    def __init__(self, app: Flask, *, at_once: bool) -> None:
        self.app = app
        self.worker = None if at_once else ThreadPoolExecutor(1, "post")

    def wake(self) -> None:
        """Deliver what is waiting: at once in tests, else outside the request."""
        if self.worker is None:
            self.deliver()
        else:
            self.worker.submit(self.deliver)

    def deliver(self) -> None:
        """Send every letter that has not left yet."""
        with self.app.app_context(), self.app.extensions["database"].session() as db:
            for letter in letters_to_send(db):
                self._send(db, letter.id, letter.address, letter.subject, letter.body)

    def _send(self, db: Session, letter_id: int, address: str, subject: str, body: str) -> None:
        """Send one letter and note it; a failure is logged and tried again at the next waking."""
        try:
            EmailMessage(subject, body, self.app.config["MAIL_DEFAULT_SENDER"], [address]).send()
        except OSError:
            db.rollback()
            log.exception("letter %s could not be sent", letter_id)
            return
        mark_sent(db, letter_id, now=utcnow())
        db.commit()


def init(app: Flask, mail: str, sender: str) -> None:
    """Set how letters leave: `console`, `memory`, `file:///folder`, `smtp://user:password@host:port` or `smtps://…`."""
    parts = urlsplit(mail)
    app.config["MAIL_DEFAULT_SENDER"] = sender
    app.config["MAIL_BACKEND"] = {"memory": "locmem", "file": "file"}.get(parts.scheme or mail, parts.scheme or mail)
    if parts.scheme == "file":
        Path(parts.path).mkdir(parents=True, exist_ok=True)
        app.config["MAIL_FILE_PATH"] = parts.path
    elif parts.scheme in {"smtp", "smtps"}:
        app.config.update(
            MAIL_BACKEND="smtp",
            MAIL_SERVER=parts.hostname,
            MAIL_PORT=parts.port or 587,
            MAIL_USERNAME=unquote(parts.username or "") or None,
            MAIL_PASSWORD=unquote(parts.password or "") or None,
            MAIL_USE_TLS=parts.scheme == "smtp" and parts.username is not None,
            MAIL_USE_SSL=parts.scheme == "smtps",
            MAIL_TIMEOUT=10,
        )
    Mail(app)
    app.extensions["postman"] = Postman(app, at_once=mail == "memory")
