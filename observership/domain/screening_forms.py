"""Forms of text that a screen against patient data looks for."""

import re
from enum import StrEnum

from observership.domain.screening_words import (
    AGED,
    BORN,
    NUMBER_SIGN,
    RECORD,
    TITLE,
    UNIT,
)


class What(StrEnum):
    """What a piece of text looks like."""

    BIRTH_DATE = "birth_date"
    BIRTH_NUMBER = "birth_number"
    RECORD_NUMBER = "record_number"
    LONG_NUMBER = "long_number"
    PHONE = "phone"
    NAME = "name"
    INITIALS = "initials"
    EMAIL = "email"


class Why(StrEnum):
    """By which sign it was found."""

    SAID_BORN = "said_born"
    FULL_DATE = "full_date"
    BIRTH_NUMBER_FORM = "birth_number_form"
    RECORD_WORD = "record_word"
    SEVEN_DIGITS = "seven_digits"
    PHONE_FORM = "phone_form"
    TITLE_AND_NAME = "title_and_name"
    PATIENT_AND_NAME = "patient_and_name"
    INITIALS_AND_AGE = "initials_and_age"
    EMAIL_FORM = "email_form"


Form = tuple[What, Why, re.Pattern[str]]
_I = re.IGNORECASE
FORMS: tuple[Form, ...] = (
    (What.EMAIL, Why.EMAIL_FORM, re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")),
    (
        What.BIRTH_DATE,
        Why.SAID_BORN,
        re.compile(
            rf"(?<!\w){BORN}\W{{0,4}}(?:(?:in|on|il|le|dne|am)\s+)?\d[\d./ -]{{0,10}}\d", _I
        ),
    ),
    (
        What.RECORD_NUMBER,
        Why.RECORD_WORD,
        re.compile(
            rf"(?<!\w){RECORD}\s?{NUMBER_SIGN}[\s:.#]{{0,3}}[a-z]{{0,4}}[/-]?\d[\w/-]{{2,}}", _I
        ),
    ),
    (
        What.RECORD_NUMBER,
        Why.RECORD_WORD,
        re.compile(rf"(?<!\w){RECORD}[\s:#]{{1,3}}\d[\d/-]{{3,}}(?!\d|[.,]\d)(?!\s?{UNIT}\b)", _I),
    ),
)
FORMS_BESIDE_DATES: tuple[Form, ...] = (
    (
        What.PHONE,
        Why.PHONE_FORM,
        re.compile(
            r"(?<![\w.,+])(?:\+|00)\d{1,3}[ ./()-]{0,2}\d(?:[ ./()-]{0,2}\d){5,11}(?!\d)"
            r"|(?<![\w.,])0\d(?:[ .]\d\d){4}(?!\d)"
            r"|(?<![\w.,])0\d{1,4}[ /-]\d{5,9}(?!\d)"
            r"|(?<![\w.,])\d{3}([ -])\d{3}\1\d{3,4}(?!\d)(?<!000)"
            r"|(?<!\w)(?:tel|phone|mobile|handy|telefon)\w*[.:]?\s?\d(?:[ ./-]?\d){5,11}",
            _I,
        ),
    ),
    (
        What.INITIALS,
        Why.INITIALS_AND_AGE,
        re.compile(
            rf"(?<![\w.])[A-Z]\.\s?[A-Z]\.?,?\s*\(?\d{{1,3}}(?![\d/]|[.,]\d)(?!\s?(?i:{UNIT})(?!\w|\.o))"
            rf"|(?<!\w)[A-Z]{{2}}[\s,(]{{1,3}}\d{{1,3}}\s?(?i:{AGED})(?!\w)"
            rf"|\d{{1,3}}[ -](?i:year|jahr)\S{{0,8}}\s(?:[a-z]+,?\s){{0,3}}[A-Z]\.\s?[A-Z]\."
        ),
    ),
    (
        What.NAME,
        Why.TITLE_AND_NAME,
        re.compile(rf"(?<![\w-])(?i:{TITLE})\.?\s(?!Dr|Prof|Ing|MUDr)[A-Z](?:[a-z]{{2,}}|\b\.?)"),
    ),
    (
        What.NAME,
        Why.PATIENT_AND_NAME,
        re.compile(
            r"(?<!\w)(?:patient|patiente|pt|pacient|pacientka|pacjent|pacjentka|paziente|paciente)"
            r"\.?\s(?:[A-Z][a-z]{2,}|[A-Z]\.\s?[A-Z]\.)"
        ),
    ),
)
