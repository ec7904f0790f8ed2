"""Keys of this installation: made on first use, kept outside the database, readable by the owner only."""

import os
import secrets
from pathlib import Path


def secret_text(path: Path) -> str:
    """The secret in `path`; makes one (64 URL-safe characters, file mode 0600) when there is none.

    Two processes that start together agree: the file is created exclusively, the loser reads the winner's.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(f".{os.getpid()}.new")
    if not path.exists():
        fresh.touch(mode=0o600, exist_ok=False)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()
