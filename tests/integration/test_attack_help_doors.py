"""Attacks on the doors of help: forms sent from elsewhere, gateways without their signature."""

import json
from uuid import uuid4

import pytest
from desk_office import log_in
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from samutphok.web.routes import LOGIN, ROUTES, Door

pytestmark = [pytest.mark.database, pytest.mark.django_db]
GATEWAYS = ("gateway_line", "gateway_sms")
ARGUMENTS = {"uuid": str(uuid4()), "string": "x", "slug": "x", "int": 1}
OPEN = (Door.CLOSED, Door.KEY)


def patterns(found):
    for each in found:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns)
        else:
            yield each


def addresses():
    for each in patterns(get_resolver().url_patterns):
        if ROUTES.get(str(each.name)) in (*OPEN, None) or each.name in (*GATEWAYS, *LOGIN):
            continue
        kinds = {name: type(one).__name__ for name, one in each.pattern.converters.items()}
        given = {name: ARGUMENTS[kind.removesuffix("Converter").lower()] for name, kind in kinds.items()}
        yield each.name, reverse(each.name, kwargs=given)


def test_no_form_is_taken_that_another_site_made():
    client = Client(enforce_csrf_checks=True)
    log_in(client)
    tried = list(addresses())
    assert len(tried) > 150
    for name, address in tried:
        assert client.post(address, {"x": "1"}).status_code in (403, 404, 405), name


@pytest.mark.parametrize("name", GATEWAYS)
def test_gateways_are_not_there_without_their_signature(client, settings, name):
    told = json.dumps({"events": [], "from": "0812345678", "text": "หยุด"})
    for secrets in ({}, {"line_secret": "s" * 32, "sms_secret": "s" * 32}):
        settings.MESSAGES = settings.MESSAGES | secrets
        for headers in ({}, {"X-Line-Signature": ""}, {"X-Line-Signature": "ก"}, {"Authorization": "Bearer "}):
            answer = client.post(reverse(name), told, content_type="application/json", headers=headers)
            assert answer.status_code == 404
        assert client.get(reverse(name)).status_code in (404, 405)
