"""Every address of the product. A route without a policy row in `samutphok.web.routes` is refused."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("", include("samutphok.web.urls")),
]
