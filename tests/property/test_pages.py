"""Laws of pages: whatever a file holds is shown and does nothing."""

from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from kimcore.reports.page import Block, Branch, Coded, Entry, Grid, Lines, Mark, Page, Reading, Row, Section, Tree
from kimcore.reports.page_html import page_html
from kimcore.reports.page_output import page_markdown, page_text
from kimcore.text import Language

_SPARKS = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</title><img src=x onerror=alert(1)>",
        "<!--",
        "]]>",
        "</style>",
        '" onload="x',
        "&lt;b&gt;",
        "\x00\x1b[31m\u2028",
        "javascript:alert(1)",
        "https://example.org/'><script>",
    ]
)
TEXTS = st.one_of(_SPARKS, st.text(st.characters(codec="utf-8"), max_size=12))
MARKS = st.sampled_from(Mark)
BRANCHES = st.builds(Branch, st.integers(0, 14), TEXTS, TEXTS, st.lists(TEXTS, max_size=1).map(tuple))
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    TEXTS,
    st.builds(Reading, TEXTS, TEXTS, TEXTS, TEXTS),
    st.builds(Grid, TEXTS, st.tuples(TEXTS, TEXTS), st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple)),
    st.builds(Lines, st.lists(TEXTS, max_size=2).map(tuple), TEXTS, TEXTS, MARKS),
    st.builds(
        Entry,
        TEXTS,
        TEXTS,
        st.lists(st.builds(Row, TEXTS, TEXTS), max_size=2).map(tuple),
        MARKS,
        TEXTS,
        st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
    ),
    st.builds(Coded, st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple), MARKS, TEXTS),
    st.builds(
        Tree,
        st.lists(st.builds(Branch, st.integers(0, 14), TEXTS, TEXTS, st.lists(TEXTS, max_size=1).map(tuple)), max_size=5).map(
            tuple
        ),
    ),
)
PAGES = st.builds(
    Page,
    title=TEXTS,
    town=TEXTS,
    day=TEXTS,
    language=st.sampled_from(Language),
    lines=st.lists(TEXTS, max_size=2).map(tuple),
    opening=st.lists(BLOCKS, max_size=2).map(tuple),
    sections=st.lists(st.builds(Section, TEXTS, st.lists(BLOCKS, max_size=3).map(tuple)), max_size=3).map(tuple),
    closing=TEXTS,
    limit=TEXTS,
)
_KNOWN = frozenset(
    {"a", "article", "body", "caption", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "head", "header", "html", "i"}
    | {"li", "main", "meta", "nav", "p", "section", "span", "strong", "style", "table", "tbody", "td", "th", "thead", "title"}
    | {"tr", "ul"}
)
_ATTRIBUTES = frozenset(
    {"aria-hidden", "aria-label", "aria-labelledby", "charset", "class", "content", "href", "http-equiv", "id", "lang", "name"}
    | {"rel", "role", "scope", "tabindex"}
)


def _parsed(page: Page) -> Element:
    """Read a page as a browser would; anything against the standard is an error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(page_html(page))
    return root


@given(PAGES)
def test_no_text_becomes_a_tag(page: Page) -> None:
    """Every page is valid HTML of known tags and attributes only, whatever the names in it."""
    for element in _parsed(page).iter():
        assert element.tag in _KNOWN
        assert set(element.attrib) <= _ATTRIBUTES


@given(PAGES)
def test_links_lead_into_the_web_or_the_page(page: Page) -> None:
    """No address in a page can run anything."""
    for element in _parsed(page).iter("a"):
        assert element.get("href", "").startswith(("https://", "http://", "#"))


@given(PAGES)
def test_headings_are_in_order(page: Page) -> None:
    """There is one heading of the first level, and none skips a level."""
    levels = [int(element.tag[1]) for element in _parsed(page).iter() if element.tag in {"h1", "h2", "h3"}]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@given(PAGES)
def test_names_of_places_are_unique(page: Page) -> None:
    """Every anchor stands once, and whatever points to one finds it."""
    root = _parsed(page)
    anchors = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(anchors) == len(set(anchors))
    pointed = {element.get("aria-labelledby") for element in root.iter() if element.get("aria-labelledby")}
    pointed |= {element.get("href", "")[1:] for element in root.iter("a") if element.get("href", "").startswith("#")}
    assert pointed <= set(anchors)


@given(PAGES)
def test_every_table_has_heads(page: Page) -> None:
    """Each row and each column of a table has a head that says so."""
    for table in _parsed(page).iter("table"):
        assert all(cell.get("scope") == "col" for cell in table.findall("thead/tr/*"))
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in table.findall("tbody/tr"))


@given(PAGES)
def test_no_form_passes_on_control_characters(page: Page) -> None:
    """Nothing that could steer a terminal or a parser leaves in any form."""
    for written in (page_text(page), page_markdown(page), page_html(page)):
        assert all(character.isprintable() or character == "\n" for character in written)
