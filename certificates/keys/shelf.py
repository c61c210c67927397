"""Where the files of the ring lie: each is placed once, whole, and never changed, so that no two writers meet."""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol


class Shelf(Protocol):
    """A place for files that are written once."""

    def names(self) -> tuple[str, ...]:
        """Return the names of what lies here, in order."""

    def read(self, name: str) -> tuple[bytes, datetime]:
        """Return a file, and when it was placed."""

    def place(self, name: str, content: bytes) -> bool:
        """Write a file once, whole and lasting; say False if somebody was first, and leave theirs as it is."""


class Folder:
    """A folder on the disk: written beside and linked into place, so that of two who write one wins."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = path

    def names(self) -> tuple[str, ...]:
        """Return the names of what lies here, in order."""
        return tuple(sorted(path.name for path in self.path.iterdir() if not path.name.startswith(".")))

    def read(self, name: str) -> tuple[bytes, datetime]:
        """Return a file, and when it was placed."""
        path = self.path / name
        return path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def place(self, name: str, content: bytes) -> bool:
        """Write a file once, whole and lasting; say False if somebody was first, and leave theirs as it is."""
        beside = self.path / f".{secrets.token_hex(8)}"
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, self.path / name)
        except FileExistsError:
            return False
        finally:
            beside.unlink()
        return True


class Memory:
    """A shelf that is forgotten with the process."""

    def __init__(self, moment: datetime) -> None:
        self._files: dict[str, bytes] = {}
        self._moment = moment

    def names(self) -> tuple[str, ...]:
        """Return the names of what lies here, in order."""
        return tuple(sorted(self._files))

    def read(self, name: str) -> tuple[bytes, datetime]:
        """Return a file, and when it was placed."""
        return self._files[name], self._moment

    def place(self, name: str, content: bytes) -> bool:
        """Write a file once; say False if it is there already."""
        return self._files.setdefault(name, content) is content
