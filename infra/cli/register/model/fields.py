"""The kinds of value in a register. Each refuses a wrong value and says what would be right."""

import ipaddress
import re
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

import gsm0338
import phonenumbers
from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

from infra.cli.register.model.durations import PATTERN, parse_duration, write_duration
from watchdesk.core.principal import LONGEST_SUBJECT

MAX_SHORT_NAME = 11
MAX_ACCOUNT_NAME = 20
MAX_TEXT = 200
MAX_PUBLIC = 60
ID_PATTERN = r"^[a-z0-9](-?[a-z0-9])*$"
_DRAMA = re.compile(r"\+447700900[0-9]{3}")
"""The numbers that Ofcom reserves for drama. They are for examples and exercises, not for duty."""
MAX_EMAIL = 254
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]+@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_MOBILE = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


def _id(text: str) -> str:
    if len(text) > 40 or not re.fullmatch(ID_PATTERN, text):  # noqa: PLR2004  ids are parts of keys and of table cells
        raise ValueError("is no id: up to 40 lower case letters, digits and single hyphens, like selby-town")
    return text


def _line(text: str) -> str:
    if not text.strip() or text != text.strip() or len(text) > MAX_TEXT or not text.isprintable():
        raise ValueError(f"must be one line of 1 to {MAX_TEXT} characters, without blanks around it")
    return text


def _fits_a_text(text: str, longest: int) -> str:
    _line(text)
    if foreign := dict.fromkeys(character for character in text if not _is_gsm(character)):
        raise ValueError(f"holds {' '.join(foreign)}, which no plain text message has: write it in GSM-7 letters")
    if (length := len(gsm0338.Codec().encode(text)[0])) > longest:
        raise ValueError(f"takes {length} characters of a text: shorten it to {longest}")
    return text


def _read_in_public(text: str) -> str:
    _line(text)
    if len(text) > MAX_PUBLIC:
        raise ValueError(f"has {len(text)} characters: shorten it to {MAX_PUBLIC}")
    # A platform would turn it into a mention, a hashtag or a link under every post of the officer.
    if any(mark in text for mark in "@#") or "://" in text:
        raise ValueError("must be plain words: no @, no # and no link")
    return text


def _subject(text: str) -> str:
    if not 0 < len(text) <= LONGEST_SUBJECT or not text.isprintable() or " " in text:
        raise ValueError(
            f"is no subject: copy the `sub` of the officer's tokens, up to {LONGEST_SUBJECT} characters"
        )
    return text


def _is_gsm(character: str) -> bool:
    try:
        gsm0338.Codec().encode(character)
    except UnicodeEncodeError:
        return False
    return True


def _phone(text: str) -> str:
    if is_drama_number(text):
        return text
    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        raise ValueError(
            "is not an E.164 phone number: write + and the country, for example +447700900123"
        ) from None
    if phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) != text:
        raise ValueError("is not written as E.164: + and digits only, for example +447700900123")
    if not phonenumbers.is_valid_number(number):
        raise ValueError("is not a number in use in its country: check the digits")
    if phonenumbers.number_type(number) not in _MOBILE:
        raise ValueError("cannot take a text: give the number of a mobile phone")
    return text


def _email(text: str) -> str:
    if text and (len(text) > MAX_EMAIL or not _EMAIL.fullmatch(text)):
        raise ValueError("is no email address: write for example duty.inspector@force.example")
    return text


def is_drama_number(text: str) -> bool:
    return _DRAMA.fullmatch(text) is not None


def _server(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("is not a base URL: write for example https://social.example")
    if parts.path or parts.query or parts.fragment or parts.username:
        raise ValueError("must end after the server's name: no path, no final slash, no user")
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        raise ValueError("would send the credential unencrypted: write https://")
    return text


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _phrase(text: str) -> str:
    if not re.search(r"\w", _line(text)):
        raise ValueError("holds no letter or digit, so it would never match")
    return text


Id = Annotated[
    str, AfterValidator(_id), WithJsonSchema({"type": "string", "pattern": ID_PATTERN, "maxLength": 40})
]
Line = Annotated[
    str, AfterValidator(_line), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_TEXT})
]
ShortName = Annotated[
    str,
    AfterValidator(lambda text: _fits_a_text(text, MAX_SHORT_NAME)),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_SHORT_NAME}),
]
AccountName = Annotated[
    str,
    AfterValidator(lambda text: _fits_a_text(text, MAX_ACCOUNT_NAME)),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_ACCOUNT_NAME}),
]
PublicWords = Annotated[
    str,
    AfterValidator(_read_in_public),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_PUBLIC}),
]
SubjectId = Annotated[
    str,
    AfterValidator(_subject),
    WithJsonSchema({"type": "string", "pattern": r"^\S+$", "maxLength": LONGEST_SUBJECT}),
]
Phone = Annotated[
    str, AfterValidator(_phone), WithJsonSchema({"type": "string", "pattern": r"^\+[1-9][0-9]{6,14}$"})
]
Email = Annotated[
    str, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email", "maxLength": MAX_EMAIL})
]
Server = Annotated[
    str, AfterValidator(_server), WithJsonSchema({"type": "string", "pattern": r"^https?://[^/?#@]+$"})
]
Phrase = Annotated[
    str, AfterValidator(_phrase), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_TEXT})
]
Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    PlainSerializer(write_duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": PATTERN, "examples": ["20s", "15m", "2h", "1d"]}),
]
