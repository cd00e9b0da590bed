"""A calendar is fetched encrypted, within bounds, and its address is never shown: a private one is a secret."""

from io import BytesIO

import pytest
import urllib3

from infra.cli.register.calendars.fetch import MAX_BYTES, MAX_REDIRECTS, FetchError, fetch

ADDRESS = "https://rotas.example/private-5ecret/duties.ics"


class Pool:
    """Answers one after the other, and remembers what it was asked."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []

    def __call__(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def request(self, method, url, **options):
        assert (method, options) == ("GET", {"preload_content": False, "redirect": False})
        self.asked.append(url)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        status, headers, body = answer
        return urllib3.HTTPResponse(BytesIO(body), headers=headers, status=status, preload_content=False)


def found(body=b"BEGIN:VCALENDAR"):
    return 200, {}, body


def moved(to):
    return 302, {"Location": to}, b""


def test_what_is_there_is_read():
    assert fetch(ADDRESS, Pool(found())) == b"BEGIN:VCALENDAR"


def test_an_address_that_has_moved_is_followed():
    pool = Pool(moved("/elsewhere.ics"), moved("https://other.example/x"), found())
    assert fetch(ADDRESS, pool) == b"BEGIN:VCALENDAR"
    assert pool.asked == [ADDRESS, "https://rotas.example/elsewhere.ics", "https://other.example/x"]


@pytest.mark.parametrize("address", ["http://rotas.example/x", "ftp://rotas.example/x", "file:///etc/passwd"])
def test_nothing_is_asked_for_unencrypted(address):
    pool = Pool(found())
    with pytest.raises(FetchError, match="give an https address"):
        fetch(address, pool)
    assert pool.asked == []


def test_nobody_is_led_from_https_to_something_else():
    with pytest.raises(FetchError, match="unencrypted"):
        fetch(ADDRESS, Pool(moved("http://rotas.example/x")))


def test_a_circle_of_addresses_is_left():
    pool = Pool(*[moved(ADDRESS)] * 9)
    with pytest.raises(FetchError, match="from one address to the next"):
        fetch(ADDRESS, pool)
    assert len(pool.asked) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, {}, b"no"), "answers 404: check the address, or try again later"),
        ((302, {}, b""), "answers 302"),
        (
            urllib3.exceptions.ReadTimeoutError(None, ADDRESS, "late"),
            "could not be read (ReadTimeoutError): check the address",
        ),
        (urllib3.exceptions.SSLError("certificate"), "could not be read (SSLError): check the address"),
        ((200, {}, b"x" * (MAX_BYTES + 1)), "holds more than 2048 KiB"),
    ],
    ids=["missing", "nowhere", "late", "certificate", "large"],
)
def test_what_goes_wrong_names_the_server_and_nothing_of_the_address(answer, said):
    with pytest.raises(FetchError) as error:
        fetch(ADDRESS, Pool(answer))
    assert str(error.value).startswith("rotas.example ")
    assert said in str(error.value)
    assert "5ecret" not in str(error.value)


def test_a_calendar_of_just_the_bound_is_read():
    assert len(fetch(ADDRESS, Pool(found(b"x" * MAX_BYTES)))) == MAX_BYTES
