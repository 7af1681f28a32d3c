"""Languages that people can name as spoken, by ISO 639-1; no list is complete."""

LANGUAGE_CODES = (
    "en", "ar", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "he", "hr", "hu",
    "is", "it", "ko", "lt", "lv", "mt", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv",
    "tr", "uk",
)  # fmt: skip
