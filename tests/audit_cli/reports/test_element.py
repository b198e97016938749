"""Elements that cannot be broken out of."""

from hypothesis import given
from hypothesis import strategies as st

from mdaudit.audit_cli.reports.element import Markup, element, together


def test_texts_and_attributes_are_escaped() -> None:
    made = element("p", "<b>&", title="\"><script>'", class_="a", aria_label=None, tabindex=0)
    assert made == (
        '<p title="&quot;&gt;&lt;script&gt;&#x27;" class="a" tabindex="0">&lt;b&gt;&amp;</p>'
    )


def test_an_element_within_is_not_escaped_again() -> None:
    assert element("p", element("b", "<"), " ", "<") == "<p><b>&lt;</b> &lt;</p>"


def test_what_is_empty_has_no_end() -> None:
    assert element("meta", charset="utf-8") == '<meta charset="utf-8"/>'


@given(st.text(), st.text())
def test_no_text_brings_markup(content: str, value: str) -> None:
    made = element("p", content, title=value)
    assert (made.count("<"), made.count(">")) == (2, 2)
    assert made.count('"') == 2


def test_texts_next_to_elements_are_escaped() -> None:
    joined = together(("<", element("b", "x")))
    assert joined == "&lt;<b>x</b>"
    assert isinstance(joined, Markup)
