"""Merkle roots as in RFC 6962, grown act by act: the peaks of perfect subtrees are all that has to be remembered."""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import reduce

EMPTY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Peaks:
    """The roots of the perfect subtrees under `size` leaves, largest first: as many as `size` has binary ones."""

    size: int = 0
    hashes: tuple[str, ...] = ()

    def grown(self, leaf: str) -> "Peaks":
        """With one more leaf, the digest of an act (64 hex digits)."""
        hashes, size = [*self.hashes, _hash(b"\x00", leaf)], self.size
        while size & 1:  # two subtrees of the same size become one
            right, left = hashes.pop(), hashes.pop()
            hashes.append(_hash(b"\x01", left, right))
            size >>= 1
        return Peaks(self.size + 1, tuple(hashes))

    def root(self) -> str:
        """The tree head of RFC 6962, section 2.1."""
        if not self.hashes:
            return EMPTY
        return reduce(lambda right, left: _hash(b"\x01", left, right), reversed(self.hashes))

    def first_difference(self, other: "Peaks") -> int:
        """The first position of the first subtree in which two trees of one size differ (1-based; 0 when none does)."""
        begins = 1
        sizes = (1 << bit for bit in reversed(range(self.size.bit_length())) if self.size >> bit & 1)
        for size, own, others in zip(sizes, self.hashes, other.hashes, strict=True):
            if own != others:
                return begins
            begins += size
        return 0


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is signed and leaves the host: so many acts, this head, this root, at this time (UTC text)."""

    size: int
    head: str
    root: str
    peaks: tuple[str, ...]
    at: str

    def signed_bytes(self) -> bytes:
        """The bytes under the signature."""
        facts = json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))
        return b"samutphok audit checkpoint 1\n" + facts.encode()

    def tree(self) -> Peaks:
        """The peaks, to go on growing from."""
        return Peaks(self.size, self.peaks)


def _hash(prefix: bytes, *parts: str) -> str:
    return hashlib.sha256(prefix + b"".join(bytes.fromhex(part) for part in parts)).hexdigest()
