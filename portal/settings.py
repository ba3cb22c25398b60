"""Settings: environment in, typed values out. Every variable is listed in docs/operations.md.

With no variable set the portal runs in demo mode on one laptop: SQLite, embedded search, local files,
messages kept instead of sent. MODE=production refuses to start with any demo secret left.
"""

from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def _named(prefix: str) -> dict[str, str]:
    """Variables of any number, by what follows the prefix."""
    return {
        name.removeprefix(prefix): value for name, value in env.ENVIRON.items() if name.startswith(prefix)
    }


# -- portal -----------------------------------------------------------------------------------------
MODE = env.str("MODE", "demo")
if MODE not in ("demo", "production"):
    raise ImproperlyConfigured(f"MODE must be 'demo' or 'production', not {MODE!r}.")
DEMO = MODE == "demo"
DEBUG = env.bool("DEBUG", False)
DEMO_SECRET_KEY = "demo-secret-key-known-to-everybody-never-use-it-in-production"  # noqa: S105
SECRET_KEY = env.str("SECRET_KEY", DEMO_SECRET_KEY)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # those of before: what they locked opens
BASE_URL = env.str("BASE_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}").rstrip("/")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"] if DEMO else []
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# Officers of the demo may skip the one-time code; production refuses this switch.
DEMO_SKIP_CODE = env.bool("DEMO_SKIP_CODE", False)

