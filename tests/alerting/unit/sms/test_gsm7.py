"""The alphabet of texts is the standard's, character for character."""

import sys

import gsm0338
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.alerting.sms.gsm7 import BASIC, EXTENSION, cut, fold, is_gsm7, septets

ESCAPE = "\x1b"


def test_the_table_agrees_with_an_independent_codec_for_every_code_point():
    codec = gsm0338.Codec()
    theirs = {character: len(codec.encode(character)[0]) for character in codec._encoding_map}
    ours = {chr(point): septets(chr(point)) for point in range(sys.maxunicode + 1) if is_gsm7(chr(point))}
    assert ours == {character: length for character, length in theirs.items() if character != ESCAPE}
    assert (len(BASIC), len(EXTENSION)) == (127, 10)


def test_the_escape_to_the_extension_table_is_no_character():
    assert not is_gsm7(ESCAPE)


def test_a_character_outside_the_alphabet_has_no_length():
    with pytest.raises(KeyError):
        septets("ŵ")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café £5", "Café £5"),
        ("Cafe\u0301", "Café"),
        ("Tŷ Ŵyn", "Ty Wyn"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER F}ull", "Full"),
        ("York\N{RIGHT SINGLE QUOTATION MARK}s \N{EN DASH} 1", "York's - 1"),
        ("北", "?"),
        ("\N{POLICE CAR}", "?"),
        ("two\nlines\tand  more ", "two lines and more"),
        ("a\x00b", "a?b"),
        ("ﬁre", "fire"),
        ("", ""),
    ],
)
def test_text_is_brought_into_the_alphabet(text, folded):
    assert fold(text) == folded


@given(text=st.text())
def test_whatever_is_folded_can_be_sent_on_one_line(text):
    assert is_gsm7(fold(text))
    assert fold(text).isprintable()


@given(text=st.text(BASIC + EXTENSION), room=st.integers(-3, 40))
def test_what_is_cut_is_a_beginning_that_fits(text, room):
    kept = cut(text, room)
    assert text.startswith(kept)
    assert septets(kept) <= max(room, 0)
