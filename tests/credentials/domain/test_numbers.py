"""Passport numbers and verification codes."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from credentials.domain.numbers import (
    ALPHABET,
    check_character,
    new_code,
    new_number,
    read_code,
    read_number,
)

characters = st.text(ALPHABET, min_size=7, max_size=7)


def whole(text):
    return text + check_character(text)


def test_a_number_is_written_in_two_groups_and_reads_back():
    number = new_number()
    assert re.fullmatch(rf"CTP-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", number)
    assert read_number(number) == number


@given(characters)
def test_a_number_reads_back_however_it_is_typed(text):
    number = f"CTP-{whole(text)[:4]}-{whole(text)[4:]}"
    plain = whole(text)
    typed = [
        number.lower(),
        f" {number} ",
        plain,
        plain.replace("0", "o").replace("1", "l"),
        f"ctp {plain[:4]} {plain[4:]}",
        f"CTP–{plain[:4]}–{plain[4:]}",
    ]
    assert {read_number(each) for each in typed} == {number}


@given(characters, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(text, place, other):
    good = whole(text)
    if good[place] == other:
        return
    assert read_number(good[:place] + other + good[place + 1 :]) is None


@given(characters, st.integers(0, 6))
def test_two_swapped_neighbours_are_noticed(text, place):
    good = whole(text)
    if good[place] == good[place + 1]:
        return
    swapped = good[:place] + good[place + 1] + good[place] + good[place + 2 :]
    assert read_number(swapped) is None


def test_other_texts_are_no_numbers():
    assert [read_number(text) for text in ("", "CTP", "CTP-0000", "U" * 8, "CTP-" + "0" * 9)] == [
        None
    ] * 5


def test_a_code_has_26_characters_and_reads_back_in_any_case():
    code = new_code()
    assert len(code) == 26
    assert read_code(code.lower()) == code
    assert read_code("o" * 13 + "lI" * 6 + "1") == "0" * 13 + "1" * 13


def test_codes_hold_128_bits_and_do_not_repeat():
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {code[0] for code in codes} <= set("01234567")
    assert all(len({code[i] for code in codes}) > 20 for i in range(1, 26))


def test_texts_of_another_length_or_alphabet_are_no_codes():
    assert [read_code(text) for text in ("", "0" * 25, "0" * 27, "U" * 26, "é" * 26)] == [None] * 5


def test_none_of_ten_thousand_random_codes_is_one_of_those_given_out():
    given_out = {new_code() for _ in range(1000)}
    tried = [new_code() for _ in range(10_000)]
    assert given_out.isdisjoint(tried)
    assert not any(a == b for a, b in pairwise(sorted(tried)))