ROOMS = [
    "portal",
    "dossiers",
    "search",
    "procedures",
    "eforms",
    "payments",
    "documents",
    "accounts",
    "themes",
    "effects",
]
INSTALLED_APPS = [
    *ROOMS,
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "formtools",
    "django_htmx",
    "leaflet",
    "django_tasks_db",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.headers.ContentSecurityPolicyMiddleware",
    "portal.headers.NothingPersonalIsKeptMiddleware",
    "portal.requests.ReadableRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.AccessMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail previews pages in a frame of its own origin

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.context.site",
                "themes.context.appearance",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# -- database ---------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a writer waits for its turn at BEGIN instead of failing in the middle of its work.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Opening SQLite anew for each request or effect costs too: whoever closes it last writes its log back.
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", 60)

# Shared by all processes of one machine; several machines share a Redis or Memcached server.
CACHES = {"default": env.cache("CACHE_URL", f"filecache://{VAR_DIR / 'cache'}")}

# -- language and time ------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["portal.formats"]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]  # words of Wagtail's scripts are looked for here only

# -- files ------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGE_URL = env.str("STORAGE_URL", "")


def _file_storage(url: str) -> dict:
    """STORAGE_URL=s3://KEY:SECRET@HOST[:PORT]/BUCKET[?region=…&insecure=1] -> django-storages options."""
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = environ.urlparse(url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    if parts.scheme != "s3" or not parts.hostname:
        raise ImproperlyConfigured("STORAGE_URL must look like s3://KEY:SECRET@HOST/BUCKET?region=REGION.")
    port = f":{parts.port}" if parts.port else ""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "access_key": parts.username,
            "secret_key": parts.password,
            "bucket_name": parts.path.strip("/"),
            "endpoint_url": f"{'http' if query.get('insecure') == '1' else 'https'}://{parts.hostname}{port}",
            "region_name": query.get("region"),
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }


STORAGES = {
    "default": _file_storage(STORAGE_URL),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEMO
MAX_UPLOAD_MB = env.int("MAX_UPLOAD_MB", 20)
FILE_UPLOAD_HANDLERS = ["documents.uploads.CappedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's editor of a long procedure sends many fields

# -- maps: tiles of the operator's choice, https://HOST/{z}/{x}/{y}.png; without them a grid of degrees ---
MAP_TILES_URL = env.str("MAP_TILES_URL", "")
MAP_TILES_CREDIT = env.str("MAP_TILES_CREDIT", "")

# -- people -----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCESS_TABLE = "portal.access.THIRD_PARTY"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:landing"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.sign_in.AccountAdapter"
CSRF_FAILURE_VIEW = "eforms.pages.doors.csrf_failed"  # what was typed into a form is kept
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.sign_in.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_TLS_PROXY", False) else None
# How many proxies stand before the portal: limits count the address the outermost of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
SECURE_SSL_REDIRECT = not DEMO and env.bool("SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 0 if DEMO else int(timedelta(days=365).total_seconds())
SECURE_REFERRER_POLICY = "same-origin"

# -- messages and work after commit -----------------------------------------------------------------
# keep: (default) keeps every message in a list; smtp+tls://user:pass@host:587 sends it.
MAIL_URL = env.str("MAIL_URL", "keep:")
MAIL_FROM = DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "Một Cửa <motcua@example.vn>")
EMAIL_BACKEND = "effects.mail.OutboxBackend"
if MAIL_URL != "keep:":
    DELIVERY = env.email_url("MAIL_URL")
    EMAIL_HOST, EMAIL_PORT = DELIVERY["EMAIL_HOST"], DELIVERY["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = DELIVERY["EMAIL_HOST_USER"], DELIVERY["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = DELIVERY.get("EMAIL_USE_TLS", False), DELIVERY.get("EMAIL_USE_SSL", False)
    EMAIL_TIMEOUT = 20
# SMS and Zalo: https://… sends, keep: keeps, empty turns the channel off (effects/channels/).
SMS_URL = env.str("SMS_URL", "keep:" if DEMO else "")
SMS_OPTIONS = env.json("SMS_OPTIONS", default={})
ZALO_URL = env.str("ZALO_URL", "keep:" if DEMO else "")
ZALO_OPTIONS = env.json("ZALO_OPTIONS", default={})
MESSAGE_HOSTS = env.list("MESSAGE_HOSTS", default=[])
MESSAGE_SECRETS = _named("MESSAGE_SECRET_")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# -- search -----------------------------------------------------------------------------------------
SEARCH_URL = env.str("SEARCH_URL", "embedded:")
SEARCH_CA_FILE = env.str("SEARCH_CA_FILE", "")
SEARCH_QUERIES_MONTHS = env.int("SEARCH_QUERIES_MONTHS", 13)  # 0: nothing is counted (search/learning.py)

# -- payments ---------------------------------------------------------------------------------------
PAYMENT_SECRETS = _named("PAYMENT_SECRET_")  # an account of a provider names which of them is its own
PAYMENT_MINUTES = env.int("PAYMENT_MINUTES", 15)  # how long a payer has on the provider's page
PAYMENT_SERVER_IP = env.str("PAYMENT_SERVER_IP", "127.0.0.1")  # as providers see this portal
PAYMENT_HOSTS = env.list("PAYMENT_HOSTS", default=[])  # besides the servers providers have
PAYMENT_PLAIN_HTTP = ("http://127.0.0.1:", "http://localhost:") if DEMO else ()
RECEIPT_SYMBOL = env.str("RECEIPT_SYMBOL", "AA")  # two letters before the year on electronic receipts

# -- signatures -------------------------------------------------------------------------------------
TSA_URL = env.str("TSA_URL", "")  # time stamps (RFC 3161); the demo makes its own where there is none
PKCS11_MODULE = env.str("PKCS11_MODULE", "")  # the library of the maker of tokens or HSM
SIGNING_HOSTS = env.list("SIGNING_HOSTS", default=[])  # remote signing services that may be asked

# -- data sources of forms --------------------------------------------------------------------------
# The only servers that may be asked (effects/outside/allowed.py), and secrets which headers name.
DATA_SOURCE_HOSTS = env.list("DATA_SOURCE_HOSTS", default=[])
DATA_SOURCE_SECRETS = _named("DATA_SOURCE_SECRET_")

# -- systems of others that take over steps of a process --------------------------------------------
OUTSIDE_SYSTEM_HOSTS = env.list("OUTSIDE_SYSTEM_HOSTS", default=[])
OUTSIDE_SYSTEM_SECRETS = _named("OUTSIDE_SYSTEM_SECRET_")

# -- content ----------------------------------------------------------------------------------------
WAGTAILIMAGES_RENDITION_STORAGE = "portal.pictures.PictureStorage"
WAGTAIL_SITE_NAME = "Một Cửa"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/tai-khoan/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Milliseconds of rest: a long form takes nearly one second to save. See portal/one-save-at-a-time.js.
WAGTAIL_AUTOSAVE_INTERVAL = 2000
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 10

# -- API --------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.access.HasAccess"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["portal.parsers.BoundedJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "accounts.schema.DescribedByRule",
    "DEFAULT_PAGINATION_CLASS": "portal.paging.Pages",
    "PAGE_SIZE": 20,
    "EXCEPTION_HANDLER": "portal.problems.problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Một Cửa API",
    "DESCRIPTION": "Find a procedure, file it, process it, receive the result: the pages, for programs.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "PREPROCESSING_HOOKS": ["portal.api.only_ours"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "portal.api.with_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "LevelEnum": "procedures.choices.Level",
        "ChannelEnum": "procedures.choices.Channel",
        "DecisionKindEnum": "procedures.choices.DecisionKind",
        "StartChannelEnum": "dossiers.shapes.START_CHANNELS",
        "DraftStateEnum": "eforms.models.Draft.State",
        "RevocationReasonEnum": "documents.models.proving.Revocation.Reason",
        "SeenKindEnum": "documents.shapes.SEEN_KINDS",
        "SignatureKindEnum": "documents.models.signing.SignatureKind",
        "RefundReasonEnum": "payments.models.refunds.Refund.Reason",
    },
}

# -- logs: no personal data; paths only, never query strings or bodies ------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "portal.logs.WithoutValues",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        # These would write addresses people open, or a line for every piece of work.
        "django.server": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "elastic_transport": {"level": "WARNING"},
        "opensearch": {"level": "WARNING"},
        # Warns of every signature whose revocation lists are here and need not be fetched.
        "pyhanko": {"level": "ERROR"},
    },
}

if MODE == "production":
    _refused = [
        reason
        for wrong, reason in (
            (
                SECRET_KEY == DEMO_SECRET_KEY or len(SECRET_KEY) < 40,
                "SECRET_KEY must be set (40 characters or more)",
            ),
            (DEMO_SECRET_KEY in SECRET_KEY_FALLBACKS, "SECRET_KEY_FALLBACKS must not hold the demo's key"),
            (DEMO_SKIP_CODE, "DEMO_SKIP_CODE must not be set"),
            (MAIL_URL == "keep:", "MAIL_URL must name a mail server"),
            (SMS_URL == "keep:", "SMS_URL must name a provider or be empty"),
            (ZALO_URL == "keep:", "ZALO_URL must name a provider or be empty"),
            (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS, "ALLOWED_HOSTS must name the portal's hosts"),
            (DEBUG, "DEBUG must be off"),
            (not BASE_URL.startswith("https://"), "BASE_URL must be an https:// address"),
        )
        if wrong
    ]
    if _refused:
        raise ImproperlyConfigured("Production refuses to start: " + "; ".join(_refused) + ".")
