"""A reply names whom it answers, once, however often it is made to."""

import pytest

from watchdesk.publishing.domain.mentions import with_mention

ANA = "ana@mastodon.example"


@pytest.mark.parametrize(
    ("text", "handle", "expected"),
    [
        ("It is open.", ANA, "@ana@mastodon.example It is open."),
        ("Thanks @Ana@Mastodon.Example!", ANA, "Thanks @Ana@Mastodon.Example!"),
        ("@ana@mastodon.example. It is open", ANA, "@ana@mastodon.example. It is open"),
        ("@ana It is open", ANA, "@ana@mastodon.example @ana It is open"),
        ("@ana@mastodon.example.org hello", ANA, "@ana@mastodon.example @ana@mastodon.example.org hello"),
        ("write to x@ana@mastodon.example", ANA, "@ana@mastodon.example write to x@ana@mastodon.example"),
        ("https://a.example/@ana@mastodon.example", ANA, f"@{ANA} https://a.example/@{ANA}"),
        ("@ana, yes", "ana", "@ana, yes"),
        ("@ana@mastodon.example, yes", "ana", "@ana @ana@mastodon.example, yes"),
        ("@anabel", "ana", "@ana @anabel"),
        ("hello", "@ana", "@ana hello"),
        ("", ANA, "@ana@mastodon.example"),
        ("a.b (c)", "a.b", "@a.b a.b (c)"),
    ],
)
def test_the_name_is_put_before_a_text_that_lacks_it(text: str, handle: str, expected: str) -> None:
    assert with_mention(text, handle) == expected
    assert with_mention(expected, handle) == expected
