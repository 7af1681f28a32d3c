"""What looks like a patient's data is named; clinical words, doses and visit days pass."""

from datetime import date

import pytest

from observership.domain.screening import Hit, What, Why, bank_like, patient_like
from tests.growth import is_in_proportion

TOLD = (
    ("born 3.5.1961, relapsed twice", What.BIRTH_DATE, Why.SAID_BORN, "born 3.5.1961"),
    ("DOB: 03/05/61", What.BIRTH_DATE, Why.SAID_BORN, "DOB: 03/05/61"),
    ("nar. 3. 5. 1961", What.BIRTH_DATE, Why.SAID_BORN, "nar. 3. 5. 1961"),
    ("Patientin geb. 12.3.1955", What.BIRTH_DATE, Why.SAID_BORN, "geb. 12.3.1955"),
    ("née le 12/03/1955", What.BIRTH_DATE, Why.SAID_BORN, "née le 12/03/1955"),
    ("a woman born in 1961", What.BIRTH_DATE, Why.SAID_BORN, "born in 1961"),
    ("infused, 12.03.1955", What.BIRTH_DATE, Why.FULL_DATE, "12.03.1955"),
    ("12/03/1955 lymphoma", What.BIRTH_DATE, Why.FULL_DATE, "12/03/1955"),
    ("lymphoma 12-03-1955", What.BIRTH_DATE, Why.FULL_DATE, "12-03-1955"),
    ("1955-03-12", What.BIRTH_DATE, Why.FULL_DATE, "1955-03-12"),
    ("12. 3. 1955", What.BIRTH_DATE, Why.FULL_DATE, "12. 3. 1955"),
    ("seen 12.3.55 there", What.BIRTH_DATE, Why.FULL_DATE, "12.3.55"),
    ("12 March 1955", What.BIRTH_DATE, Why.FULL_DATE, "12 March 1955"),
    ("March 12, 1955", What.BIRTH_DATE, Why.FULL_DATE, "March 12, 1955"),
    ("12. března 1955", What.BIRTH_DATE, Why.FULL_DATE, "12. března 1955"),
    ("12. März 1955", What.BIRTH_DATE, Why.FULL_DATE, "12. März 1955"),
    ("12 août 1955", What.BIRTH_DATE, Why.FULL_DATE, "12 août 1955"),
    ("1er février 1955", What.BIRTH_DATE, Why.FULL_DATE, "1er février 1955"),
    ("12 de octubre de 1955", What.BIRTH_DATE, Why.FULL_DATE, "12 de octubre de 1955"),
    ("12 października 1955", What.BIRTH_DATE, Why.FULL_DATE, "12 października 1955"),
    ("12 luglio 1955", What.BIRTH_DATE, Why.FULL_DATE, "12 luglio 1955"),
    ("12 noiembrie 1955", What.BIRTH_DATE, Why.FULL_DATE, "12 noiembrie 1955"),
    ("birth number 736028/5163", What.BIRTH_NUMBER, Why.BIRTH_NUMBER_FORM, "736028/5163"),
    ("7360285163", What.BIRTH_NUMBER, Why.BIRTH_NUMBER_FORM, "7360285163"),
    ("rč 535612/123", What.BIRTH_NUMBER, Why.BIRTH_NUMBER_FORM, "535612/123"),
    ("MRN 004711, thawed", What.RECORD_NUMBER, Why.RECORD_WORD, "MRN 004711"),
    ("patient no. 4711", What.RECORD_NUMBER, Why.RECORD_WORD, "patient no. 4711"),
    ("case number: AB-20711", What.RECORD_NUMBER, Why.RECORD_WORD, "case number: AB-20711"),
    ("UPN: 1234", What.RECORD_NUMBER, Why.RECORD_WORD, "UPN: 1234"),
    ("Fall Nr. 2024/113", What.RECORD_NUMBER, Why.RECORD_WORD, "Fall Nr. 2024/113"),
    ("dossier n° 20711", What.RECORD_NUMBER, Why.RECORD_WORD, "dossier n° 20711"),
    ("číslo chorobopisu č. 12345", What.RECORD_NUMBER, Why.RECORD_WORD, "chorobopisu č. 12345"),
    ("subject ID 001-023", What.RECORD_NUMBER, Why.RECORD_WORD, "subject ID 001-023"),
    ("seen under 3482917", What.LONG_NUMBER, Why.SEVEN_DIGITS, "3482917"),
    ("PESEL 44051401359", What.RECORD_NUMBER, Why.RECORD_WORD, "PESEL 44051401359"),
    ("44051401359", What.LONG_NUMBER, Why.SEVEN_DIGITS, "44051401359"),
    ("call +420 605 123 456", What.PHONE, Why.PHONE_FORM, "+420 605 123 456"),
    ("00420605123456", What.PHONE, Why.PHONE_FORM, "00420605123456"),
    ("605 123 456", What.PHONE, Why.PHONE_FORM, "605 123 456"),
    ("06 12 34 56 78", What.PHONE, Why.PHONE_FORM, "06 12 34 56 78"),
    ("030 1234567", What.PHONE, Why.PHONE_FORM, "030 1234567"),
    ("tel. 12 34 56 7", What.PHONE, Why.PHONE_FORM, "tel. 12 34 56 7"),
    ("patient Mr Sample had fever", What.NAME, Why.TITLE_AND_NAME, "Mr Sample"),
    ("Frau Muster", What.NAME, Why.TITLE_AND_NAME, "Frau Muster"),
    ("s paní Vzorovou", What.NAME, Why.TITLE_AND_NAME, "paní Vzorovou"),
    ("Mr X was discharged", What.NAME, Why.TITLE_AND_NAME, "Mr X"),
    ("the patient Sample had fever", What.NAME, Why.PATIENT_AND_NAME, "patient Sample"),
    ("pacient Vzorový", What.NAME, Why.PATIENT_AND_NAME, "pacient Vzorový"),
    ("patient J.N. relapsed", What.NAME, Why.PATIENT_AND_NAME, "patient J.N."),
    ("J.N., 54, lymphoma", What.INITIALS, Why.INITIALS_AND_AGE, "J.N., 54"),
    ("J. N. (54)", What.INITIALS, Why.INITIALS_AND_AGE, "J. N. (54"),
    ("JN, 54 y/o", What.INITIALS, Why.INITIALS_AND_AGE, "JN, 54 y/o"),
    ("JN (54 let)", What.INITIALS, Why.INITIALS_AND_AGE, "JN (54 let"),
    ("54-year-old man, J.N.", What.INITIALS, Why.INITIALS_AND_AGE, "54-year-old man, J.N."),
    ("write to jana@ward.example.org", What.EMAIL, Why.EMAIL_FORM, "jana@ward.example.org"),
)
PASSING = (
    "",
    "day 7 after infusion",
    "days 7/14/28 after infusion",
    "D+28 response, d 1/8/15",
    "CRS grade 2, ICANS grade 1, ICE 9/10",
    "38.5 °C, blood pressure 95/60, SpO2 92 %",
    "tocilizumab 8 mg/kg, dexamethasone 10 mg every 6 hours",
    "gave the patient 1000 mg levetiracetam",
    "the patient 500 ml of fluid",
    "patient 3 of the day",
    "case 3 of 12",
    "120 patients per year in 2025 and 140 in 2026",
    "patients 1200 per year",
    "since 2019, accredited until June 2027",
    "12/14 March",
    "12-14 March, visit on 3 June",
    "12/03",
    "2026",
    "2025/2026",
    "06/2026",
    "cells 2000000 per kg, dose 150000000",
    "2 x 10^6 cells/kg",
    "platelets 150 000, ferritin 12500",
    "viability 84.1234567 %",
    "NCT01234567 and PMID: 31999999",
    "doi:10.1182/blood.2019000123",
    "a 54-year-old woman with lymphoma",
    "54 years old, third line",
    "axi-cel and tisa-cel; Kymriah, Yescarta",
    "a patient Kymriah was made for",
    "Patient Blood Management and Patient safety round",
    "complete remission, CR 12 months later",
    "in CR, 5 let po infuzi",
    "IV 10 years ago",
    "Frau Dr. Muster showed the ward",
    "a pan European study",
    "room 12, floor 3, 08:30 to 16:00",
    "version 2.1.10 of the procedure",
    "SOP 123-45, edition 8.1",
    "Thaw at 37 °C, 2 bags, 5 min apart; 30-60 min",
    "the U.S. 54 mg",
    "collected 2.5 l in 240 min at 60 ml/min",
    "IL-6 300 pg/ml, CRP 120 mg/l, LDH 600",
)


