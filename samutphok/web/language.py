"""In which language a page answers: Thai, until the reader chooses English."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ReaderLanguage(LocaleMiddleware):
    """Takes the reader's own choice (a cookie) and nothing else: many Thai offices have browsers that ask for English."""

    def process_request(self, request: HttpRequest) -> None:
        """Sets the language of this request."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
