"""The rules for pages catch what they are for: each broken page here is told from the sound one by its one breach."""

import pytest
from django.http import HttpResponse
from page_rules import breaches

SOUND = (
    '<!doctype html><html lang="th"><head><title>ครอบครัว · สมุดพก</title></head>'
    '<body><h1 id="a">ครอบครัว</h1><script src="/static/desk.js"></script><a href="/">กลับ</a></body></html>'
)
POLICY = "default-src 'none'; script-src 'self'"


def page(text: str = SOUND, *, policy: str = POLICY, cache: str = "private, no-store") -> HttpResponse:
    return HttpResponse(text, headers={"Content-Security-Policy": policy, "Cache-Control": cache})


def test_a_sound_page_breaks_no_rule() -> None:
    assert list(breaches(page(), queries=12)) == []


@pytest.mark.parametrize(
    ("whole", "broken", "told"),
    [
        ('lang="th"', "", "lang"),
        ("<h1", "<h2", "0 h1"),
        ("</body>", "<h1>again</h1></body>", "2 h1"),
        ("ครอบครัว · สมุดพก", " · สมุดพก", "no title"),
        ("</body>", '<p id="a">', "ids twice"),
        ("</body>", '<p style="width: 3%">', "inline"),
        ("</body>", "<style>p {}</style>", "inline"),
        ("</body>", "<script>go()</script>", "inline"),
        ("</body>", '<button onclick="go()">', "inline"),
        ("</body>", '<p hx-on:click="go()">', "inline"),
        ("</body>", '<img src="/a.png">', "without alt"),
        ("</body>", '<script src="https://cdn.example/a.js"></script>', "foreign"),
        ("</body>", '<link rel="stylesheet" href="//fonts.example/a.css">', "foreign"),
        ("</body>", '<a href="javascript:go()">', "foreign"),
        ("</body>", "ก" * 40_000, "bytes"),
    ],
)
def test_each_broken_page_is_told(whole: str, broken: str, told: str) -> None:
    (found,) = breaches(page(SOUND.replace(whole, broken)), queries=0)
    assert told in found


@pytest.mark.parametrize("policy", ["", "script-src *", f"{POLICY} 'unsafe-inline'", f"{POLICY} https:"])
def test_a_loose_policy_is_told(policy: str) -> None:
    assert any("policy" in found for found in breaches(page(policy=policy), queries=0))


def test_too_many_queries_and_a_page_that_stays_in_a_cache_are_told() -> None:
    assert list(breaches(page(cache="max-age=60"), queries=13)) == ["13 queries", "may stay in a cache"]


def test_json_inside_a_page_is_no_script() -> None:
    text = SOUND.replace("</body>", '<script id="numbers" type="application/json">{}</script></body>')
    assert list(breaches(page(text), queries=0)) == []
