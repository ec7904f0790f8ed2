"""Addresses of the desk. Each name has its row in `samutphok.web.routes`."""

from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from samutphok.web.views import areas, entrance, families, health, home, imports, reviews

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("areas/", areas.areas, name="areas"),
    path("areas/<str:code>/", areas.area, name="area"),
    path("areas/<str:code>/draw", areas.area_draw, name="area_draw"),
    path("households/", families.households, name="households"),
    path("households/export", families.household_export, name="household_export"),
    path("households/<uuid:household_id>/", families.household, name="household"),
    path("households/<uuid:household_id>/logbook.pdf", families.household_logbook, name="household_logbook"),
    path("imports/", imports.imports, name="imports"),
    path("imports/new", imports.import_new, name="import_new"),
    path("imports/receive", imports.import_receive, name="import_receive"),
    path("imports/<uuid:batch_id>/", imports.import_batch, name="import"),
    path("imports/<uuid:batch_id>/rejects", imports.import_rejects, name="import_rejects"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<uuid:review_id>/decide", reviews.review_decide, name="review_decide"),
    path("language", set_language, name="language"),
    path("demo/login", entrance.demo_login, name="demo_login"),
    path("healthz", health.healthz, name="healthz"),
]
