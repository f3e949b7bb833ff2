"""The settings that are the same in every installation. No database is opened here, so checks may read it."""

import os
import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.home import Home
from khaigiang.foundation.postgres import Door

# Set by khaigiang.config.settings, which opens the door; named here for the type checker.
HOME: Home
DOOR: Door

PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = os.environ.get("KHAIGIANG_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("KHAIGIANG_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")

SLICES = [
    "desk",
    "reports",
    "inspection",
    "handbook",
    "certificates",
    "results",
    "delivery",
    "timetables",
    "classes",
    "calls",
    "needs",
    "nominations",
    "quotas",
    "plans",
    "schools",
    "catalogue",
    "accounts",
    "people",
    "intake",
    "papers",
    "units",
    "instruments",
]
INSTALLED_APPS = [
    "khaigiang.demo",
    *(f"khaigiang.apps.{name}" for name in SLICES),
    "khaigiang.foundation.audit",
    "khaigiang.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "khaigiang.web.middleware.ContentSecurityPolicy",
    "khaigiang.web.middleware.NoZeroBytes",
    "khaigiang.web.middleware.OneAfterAnother",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "khaigiang.web.middleware.OwnLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "khaigiang.apps.accounts.middleware.ActForUser",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "khaigiang.config.urls"
WSGI_APPLICATION = "khaigiang.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "khaigiang.web.context.shell",
                "khaigiang.demo.context.case_link",
            ],
            "builtins": ["khaigiang.web.templatetags.khaigiang"],
        },
    }
]

DATABASE_ROUTERS = ["khaigiang.config.router.OneDatabase"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 14}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "desk:home"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [PACKAGE / "locale", PACKAGE / "intake" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
NUMBER_GROUPING = 3  # Django's Vietnamese formats name the separator but not the grouping

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

PROCRASTINATE_ON_APP_READY = None
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": sys.stderr}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
