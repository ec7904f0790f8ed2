"""In which language a page answers: Thai, until the reader chooses English."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ReaderLanguage(LocaleMiddleware):
    """Takes the reader's own choice (a cookie) and nothing else: many Thai offices have browsers that ask for English."""

    def process_request(self, request: HttpRequest) -> None:
        """Sets the language of this request."""
        language = language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language


def language_of(request: HttpRequest) -> str:
    """'th' or 'en'."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
