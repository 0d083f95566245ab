"""Django's settings and our own, read from the environment once."""

import os
from datetime import timedelta
from pathlib import Path

from amends.config.database import django_database
from amends.config.payment_houses import payment_houses
from amends.config.secret import local_secret
from amends.core.disputes.deadlines import Waits
from amends.core.evidence.limits import Limits
from amends.core.external_claims.packing import PackLimits
from amends.core.outbound.addresses import Rules
from amends.core.policies.judge import Untrackable
from amends.core.standing.rules import read_rules
from amends.core.wallet.benefits import read_tiers
from amends.core.wallet.minimums import read_minimums
from amends.core.wallet.percent import Percent

DEMO = os.environ.get("AMENDS_DEMO") == "1"
DATA_DIR = Path(os.environ.get("AMENDS_DATA_DIR", "var")).absolute()
PORT = int(os.environ.get("AMENDS_PORT") or "8000")
PUBLIC_URL = os.environ.get("AMENDS_PUBLIC_URL", f"http://localhost:{PORT}")

SECRET_KEY = os.environ.get("AMENDS_SECRET_KEY") or local_secret(DATA_DIR, "secret-key")
TRAIL_SECRET = (os.environ.get("AMENDS_TRAIL_SECRET") or local_secret(DATA_DIR, "trail-secret")).encode()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("AMENDS_HOSTS", "*" if DEMO else "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "amends.records.access",
    "amends.records.orders",
    "amends.records.disputes",
    "amends.records.evidence",
    "amends.records.decisions",
    "amends.records.settlements",
    "amends.records.external_claims",
    "amends.records.ledger",
    "amends.records.liability",
    "amends.records.trail",
    "amends.records.notices",
    "amends.records.requests",
    "amends.records.inbound",
    "amends.records.webhooks",
    "amends.records.policies",
    "amends.records.standing",
    "amends.records.help",
    "amends.records.invariants",
    "amends.records.wallet",
    "amends.records.reconciliation",
    "amends.records.cj_api",
    "amends.doors.look",
    "amends.doors.api",
    "amends.doors.token_pages",
    "amends.doors.webhook_pages",
    "amends.doors.portal",
    "amends.doors.console",
    "amends.doors.help",
    "amends.doors.guide",
    "amends.doors.mailbox",
    "amends.doors.till",
    "amends.doors.jobs",
    "amends.doors.commands",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "amends.doors.look.middleware.ViewersTime",
    "amends.doors.look.middleware.ContentPolicy",
]
"""What a page needs; an API request passes none of it (config.wsgi)."""

ROOT_URLCONF = "amends.config.urls"
WSGI_APPLICATION = "amends.config.wsgi.application"
DATABASES = {"default": django_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "amends.doors.look.context.look",
                "amends.doors.portal.context.portal",
                "amends.doors.console.context.console",
            ],
            "builtins": ["django.templatetags.i18n", "amends.doors.look.templatetags.look"],
        },
    }
]

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("AMENDS_TRUSTED_PROXIES", "0"))
ACCOUNT_ADAPTER = "amends.doors.portal.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"confirm_email": "3/5m/key", "invite": "20/h/user"}
ACCOUNT_FORMS = {
    "login": "amends.doors.portal.account.allauth_forms.SignIn",
    "signup": "amends.doors.portal.account.allauth_forms.SignUp",
    "add_email": "amends.doors.portal.account.allauth_forms.AddAddress",
    "change_password": "amends.doors.portal.account.allauth_forms.ChangePassword",
    "reset_password": "amends.doors.portal.account.allauth_forms.ResetPassword",
    "reset_password_from_key": "amends.doors.portal.account.allauth_forms.ResetPasswordByLink",
    "reauthenticate": "amends.doors.portal.account.allauth_forms.ConfirmByPassword",
}
MFA_ADAPTER = "amends.doors.portal.account.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Amends"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "amends.doors.portal.account.allauth_forms.SignInByCode",
    "reauthenticate": "amends.doors.portal.account.allauth_forms.ConfirmByCode",
    "activate_totp": "amends.doors.portal.account.allauth_forms.ActivateApp",
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
"""In the database: how often somebody tried to sign in counts across every web process."""

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "evidence", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if os.environ.get("AMENDS_EVIDENCE_BUCKET"):
    STORAGES["evidence"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": os.environ["AMENDS_EVIDENCE_BUCKET"],
            "endpoint_url": os.environ.get("AMENDS_EVIDENCE_ENDPOINT"),
            "default_acl": "private",
            "querystring_auth": True,
        },
    }
