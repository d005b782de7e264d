"""Settings, read from the environment (see .env.example) and safe where it says nothing."""

from pathlib import Path

import environ
import pgtrigger
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

DEBUG = env.bool("DEBUG", default=False)
DEMO_SECRET_KEY = "demo-secret-key-for-a-system-that-nobody-else-can-reach"  # noqa: S105 - refused below
SECRET_KEY = env("SECRET_KEY", default=DEMO_SECRET_KEY if DEBUG else "")
if not DEBUG and SECRET_KEY in ("", DEMO_SECRET_KEY):
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text of your own (or DEBUG=on for a trial).")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Mails carry whole addresses; they start with this one.
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "crm_site.gathering.StaticFiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "crm_site.logins.Logins",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "people",
    "deadlines",
    "customers",
    "visits",
    "complaints",
    "surveys",
    "key_accounts",
    "crm_site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "crm_site.middleware.database_unavailable",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.middleware.LoginRequired",
    "people.middleware.person_preferences",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "axes.middleware.AxesMiddleware",
    "customers.middleware.merged_file_redirect",
    "crm_site.middleware.RefusedInWords",
]

ROOT_URLCONF = "crm_site.urls"
WSGI_APPLICATION = "crm_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "crm_site.context.navigation",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "crm_site.templatetags.interface"],
        },
    }
]

DATABASES = {
    "default": {
        **env.db("DATABASE_URL", default="postgres://guanxi@127.0.0.1:5432/guanxi"),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=600),
        "CONN_HEALTH_CHECKS": True,
    }
}
# Pieces of pages that are drawn once, and what throttles count; each process keeps its own.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5_000}}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "people.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "people:login"
# Guessing is slowed per name and address together, so that one person's slips never lock out a whole office.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURE_LIMIT", default=8)
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "people/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "people.throttle.client_address"
# Links for a new password within an hour: for one mailbox, and from one address, where a whole office may be behind it.
PASSWORD_RESETS_PER_MAILBOX = 3
PASSWORD_RESETS_PER_ADDRESS = 20

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["crm_site.formats"]

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", NODE_MODULES / "bootstrap" / "dist"),
    ("tom-select", NODE_MODULES / "tom-select" / "dist"),
    ("echarts", NODE_MODULES / "echarts" / "dist"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "crm_site.gathering.StaticFilesStorage"
    },
}
# In development and tests files are served from where they lie; else `collectstatic` gathers them.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
# Uploads are never under the web root: each is served by a view that asks who may see it.
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / ".data" / "media"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The grid of figures: seven fields for each customer and project of a page.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_PERMISSIONS = 0o640
ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024
IMPORT_MAX_BYTES = 20 * 1024 * 1024
IMPORT_MAX_ROWS = 50_000

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
# A mail server that does not answer must not keep the worker from the deadlines.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Guanxi <guanxi@localhost>")

# Customers who complain in writing are told whom to ask, and answer to this mailbox.
COMPLAINT_CONTACT = env("COMPLAINT_CONTACT", default="")
COMPLAINT_EMAIL = env("COMPLAINT_EMAIL", default="")
# The mailbox: imaps://user:password@host:993/folder; empty where complaints do not come by e-mail.
COMPLAINT_MAILBOX = env("COMPLAINT_MAILBOX", default="")
if COMPLAINT_MAILBOX and not COMPLAINT_MAILBOX.startswith("imaps://"):
    raise ImproperlyConfigured("COMPLAINT_MAILBOX is read over TLS only: imaps://user:password@host:993/folder.")
# The authority that signed the mail server's certificate, where it is the company's own; a file in PEM format.
COMPLAINT_MAILBOX_CA = env("COMPLAINT_MAILBOX_CA", default="")
# Where mails lie that were taken.
COMPLAINT_MAILBOX_DONE = env("COMPLAINT_MAILBOX_DONE", default="Guanxi")
COMPLAINT_MAIL_MAX_BYTES = 25 * 1024 * 1024
# More within a day from one sender are a loop between two machines.
COMPLAINT_MAILS_PER_SENDER = 30
# Complaints on the web within an hour from one address, where a whole office may be behind it, and within a day from
# one telephone number or e-mail address; views of status pages and messages to us within ten minutes from one address.
WEB_COMPLAINTS_PER_ADDRESS = 20
WEB_COMPLAINTS_PER_PERSON = 5
STATUS_VIEWS_PER_ADDRESS = 100
STATUS_MESSAGES_PER_COMPLAINT = 20
# An earlier complaint of the same caller, or of the same customer and cause, is repeated by one within so many days.
COMPLAINT_REPEAT_DAYS = env.int("COMPLAINT_REPEAT_DAYS", default=30)

REDIS_URL = env("REDIS_URL", default="redis://127.0.0.1:6379/0")
# The environment names a Unix socket as redis-py does; Celery spells the same address differently.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONSUMER = "crm_site.worker:ReconnectingConsumer"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 30}
CELERY_TIMEZONE = TIME_ZONE

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("SECURE_COOKIES", default=not DEBUG)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=False)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        # Bootstrap and Tom Select position their menus with style attributes.
        "style-src": ["'self'", "'unsafe-inline'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
    }
}

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
# Who changed a field is read from here by the database's history triggers.
PGHISTORY_OBJ_FIELD_RELATED_NAME = "events"
# History of many rows is written by one statement; row by row an import of 20,000 customers takes minutes longer.
PGHISTORY_LEVEL = pgtrigger.Statement

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # Without handlers of its own, or every line would be written twice.
    "loggers": {"django": {"level": "INFO"}},
}
