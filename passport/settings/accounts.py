"""How people sign in: sessions, passwords, mailed codes, passkeys, second steps."""

from datetime import timedelta

from passport.session_limits import SessionLimits
from passport.settings.env import read_environment

SESSION_ENGINE = "passport.sessions"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_LIMITS = {
    "own": SessionLimits(idle=timedelta(hours=8), absolute=timedelta(days=7)),
    "shared": SessionLimits(idle=timedelta(minutes=15), absolute=timedelta(hours=12)),
    "privileged": SessionLimits(idle=timedelta(minutes=15), absolute=timedelta(hours=12)),
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "passport.views.csrf_failure"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["passport.people.account_adapter.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard:plan"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "passport.people.account_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "passport.people.forms.names.NameForm"
ACCOUNT_FORMS = {"login": "passport.people.forms.sign_in.SignInForm"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"}
ACCOUNT_LOGIN_BY_CODE_TRUST_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 4 * 3600
ALLAUTH_TRUSTED_PROXY_COUNT = read_environment().trusted_proxies
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = timedelta(days=30)
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ADAPTER = "passport.people.account_adapter.SecondStepAdapter"
MFA_FORMS = {"add_webauthn": "passport.people.forms.passkeys.AddPasskeyForm"}
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "CAR T Passport"
USERSESSIONS_TRACK_ACTIVITY = False
# One sign-in for the back office too: Wagtail manages neither passwords nor addresses.
WAGTAILADMIN_LOGIN_URL = "/accounts/office/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
