"""Reading requests, for a viewer; and for callers who ask by number and code."""

from samutphok.requests.queries.alike import requests_alike as requests_alike
from samutphok.requests.queries.answers import answer_to as answer_to
from samutphok.requests.queries.lists import answer_time as answer_time
from samutphok.requests.queries.lists import request_queue as request_queue
from samutphok.requests.queries.lists import requests_of_household as requests_of_household
from samutphok.requests.queries.lists import requests_waiting as requests_waiting
from samutphok.requests.queries.months import requests_by_month as requests_by_month
from samutphok.requests.queries.one import request_view as request_view
from samutphok.requests.queries.places import places_to_take as places_to_take
from samutphok.requests.queries.rules import rules_on as rules_on
