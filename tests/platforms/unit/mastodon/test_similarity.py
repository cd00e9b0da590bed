"""A status that is our lost post is never called another, whatever its server did to the text."""

import unicodedata
from html import escape, unescape
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.clock import NOON
from tests.platforms.unit.mastodon.answers import a_police_account
from watchdesk.platforms.mastodon.similarity import Similarity, StatusEdit, may_be_same, similarity_of
from watchdesk.publishing.ports.posts import OutgoingPart

PATHS = st.text("abcXYZ019-._~/%[]()!$&'*+,;=:@|ŵáŷßжの ", max_size=14).map(lambda path: path.replace(" ", ""))
HOSTS = st.sampled_from(["www.heddlu.example", "Police.UK", "siŵr.cymru", "a.police.uk:443", "x.y-z.org"])
URLS = st.builds(
    lambda scheme, host, path, query, fragment: (
        f"{scheme}{host}/{path}{query and '?' + query}{fragment and '#' + fragment}"
    ),
    st.sampled_from(["https://", "http://", "HTTPS://"]),
    HOSTS,
    PATHS,
    PATHS,
    PATHS,
)
WORDS = st.one_of(
    st.sampled_from(
        ["Q&amp;A", "5 &lt; 6", "&#8482;", "100% sure", "%C5%B5", "Cafe\u0301", "🚓", "<y>", "@ana", "#Selby"]
    ),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8),
)
TEXTS = st.lists(st.one_of(URLS, WORDS), min_size=1, max_size=7).map(" ".join)


def part(text: str) -> OutgoingPart:
    return OutgoingPart(account=a_police_account(), text=text, key="k", dated=NOON, language="en")


def linked(text: str, address: str) -> str:
    return f'<a href="{escape(address)}" rel="nofollow">{escape(text, quote=False)}</a>'


def shown(text: str, *, decodes: bool, encodes: bool) -> StatusEdit:
    """The HTML of a server that does some of what GoToSocial does."""
    text = unicodedata.normalize("NFC", unescape(text)) if decodes else text
    words = []
    for word in text.split():
        is_link = word.lower().startswith(("http://", "https://"))
        address = quote(word, safe="/:?#&=%") if encodes else word
        words.append(linked(word, address) if is_link else escape(word, quote=False))
    return StatusEdit(content=f"<p>{' '.join(words)}</p>")


@given(TEXTS, st.booleans(), st.booleans())
def test_a_post_is_never_called_absent_where_it_is_there(text, decodes, encodes):
    assert similarity_of(shown(text, decodes=decodes, encodes=encodes), part(text)) is not Similarity.OTHER


@given(URLS, st.booleans(), st.booleans())
def test_an_address_is_known_again_however_it_is_encoded(url, decodes, encodes):
    # An address that holds an entity may end in another place after decoding: that one is for a person.
    expected = Similarity.SAME if unescape(url) == url and unquote(url) == url else Similarity.DOUBTFUL
    assert similarity_of(shown(f"See {url}", decodes=decodes, encodes=encodes), part(f"See {url}")) >= expected


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda text: text.replace("<now>", ""),
        lambda text: text.replace("'", "’").replace(" - ", " – "),  # noqa: RUF001
        lambda text: text.replace("*", ""),
        lambda text: text.replace("https://www.heddlu.example/gŵyl", "https://www.heddlu.example/gw%CC%82yl"),
        lambda text: text.replace("siŵr", "xn--sir-hya"),
        lambda text: f"{text} RE: https://mastodon.example/@ana/117",
        lambda text: text[:60],
        lambda text: text[30:],
    ],
)
def test_no_change_of_form_makes_another_post_of_it(change):
    text = "It's *shut* <now> - see https://www.heddlu.example/gŵyl or siŵr.cymru for another road"
    assert may_be_same(change(text), text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Selby road is open again.", "Have you seen this man? He was last seen in Malton."),
        ("@ana thank you", "@bo thank you"),
        ("Shut.", "Ajar."),
    ],
)
def test_clearly_another_text_is_another_post(one, other):
    assert not may_be_same(one, other)
