"""The calls behind the desk's pages, each narrowed to the viewer's scope; out of scope reads as absent."""

from samutphok.insights.queries.areas import area_page as area_page
from samutphok.insights.queries.batch import batch_page as batch_page
from samutphok.insights.queries.exports import exports as exports
from samutphok.insights.queries.exports import exports_ready as exports_ready
from samutphok.insights.queries.families import family_list as family_list
from samutphok.insights.queries.family import family_page as family_page
from samutphok.insights.queries.family_help import family_beside as family_beside
from samutphok.insights.queries.family_help import family_help as family_help
from samutphok.insights.queries.family_help import family_line as family_line
from samutphok.insights.queries.family_map import family_map as family_map
from samutphok.insights.queries.family_said import family_said as family_said
from samutphok.insights.queries.family_work import family_on_paper as family_on_paper
from samutphok.insights.queries.family_work import family_work as family_work
from samutphok.insights.queries.help_home import help_home as help_home
from samutphok.insights.queries.home import home as home
from samutphok.insights.queries.kept import chosen_columns as chosen_columns
from samutphok.insights.queries.kept import kept_list as kept_list
from samutphok.insights.queries.kept import kept_lists as kept_lists
