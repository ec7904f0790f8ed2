"""Django's settings. Everything an operator may change comes from the environment (`SAMUTPHOK_*`); see docs/operations.md."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

from samutphok.config.keys import secret_text

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("SAMUTPHOK_DATA", PACKAGE.parent / "data")).resolve()
KEYS = Path(os.environ.get("SAMUTPHOK_KEYS", DATA / "keys")).resolve()
PROTECTED_KEYS = Path(
    os.environ.get("SAMUTPHOK_PROTECTED_KEYS", KEYS / "protected.keys")
).resolve()  # of the closed compartment
os.umask(0o077)  # whatever this installation writes is its own user's alone: database, registers, letters, results

WAREHOUSE = DATA / "warehouse"  # immutable Parquet: staged registers, drawn lists
BOUNDARIES = DATA / "boundaries"  # the operator's own polygons
DOCUMENTS = DATA / "documents"  # photographs and papers of families, sealed
SUBMISSION_FILES = DATA / "submissions"  # photographs and other files of forms that came back, sealed
EXPORTS = DATA / "exports"  # files made for people, deleted after a day; no part of a backup
CHECKPOINTS = DATA / "checkpoints"  # signed heads of the audit chain, to be copied off the host

DEBUG = os.environ.get("SAMUTPHOK_DEBUG") == "1"
DEMO = os.environ.get("SAMUTPHOK_DEMO") == "1"
SECRET_KEY = secret_text(KEYS / "django.key")
ALLOWED_HOSTS = os.environ.get("SAMUTPHOK_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = os.environ.get("SAMUTPHOK_HTTPS") == "1"
ADDRESS = os.environ.get("SAMUTPHOK_ADDRESS", "")  # by which phones reach the installation; '' for the desk's own
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"


def database(url: str | None) -> dict[str, object]:
    """Django's entry for `SAMUTPHOK_DATABASE_URL` (postgresql://user:password@host:port/name), or the embedded SQLite."""
    if url:
        part = urlsplit(url)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": part.path.lstrip("/"),
            "USER": unquote(part.username or ""),
            "PASSWORD": unquote(part.password or ""),
            "HOST": part.hostname or "",
            "PORT": str(part.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "samutphok.sqlite3",
        "CONN_MAX_AGE": 60,  # opening it reads the whole schema, closing the last one writes everything back
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16384;",
        },
        # tests too work on a file: in a database in memory a writer does not wait for another, it fails
        "TEST": {"NAME": DATA / "test.sqlite3"},
    }


DATABASES = {"default": database(os.environ.get("SAMUTPHOK_DATABASE_URL"))}
SILENCED_SYSTEM_CHECKS = ["models.W040"]  # SQLite makes the lists' indexes without the columns they carry along
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "samutphok.foundation.audit",
    "samutphok.areas",
    "samutphok.access",
    "samutphok.notices",
    "samutphok.intake",
    "samutphok.registry",
    "samutphok.published",
    "samutphok.forms",
    "samutphok.partners",
    "samutphok.messaging",
    "samutphok.submissions",
    "samutphok.linkage",
    "samutphok.logbook",
    "samutphok.targeting",
    "samutphok.fieldwork",
    "samutphok.allocation",
    "samutphok.livelihoods",
    "samutphok.scenarios",
    "samutphok.aid",
    "samutphok.homes",
    "samutphok.protected",
    "samutphok.requests",
    "samutphok.triage",
    "samutphok.referrals",
    "samutphok.cases",
    "samutphok.programmes",
    "samutphok.watch",
    "samutphok.uptake",
    "samutphok.verification",
    "samutphok.quality",
    "samutphok.insights",
    "samutphok.web",
    "samutphok.config",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # against BREACH it pads at random, and form tokens are masked
    "csp.middleware.CSPMiddleware",
    "samutphok.web.middleware.PrivateHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "samutphok.web.language.ReaderLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samutphok.web.middleware.RoutePolicy",
    "samutphok.web.failures.Failures",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "samutphok.config.urls"
WSGI_APPLICATION = "samutphok.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samutphok.web.navigation.desk",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n"],
        },
    }
]

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "samutphok.access.login.PasswordBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "samutphok.access.login.LoginAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
# allauth's checks ask for it; signup is closed
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are given by administrators
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before a second factor is added or taken away
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes counts failures, across processes; the other limits are allauth's
MFA_ADAPTER = "samutphok.access.login.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "samutphok"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# a colleague at the same office, or elsewhere, is not locked out
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "samutphok.web.lockout.locked_out"
AXES_USERNAME_CALLABLE = "samutphok.access.login.attempt_name"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login"]
AXES_DISABLE_ACCESS_LOG = True  # the audit trail has the logins, without addresses
AXES_VERBOSE = False

EMAIL_BACKEND = os.environ.get("SAMUTPHOK_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = DATA / "mail"  # without a mail server, letters wait here for the administrator
EMAIL_HOST = os.environ.get("SAMUTPHOK_EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("SAMUTPHOK_EMAIL_FROM", "samutphok@localhost")

# Ways to people outside the desk; without any, colleagues find their messages at the desk (docs/messaging.md).
MESSAGES: dict[str, Any] = {
    "email": bool(os.environ.get("SAMUTPHOK_EMAIL_BACKEND")),
    "sms_url": os.environ.get("SAMUTPHOK_SMS_URL", ""),
    "sms_auth": os.environ.get("SAMUTPHOK_SMS_AUTH", ""),  # the whole Authorization header
    "sms_sender": os.environ.get("SAMUTPHOK_SMS_SENDER", ""),
    "sms_fields": os.environ.get("SAMUTPHOK_SMS_FIELDS", "to=to,text=text,sender=from,key=key"),
    "sms_form": os.environ.get("SAMUTPHOK_SMS_FORM") == "1",  # fields of a form instead of JSON
    "sms_keeps_keys": os.environ.get("SAMUTPHOK_SMS_KEEPS_KEYS", "1") == "1",  # knows a second try of one message
    "sms_secret": os.environ.get("SAMUTPHOK_SMS_SECRET", ""),  # by which replies are known to come from the gateway
    "line_url": os.environ.get("SAMUTPHOK_LINE_URL", "https://api.line.me/v2/bot/message/push"),
    "line_token": os.environ.get("SAMUTPHOK_LINE_TOKEN", ""),
    "line_secret": os.environ.get("SAMUTPHOK_LINE_SECRET", ""),
    "line_name": os.environ.get("SAMUTPHOK_LINE_NAME", ""),  # '@…', by which people find the office's account
    "authorities": os.environ.get(
        "SAMUTPHOK_GATEWAY_CA", ""
    ),  # a file of certificates to trust instead of the system's
    "patience": float(os.environ.get("SAMUTPHOK_GATEWAY_PATIENCE", "15")),  # seconds for an answer
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or os.environ.get("SAMUTPHOK_TESTING")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = bool(DEBUG or os.environ.get("SAMUTPHOK_TESTING"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = DATA / "uploads"  # on the disk that is looked after, and never read by others
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "logging.Formatter" if DEBUG else "samutphok.foundation.discretion.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # statements with their values, and templates' missing names with all that stands beside them, are never logged
    "loggers": {name: {"level": "WARNING"} for name in ("axes", "django.db.backends", "django.template")},
    "root": {"handlers": ["console"], "level": os.environ.get("SAMUTPHOK_LOG", "INFO")},
}
