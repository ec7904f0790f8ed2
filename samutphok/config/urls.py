"""Every address of the product. A route without a policy row in `samutphok.web.routes` is refused."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("v1/key/<str:token>/", include("samutphok.api.urls")),
    path("", include("samutphok.web.urls")),
]

handler400 = "samutphok.web.failures.bad_request"
handler500 = "samutphok.web.failures.broken"
