"""What holds for every page of the desk, read from its HTML and headers: `breaches` names each rule that is broken."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.http import HttpResponse

MOST_BYTES = 100_000
MOST_QUERIES = 12
ADDRESSES = frozenset({"href", "src", "action", "formaction", "poster", "data", "hx-get", "hx-post", "srcset"})
OWN_HOST = "testserver"


@dataclass
class Seen(HTMLParser):
    """One pass over a page."""

    lang: str = ""
    headings: int = 0
    title: str = ""
    ids: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    nameless_images: int = 0
    _in_title: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = named.get("lang", "")
        self.headings += tag == "h1"
        self._in_title = tag == "title" and "svg" not in named
        self.nameless_images += tag == "img" and "alt" not in named
        if tag == "a" and "href" in named:
            self.links.append(named["href"])
        if "id" in named:
            self.ids.append(named["id"])
        if tag == "style" or (tag == "script" and "src" not in named and named.get("type") != "application/json"):
            self.inline.append(f"<{tag}>")
        self.inline.extend(name for name in named if name == "style" or name.startswith(("on", "hx-on")))
        self.foreign.extend(value for name, value in named.items() if name in ADDRESSES and is_foreign(value))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"

    def handle_data(self, data: str) -> None:
        if self._in_title and not self.title:
            self.title = data.strip()


def is_foreign(address: str) -> bool:
    """Whether a browser would leave this site for it."""
    found = urlsplit(address.strip())
    return found.scheme in {"http", "https", "javascript", "ftp"} or bool(found.netloc and found.netloc != OWN_HOST)


def read(answer: HttpResponse) -> Seen:
    """The page, looked through once."""
    seen = Seen()
    seen.feed(answer.content.decode())
    return seen


def links(answer: HttpResponse) -> list[str]:
    """Where the page's links lead."""
    return read(answer).links


def breaches(answer: HttpResponse, *, queries: int, shell: bool = False) -> Iterator[str]:
    """The rules that a whole HTML page breaks.

    shell: of an app that writes its own content: it may start WebAssembly, and its heading comes later.
    """
    seen = read(answer)
    if seen.lang not in {"th", "en"}:
        yield f"lang is {seen.lang!r}"
    if seen.headings != 1 and not shell:
        yield f"{seen.headings} h1"
    if not seen.title.split("·")[0].strip():
        yield "no title"
    if doubled := sorted({one for one in seen.ids if seen.ids.count(one) > 1}):
        yield f"ids twice: {doubled}"
    if seen.inline:
        yield f"inline: {seen.inline[:3]}"
    if seen.foreign:
        yield f"foreign addresses: {seen.foreign[:3]}"
    if seen.nameless_images:
        yield f"{seen.nameless_images} images without alt"
    if len(answer.content) > MOST_BYTES:
        yield f"{len(answer.content):,} bytes"
    if queries > MOST_QUERIES:
        yield f"{queries} queries"
    yield from _headers(answer, shell=shell)


def _headers(answer: HttpResponse, *, shell: bool) -> Iterator[str]:
    policy = answer.headers.get("Content-Security-Policy", "")
    if shell:
        policy = policy.replace("script-src 'self' 'wasm-unsafe-eval'", "script-src 'self'")
    if "default-src 'none'" not in policy:
        yield "no content security policy"
    if "unsafe-" in policy or "*" in policy or "http:" in policy or "https:" in policy:
        yield f"a loose content security policy: {policy}"
    kept = answer.headers.get("Cache-Control", "")
    if "no-store" not in kept and not (shell and kept == "no-cache"):  # the shell says nothing of anybody
        yield "may stay in a cache"
