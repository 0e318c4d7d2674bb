"""HTML as Telegram reads it, and what the page gets of it."""

import pytest

from sandbox.entities import Entity, Formatted, trimmed
from sandbox.html_reading import read_html
from sandbox.safe_html import safe_html


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b> <i>b</i>", "a b", [("bold", 0, 1), ("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("😀<B >x</b\n>", "😀x", [("bold", 2, 1)]),
        ("&lt;b&gt; &amp; &quot; &#1111; &#x456; &nbsp;", '<b> & " ї і &nbsp;', []),
        ("a > b & c", "a > b & c", []),
        ("<b></b>x", "x", []),
        ("  <b> x </b>\n ", "x", [("bold", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<span class='tg-spoiler'>x</span>", "x", [("spoiler", 0, 1)]),
        ("<pre><code>x</code></pre>", "x", [("pre", 0, 1), ("code", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<a>no address</a>", "no address", []),
    ],
)
def test_html_becomes_text_and_entities(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read = read_html(html)
    assert read.text == text
    assert [(entity.kind, entity.offset, entity.length) for entity in read.entities] == entities


def test_links_and_times_keep_what_they_point_to() -> None:
    link, time = read_html(
        '<a href="https://a.b/?x=1&amp;y=2">x</a> <tg-time unix="1795860000" format="wDT">y</tg-time>'
    ).entities
    assert link.json() == {"type": "text_link", "offset": 0, "length": 1, "url": "https://a.b/?x=1&y=2"}
    assert time.json() == {
        "type": "date_time",
        "offset": 2,
        "length": 1,
        "unix_time": 1795860000,
        "date_time_format": "wDT",
    }


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<b>a\nb</b> c", "<b>a<br>b</b> c"),
        ("<b>1<i>2</i>3</b>😀<u>4</u>", "<b>1<i>2</i>3</b>😀<u>4</u>"),
        ("<tg-spoiler>x</tg-spoiler>", '<span class="spoiler">x</span>'),
        ("<blockquote>x <code>y</code></blockquote>", "<blockquote>x <code>y</code></blockquote>"),
        (
            '<a href="https://a.b/?x=&quot;1&quot;&amp;y">x</a>',
            '<a href="https://a.b/?x=&quot;1&quot;&amp;y" target="_blank" rel="noopener noreferrer">x</a>',
        ),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href="data:text/html,x">x</a>', "x"),
    ],
)
def test_the_page_gets_only_safe_html(html: str, shown: str) -> None:
    assert safe_html(read_html(html)) == shown


def test_a_link_that_runs_something_is_never_shown_as_one() -> None:
    for url in ("javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "JAVASCRIPT://a.b/%0aalert(1)"):
        shown = safe_html(Formatted("x", (Entity("text_link", 0, 1, (("url", url),)),)))
        assert "script:" not in shown.lower().replace("\n", "").replace("https://", "")


def test_entities_that_overlap_do_not_break_the_page() -> None:
    crossed = Formatted("abcd", (Entity("bold", 0, 3), Entity("italic", 2, 2)))
    assert safe_html(crossed) == "<b>ab<i>c</i></b>d"


def test_trimming_moves_the_entities_along() -> None:
    assert trimmed(Formatted(" 😀ab ", (Entity("bold", 1, 3),))) == Formatted("😀ab", (Entity("bold", 0, 3),))