@pytest.mark.parametrize(("text", "what", "why", "words"), TOLD)
def test_what_may_be_about_one_patient_is_named_with_its_sign(
    text: str, what: What, why: Why, words: str
) -> None:
    assert [(hit.what, hit.why, hit.text) for hit in patient_like(text)] == [(what, why, words)]


@pytest.mark.parametrize("text", PASSING)
def test_clinical_words_numbers_and_days_of_a_visit_pass(text: str) -> None:
    assert patient_like(text) == ()


def test_several_things_are_named_in_reading_order() -> None:
    found = patient_like("J.N., 54, born 3.5.1961, MRN 004711")
    assert found == (
        Hit(What.INITIALS, Why.INITIALS_AND_AGE, "J.N., 54", 0),
        Hit(What.BIRTH_DATE, Why.SAID_BORN, "born 3.5.1961", 10),
        Hit(What.RECORD_NUMBER, Why.RECORD_WORD, "MRN 004711", 25),
    )


def test_a_day_near_the_visit_passes_and_one_far_from_it_does_not() -> None:
    visit = date(2026, 6, 1)
    text = "meeting on 3 June 2026 or 04.06.2026, seen 5.6.26"
    assert [hit.text for hit in patient_like(text)] == ["3 June 2026", "04.06.2026", "5.6.26"]
    assert patient_like(text, near=visit) == ()
    assert [hit.text for hit in patient_like("3 June 1961", near=visit)] == ["3 June 1961"]


