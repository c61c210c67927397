"""Settings: the environment, read once; a fault stops the start with a sentence."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from environs import Env, EnvError

from courses.messages import languages

ROOT = Path(__file__).resolve().parent.parent
DEVELOPMENT_SECRET = "only for development, never for people"  # noqa: S105
SHORTEST_SECRET, SHORTEST_PASSPHRASE = 32, 16
"""The fewest characters of the secret and of the keys' passphrase in production."""
MOST_PROXIES = 9


class SettingsError(Exception):
    """The environment does not describe an academy that may start; the text says what to change."""


@dataclass(frozen=True)
class Settings:
    """What the operator decides; every value has a safe default outside production."""

    production: bool = False
    secret: str = DEVELOPMENT_SECRET
    database_url: str = f"sqlite:///{ROOT / 'var' / 'academy.db'}"
    base_url: str = "http://127.0.0.1:8000"
    issuer_name: str = "OKR Masters Academy"
    keys_folder: Path = ROOT / "var" / "keys"
    key_passphrase: str = DEVELOPMENT_SECRET
    mail: str = "console"
    mail_from: str = "academy@localhost"
    proxies: int = 0
    content: Path = ROOT / "content"
    rules: str = "1.1"
    timezone: str = "UTC"
    language: str = "en"
    theme: str = ""
    timestamps: str = ""
    timestamp_certificates: str = ""

    @property
    def host(self) -> str:
        """Return the public host with its port, from the base URL alone."""
        return urlsplit(self.base_url).netloc

    @property
    def secure(self) -> bool:
        """Say whether visitors come by HTTPS."""
        return self.base_url.startswith("https://")

    @property
    def did(self) -> str:
        """Return the issuer's decentralised identifier: did:web of the public host, its port escaped."""
        return "did:web:" + self.host.replace(":", "%3A")


def read_settings() -> Settings:
    """Read `ACADEMY_*` from the environment; raise `SettingsError` with one sentence on what is missing or unsafe."""
    env = Env(prefix="ACADEMY_")
    default = Settings()
    try:
        settings = Settings(
            production=env.bool("PRODUCTION", default.production),
            secret=env.str("SECRET", default.secret),
            database_url=env.str("DATABASE_URL", default.database_url),
            base_url=env.str("BASE_URL", default.base_url).rstrip("/"),
            issuer_name=env.str("ISSUER_NAME", default.issuer_name),
            keys_folder=Path(env.str("KEYS_FOLDER", str(default.keys_folder))),
            key_passphrase=env.str("KEY_PASSPHRASE", default.key_passphrase),
            mail=env.str("MAIL", default.mail),
            mail_from=env.str("MAIL_FROM", default.mail_from),
            proxies=env.int("PROXIES", default.proxies),
            content=Path(env.str("CONTENT", str(default.content))),
            rules=env.str("RULES", default.rules),
            timezone=env.str("TIMEZONE", default.timezone),
            language=env.str("LANGUAGE", default.language),
            theme=env.str("THEME", default.theme),
            timestamps=env.str("TIMESTAMPS", default.timestamps),
            timestamp_certificates=env.str("TIMESTAMP_CERTIFICATES", default.timestamp_certificates),
        )
    except EnvError as error:
        raise SettingsError(f"The environment cannot be read: {error}") from error
    return checked(settings)


def checked(settings: Settings) -> Settings:
    """Return the settings if an academy may start with them; raise `SettingsError` otherwise."""
    if not _is_origin(settings.base_url):
        raise SettingsError("ACADEMY_BASE_URL must be a scheme and a host, such as https://academy.example.org")
    if not settings.secret or not settings.key_passphrase or not settings.issuer_name.strip():
        raise SettingsError("ACADEMY_SECRET, ACADEMY_KEY_PASSPHRASE and ACADEMY_ISSUER_NAME must not be empty")
    if not 0 <= settings.proxies <= MOST_PROXIES:
        raise SettingsError(f"ACADEMY_PROXIES must be the number of proxies in front, 0 to {MOST_PROXIES}")
    _check_place(settings)
    if not _is_mail(settings.mail):
        raise SettingsError("ACADEMY_MAIL must be console, file:///folder or smtp://user:password@host:port")
    if "@" not in settings.mail_from:
        raise SettingsError("ACADEMY_MAIL_FROM must be an e-mail address")
    if settings.production:
        _check_production(settings)
    return settings


def _check_place(settings: Settings) -> None:
    """Refuse a time zone that nobody knows, and a language that certificates do not speak."""
    if settings.timezone not in available_timezones():
        raise SettingsError("ACADEMY_TIMEZONE must be a name such as Europe/Lisbon or America/Sao_Paulo")
    if settings.language not in languages():
        raise SettingsError(f"ACADEMY_LANGUAGE must be one of {', '.join(languages())}")


def _is_origin(url: str) -> bool:
    """Say whether an address is a scheme and a host, perhaps with a port, and nothing else."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    rest = parts.path or parts.query or parts.fragment or "@" in parts.netloc or set("?# ") & set(url)
    return parts.scheme in {"http", "https"} and bool(host) and not rest


def _is_mail(url: str) -> bool:
    """Say whether letters can leave this way."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if parts.scheme == "file":
        return len(parts.path) > 1 and not host
    return url in {"console", "memory"} or (parts.scheme in {"smtp", "smtps"} and bool(host))


def _check_production(settings: Settings) -> None:
    """Refuse what must never meet the public: default secrets, plain HTTP, short keys, letters that reach nobody."""
    if settings.secret == DEVELOPMENT_SECRET or len(settings.secret) < SHORTEST_SECRET:
        raise SettingsError("ACADEMY_SECRET must be set to at least 32 random characters in production")
    if settings.key_passphrase == DEVELOPMENT_SECRET or len(settings.key_passphrase) < SHORTEST_PASSPHRASE:
        raise SettingsError("ACADEMY_KEY_PASSPHRASE must be set to at least 16 characters in production")
    if not settings.secure:
        raise SettingsError("ACADEMY_BASE_URL must begin with https:// in production")
    if settings.mail == "memory":
        raise SettingsError("ACADEMY_MAIL must not be memory in production: no letter would reach anybody")