DATA_UPLOAD_MAX_NUMBER_FILES = 120
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_500
"""A dispute's form has a quantity beside each line, and an order may have 2,000 (core.orders.incoming)."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None

EMAIL_HOST = os.environ.get("AMENDS_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("AMENDS_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("AMENDS_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("AMENDS_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("AMENDS_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "amends.gateways.mail.kept.KeptMailBackend"
)
DEFAULT_FROM_EMAIL = os.environ.get("AMENDS_MAIL_FROM", "Amends <disputes@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django would mail its errors to nobody; an error page without a word in the log cannot be looked into.
    "loggers": {"django": {"handlers": []}, "django.request": {"level": "ERROR"}},
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# What follows is Amends' own.
DISPUTE_WAITS = Waits(
    review=timedelta(hours=int(os.environ.get("AMENDS_REVIEW_HOURS", "48"))),
    evidence=timedelta(hours=int(os.environ.get("AMENDS_EVIDENCE_HOURS", "168"))),
    offer=timedelta(hours=int(os.environ.get("AMENDS_OFFER_HOURS", "168"))),
)
STUCK_AFTER = timedelta(seconds=int(os.environ.get("AMENDS_STUCK_SECONDS", "60")))
"""How long a leg may go without news before its settlement is taken up again."""
STANDING_RULES = read_rules(
    os.environ.get(
        "AMENDS_STANDING_RULES",
        "external_claims 5 in 30d: warned for 30d; external_claims 10 in 30d: restricted for 60d; "
        "rejected_share 50 in 90d: warned for 30d",
    )
)
"""Which measures are taken by themselves."""
CONTEST_WAIT = timedelta(hours=int(os.environ.get("AMENDS_CONTEST_HOURS", "72")))
"""How long a contest of a measure waits for an answer before finance and the admins are told."""
DISPUTE_PREFIX = "SH"
WHOLESALE_PREFIX = "ZF"
DEBIT_NOTE_PREFIX = "DN"
EVIDENCE_LIMITS = Limits()
HELP_DIR = Path(os.environ["AMENDS_HELP_DIR"]) if os.environ.get("AMENDS_HELP_DIR") else None
"""Articles of the operator's own, beside ours or in their place."""
API_CALLS_PER_MINUTE = int(os.environ.get("AMENDS_API_CALLS_PER_MINUTE", "0" if DEMO else "1200"))
"""Of one token, at each server process; 0 for no limit."""
METRICS_TOKEN = os.environ.get("AMENDS_METRICS_TOKEN", "")
CJ_CALLS_PER_SECOND = int(os.environ.get("AMENDS_CJ_CALLS_PER_SECOND") or "0")
"""How often an account may call CJ's API each second, in each web process; 0 for as often as it likes."""
SANDBOX = (os.environ.get("AMENDS_SANDBOX") or ("1" if DEMO else "0")) == "1"
"""Whether there is a payment house that moves no money; orders made over CJ's API may then be trials, paid there."""
UNTRACKABLE = Untrackable.read(os.environ.get("AMENDS_UNTRACKABLE", ""))
"""Shipping methods without tracking up to the door, as `method; method@BR`; every other method has it."""
OUTBOUND_RULES = Rules.read(os.environ.get("AMENDS_OUTBOUND", "http private" if DEMO else ""))
"""Which addresses that users give (webhooks, files to fetch) are called, beyond https on the public internet."""
PDF_FONTS = [name for name in os.environ.get("AMENDS_PDF_FONT", "").split(os.pathsep) if name]
"""Fonts of the operator's own, asked for a character before ours; `x.ttc#2` names a collection's third."""
PACK_LIMITS = PackLimits(
    size=int(os.environ.get("AMENDS_PACK_MAX_BYTES", "4500000")),
    pages=int(os.environ.get("AMENDS_PACK_MAX_PAGES", "18")),
)
TOP_UP_CURRENCIES = tuple(os.environ.get("AMENDS_TOP_UP_CURRENCIES", "USD EUR").split())
TOP_UP_TIERS = read_tiers(
    os.environ.get(
        "AMENDS_TOP_UP_TIERS",
        "500.00+5.00 USD; 1000.00+15.00 USD; 5000.00+100.00 USD; 500.00+5.00 EUR; 1000.00+15.00 EUR" if DEMO else "",
    )
)
"""What a top-up brings on top, as bonus; without a word of the operator's nothing."""
WITHDRAWAL_FEE = Percent.read(os.environ.get("AMENDS_WITHDRAWAL_FEE_PERCENT", "3"))
WITHDRAWAL_CONFIRMATION = timedelta(minutes=int(os.environ.get("AMENDS_WITHDRAWAL_CODE_MINUTES", "5")))
"""How long the code of a second factor counts for asking for a withdrawal."""
WITHDRAWAL_MINIMUMS = read_minimums(os.environ.get("AMENDS_WITHDRAWAL_MINIMUMS", "10.00 USD; 10.00 EUR"))
PAYMENT_GATEWAYS = payment_houses(demo=DEMO, sandbox=SANDBOX, data=DATA_DIR)