def test_a_day_of_birth_near_the_visit_is_named_all_the_same() -> None:
    found = patient_like("infant, born 3.5.2026", near=date(2026, 6, 1))
    assert [hit.why for hit in found] == [Why.SAID_BORN]


@pytest.mark.parametrize(
    "text",
    [
        "DE89 3704 0044 0532 0130 00",
        "to CZ6508000000192000145399 please",
        "gb82-west-1234-5698-7654-32",
        "fr14 2004 1010 0505 0001 3m02 606",
        "19-2000145399/0800",
        "account 55779911",
        "4111 1111 1111 1111",
    ],
)
def test_an_account_number_is_found(text: str) -> None:
    assert bank_like(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GOCART-2026-000123",
        "PAY 2026/0042",
        "paid on 1 June 2026",
        "transfer of 01.06.2026",
        "20260601",
        "DE75 is a department",
        "2000 EUR, step 1 of 2",
    ],
)
def test_a_payment_reference_is_no_account_number(text: str) -> None:
    assert bank_like(text) is False


def test_one_wrong_digit_makes_it_no_iban() -> None:
    assert bank_like("XX12 ABCD EFGH IJKL M") is False
    assert bank_like("GB82 WEST 12A4 5698 7A54 32") is False


@pytest.mark.parametrize("sign", ["a", "1", "1 ", "a@", "J.", "patient ", "nar. ", "DE12 ", "a.a"])
def test_a_long_text_that_almost_fits_takes_time_in_proportion(sign: str) -> None:
    assert is_in_proportion(patient_like, sign, 1_000)
    assert is_in_proportion(bank_like, sign, 1_000)
