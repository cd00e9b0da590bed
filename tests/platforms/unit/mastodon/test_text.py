import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.platforms.mastodon.text import plain_text

LINK = """<a href="https://maps.example/a/very/long/path?x=1&amp;y=2" rel="nofollow">\
<span class="invisible">https://</span>\
<span class="ellipsis">maps.example/a/very/long</span><span class="invisible">/path?x=1&amp;y=2</span></a>"""


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one<br>two<br />three</p>", "one\ntwo\nthree"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one<br><br><br><br>two</p>", "one\n\ntwo"),
        ("<p>Tom &amp; Ana &lt;3 &#128110;\u200d♀️</p>", "Tom & Ana <3 👮\u200d♀️"),
        (f"<p>see {LINK} now</p>", "see https://maps.example/a/very/long/path?x=1&y=2 now"),
        ('<a href="https://news.example/">this report</a>', "this report (https://news.example/)"),
        ('<a href="https://news.example/a/b/c">news.example/a/b…</a>', "https://news.example/a/b/c"),
        ('<a href="https://news.example/"></a>', "https://news.example/"),
        ('<a href="https://www.news.example/a">news.example/a</a>', "https://www.news.example/a"),
        ('<a href="mailto:ana@a.example">ana@a.example</a>', "mailto:ana@a.example"),
        ('please <a href="https://x.example/help">help</a>', "please help (https://x.example/help)"),
        (
            '<a href="https://xn--mller-kva.example/">müller.example</a>',
            "müller.example (https://xn--mller-kva.example/)",
        ),
        ('<a href="https://a.example/g%C5%B5yl">https://a.example/gŵyl</a>', "https://a.example/g%C5%B5yl"),
        ('<a href="https://a.example/?a%5B%5D=b">a.example/?a[]=b</a>', "https://a.example/?a%5B%5D=b"),
        ('<a href="javascript:alert(1)">this report</a>', "this report"),
        ('<a href="tel:101">call us</a>', "call us (tel:101)"),
        ('<a href="https://a.example/@ana" class="u-url mention">@<span>ana</span></a> hi', "@ana hi"),
        ('<a href="https://a.example/tags/A38" class="mention hashtag" rel="tag">#<span>A38</span></a>', "#A38"),
        ("<ul><li>red car</li><li>blue van</li></ul>", "- red car\n- blue van"),
        ("<p>a</p><ol><li>first</li><li>second</li></ol><p>b</p>", "a\n\n1. first\n2. second\n\nb"),
        ("<blockquote><p>he said</p><p>this</p></blockquote><p>no</p>", "> he said\n\n> this\n\nno"),
        ("<pre><code>a  b\n    c</code></pre>", "a  b\n    c"),
        ("<p>a\n   b</p>", "a b"),
        ('<p>help <img src="https://x.example/e.png" alt=":car:"></p>', "help :car:"),
        ("plain words", "plain words"),
        ("", ""),
    ],
)
def test_markup_reads_as_a_person_would_read_it(markup, text):
    assert plain_text(markup) == text


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ('<span class="invisible">help me</span>', "help me"),
        ("<script>he has a knife</script>", "he has a knife"),
        ("<style>body{}</style><p>after</p>", "after"),
        ("<p>before<script><p>after", "after"),
        ("<textarea><p>inside", "inside"),
        ('<a href="https://x.example/', "x.example"),
        ('<p>a</p><a class="mention">@b', "@b"),
        ("<b>bold <i>both</b> rest</i>", "bold both rest"),
        ("3 < 4 and <", "3 < 4 and <"),
    ],
)
def test_words_stay_visible_however_the_markup_hides_or_breaks(markup, seen):
    assert seen in plain_text(markup)


@pytest.mark.parametrize(
    "markup", ["<![CDATA[x]]>y", "<![if x]>y", "<![foo", "<!-- a", "<!doctype", "<?php", "</", "&#xD800;"]
)
def test_what_the_parser_of_the_language_gives_up_on_is_read_all_the_same(markup):
    assert "<![" not in plain_text(markup)


def test_an_attribute_cannot_smuggle_a_tag_into_the_text():
    smuggled = '<a href="https://x.example/<script>">a</a><img alt="<b>">'
    assert not re.search(r"<[a-z]", plain_text(smuggled))


def test_deeply_nested_quotes_do_not_blow_a_short_post_up():
    assert len(plain_text("<blockquote>" * 2_000 + "<br>a" * 2_000)) < 20_000


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<a b='", "</", "<?"])
@pytest.mark.parametrize("end", ["", ">"])
def test_a_long_post_of_broken_tags_is_read_in_the_time_of_any_other(piece, end):
    # Looked at anew from every `<`, this would take minutes.
    plain_text(piece * 40_000 + end)


NAMES = st.sampled_from(
    ["p", "br", "a", "span", "ul", "ol", "li", "blockquote", "pre", "code", "script", "b", "x"]
)
WORDS = st.text(st.characters(exclude_characters="<>&", exclude_categories=("Cs",)), max_size=12)
TAGS = st.builds(
    lambda name, slash, attribute, value: f"<{slash}{name} {attribute}='{value}'>",
    NAMES,
    st.sampled_from(["", "/"]),
    st.sampled_from(["class", "href", "alt", "rel"]),
    st.sampled_from(["invisible", "mention", "https://a.example/b", "x<b>y", "javascript:x"]),
)
BROKEN = st.sampled_from(["<!--", "-->", "<![", "<![CDATA[", "]]>", "<?", "<", ">", "</", "<a ", "&lt", "&#x;"])


@given(st.text())
def test_no_text_makes_it_raise(text):
    plain_text(text)


@given(st.lists(st.one_of(NAMES, TAGS, BROKEN, WORDS)))
def test_no_markup_makes_it_raise(pieces):
    plain_text("".join(pieces))


@given(st.lists(st.one_of(TAGS, WORDS)))
def test_no_tag_comes_out_that_did_not_stand_there_as_text(pieces):
    assert "<" not in plain_text("".join(pieces))


@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1), min_size=1))
def test_every_word_comes_out(words):
    shown = plain_text("<p>" + " ".join(html.escape(word) for word in words) + "</p>")
    assert shown == " ".join(words)
