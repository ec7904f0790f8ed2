"""Names of files as senders give them, made harmless: they are compared and shown, and are never a path or a header."""

import hashlib
import unicodedata

from samutphok.submissions.domain.submission import NAME_LENGTH

_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def safe_name(name: str) -> str:
    """The name itself when it is an ordinary one; else one of the server's choosing, the same for the same name."""
    ordinary = 0 < len(name) <= NAME_LENGTH and not name.startswith(".") and name == name.strip()
    if ordinary and not any(sign in "/\\" or _hidden(sign) for sign in name):
        return name
    return f"file-{hashlib.sha256(name.encode(errors='replace')).hexdigest()[:24]}"


def _hidden(sign: str) -> bool:
    """Control signs, line ends, and signs that turn the direction of writing."""
    return unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} or sign in _TURNING
