"""The web page at `/` of a simulated server, which shows the public posts."""

from html import escape

from werkzeug.wrappers import Response

from infra.local.simulators.network import ShownPost, SimulatedNetwork

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="5">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
:root {{ color-scheme: light dark; --line: #8884; --soft: #888; --mark: {colour}; }}
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 40rem; padding: 1.5rem 1rem; }}
header {{ border-bottom: 3px solid var(--mark); margin-bottom: 1rem; }}
h1 {{ font-size: 1.4rem; margin: 0; }}
header p, time, .handle {{ color: var(--soft); font-size: .9rem; margin: 0 0 .6rem; }}
article {{ border: 1px solid var(--line); border-radius: .7rem; margin: 0 0 .8rem; padding: .7rem 1rem; }}
article.official {{ border-left: 4px solid var(--mark); }}
article.reply {{ margin-left: 2rem; }}
article p {{ margin: .3rem 0 0; overflow-wrap: anywhere; white-space: pre-wrap; }}
</style></head><body>
<header><h1>{title}</h1><p>Simulated on this machine. Nothing here leaves it. Newest first.</p></header>
<main>{posts}</main></body></html>
"""
POST = """<article class="{classes}"><strong>{name}</strong> <span class="handle">@{author}</span>
<time datetime="{at}">{said}</time><p>{text}</p></article>"""
# With this policy a text could load and run nothing even if it were not escaped.
HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "Cache-Control": "no-store"}


def timeline_page(network: SimulatedNetwork) -> Response:
    """Return the page with the 100 newest public posts."""
    with network.lock:
        shown = [post for post in network.shown(limit=200) if post.public][:100]
    posts = "\n".join(map(_article, shown)) or "<p>Nobody has posted yet.</p>"
    title = f"{network.platform.capitalize()} (simulated)"
    page = PAGE.format(title=title, colour=network.colour, posts=posts)
    return Response(page, content_type="text/html; charset=utf-8", headers=HEADERS)


def _article(post: ShownPost) -> str:
    marks = (("official", post.official), ("reply", post.reply_to is not None))
    return POST.format(
        classes=" ".join(mark for mark, worn in marks if worn),
        name=escape(post.name),
        author=escape(post.author),
        at=post.at.isoformat(),
        said=post.at.strftime("%d %b %H:%M:%S UTC"),
        text=escape(post.text),
    )
