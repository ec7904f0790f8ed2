"""The calls behind the desk's pages, each narrowed to the viewer's scope; out of scope reads as absent."""

from samutphok.insights.queries.areas import area_page as area_page
from samutphok.insights.queries.families import family_list as family_list
from samutphok.insights.queries.family import family_page as family_page
from samutphok.insights.queries.home import home as home
