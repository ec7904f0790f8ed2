"""Addresses below /v1/key/<token>/. Each name has its row, Door.KEY, in `samutphok.web.routes`."""

from django.urls import URLPattern, URLResolver, path

from samutphok.api import phone
from samutphok.api.openrosa import forms, submission

urlpatterns: list[URLPattern | URLResolver] = [
    path("formList", forms.form_list, name="phone_forms"),
    path("forms/<str:form_id>/<str:form_version>.xml", forms.form, name="phone_form"),
    path("forms/<str:form_id>.xml", forms.form, name="phone_form_unversioned"),
    path("forms/<str:form_id>/<str:form_version>/manifest", forms.manifest, name="phone_manifest"),
    path("forms/<str:form_id>/manifest", forms.manifest, name="phone_manifest_unversioned"),
    path("forms/<str:form_id>/<str:form_version>/media/<str:file>", forms.media, name="phone_media"),
    path("forms/<str:form_id>/media/<str:file>", forms.media, name="phone_media_unversioned"),
    path("lists/<str:name>/integrity", forms.entity_integrity, name="phone_integrity"),
    path("lists/<str:name>", forms.entity_list, name="phone_list"),
    path("submission", submission.submission, name="phone_submission"),
    path("me", phone.me, name="phone_me"),
    path("receipts", phone.receipts_of, name="phone_receipts"),
    path("visits", phone.visits_of, name="phone_visits"),
]
