"""Passwords: hashed with Argon2id, checked in the same time whether or not the account exists."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 12
MAX_LENGTH = 256

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """Return the Argon2id hash (19 MiB, two passes: the OWASP minimum) of a password."""
    return _hasher.hash(password)


@cache
def _nobody() -> str:
    """Return the hash that is checked when there is no account, so that both cases take the same time."""
    return _hasher.hash("nobody has this password")


def password_matches(password: str, password_hash: str | None) -> bool:
    """Say whether the password belongs to the hash; without a hash the answer is no, after the same work."""
    try:
        return _hasher.verify(password_hash or _nobody(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False
