import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.platforms.mastodon.link_header import older_page

BOTH = """<https://s.example/api/v1/notifications?limit=40&max_id=9118>; rel="next", \
<https://s.example/api/v1/notifications?limit=40&min_id=9124>; rel="prev\""""
NEXT_LAST = '<https://s.example/a?min_id=1>; rel="prev", <https://s.example/a?max_id=0>; rel=next'
ODD_MARKS = '<https://s.example/a?types[]=mention&types[]=quote&max_id=x,y;z>; title="a"; rel="last next"'


@pytest.mark.parametrize(
    ("link", "older"),
    [
        (BOTH, {"limit": ["40"], "max_id": ["9118"]}),
        (NEXT_LAST, {"max_id": ["0"]}),
        (ODD_MARKS, {"types[]": ["mention", "quote"], "max_id": ["x,y;z"]}),
        ('</api/v1/a?max_id=01HXYZ#top>; REL="Next"', {"max_id": ["01HXYZ"]}),
        ('<https://s.example/a?min_id=1>; rel="prev"', None),
        ('<https://s.example/a>; rel="next"', None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_the_next_older_page_is_where_the_link_says(link, older):
    assert older_page({"link": link}) == older


def test_a_reply_without_the_header_leads_nowhere():
    assert older_page({}) is None


@given(st.text())
def test_no_header_makes_it_raise(text):
    older_page({"link": text})
