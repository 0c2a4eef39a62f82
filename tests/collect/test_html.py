from __future__ import annotations

from pathlib import Path

import pytest

from dateline.codebook import Codebook
from dateline.collect import collect
from dateline.collect.html import read_page
from dateline.errors import InputError
from dateline.records import Report

BODY = "".join(
    f"<p>Paragraph {n} says that soldiers of the garrison left the base near the border on Monday morning.</p>"
    for n in range(4)
)
HEAD = """<title>Soldiers leave base | Border Post</title><meta property="og:site_name" content="Border Post">
<meta property="og:title" content="Soldiers leave base"><link rel="canonical" href="https://post.example/n/1">"""

LINKED = '<script type="application/ld+json">'
TIMED = "2023-11-22T18:30"


def page(head: str, body: str = BODY) -> str:
    return f"<html><head>{HEAD}{head}</head><body><article>{body}</article></body></html>"


def test_a_page_gives_text_title_source_address_and_date(tmp_path: Path, codebook: Codebook) -> None:
    head = '<meta property="article:published_time" content="2024-04-18T16:05:00-05:00">'
    (tmp_path / "a.html").write_text(page(head))
    (report,) = collect([str(tmp_path)], codebook=codebook)
    assert isinstance(report, Report)
    assert (report.name, report.title, report.source) == ("a.html", "Soldiers leave base", "Border Post")
    assert report.url == "https://post.example/n/1"
    assert (report.dating.published, report.dating.basis) == ("2024-04-18T16:05:00-05:00", "metadata")
    assert report.dating.evidence[0].header == "published"
    assert report.text.startswith("Paragraph 0 says") and report.text.count("\n\n") == 3


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="2023-11-22"><meta itemprop="datePublished" content="2023-11-22T18:30">', TIMED),
        ('<meta name="DC.date.issued" content="2023-11-22">', "2023-11-22"),
        (LINKED + '{"@graph": [{"datePublished": "2023-11-22T18:30"}]}</script>', TIMED),
        (LINKED + "{broken</script>", None),
        (LINKED + "[" * 50_000 + "</script>", None),
        ('<meta property="article:modified_time" content="2024-04-18">', None),
    ],
)
def test_the_date_is_the_value_of_the_metadata_and_never_guessed(head: str, published: str | None) -> None:
    assert read_page(page(head), "in").published == published


def test_what_stands_above_the_title_is_left_out() -> None:
    body = f"<p>Regions / North</p><h1>Soldiers leave base</h1>{BODY}"
    assert read_page(page("", body), "in").text.startswith("Soldiers leave base\n\nParagraph 0")


@pytest.mark.parametrize(
    "markup",
    ["<html></html>", "no markup", "<nav><a href='/'>Home</a></nav>", "<p>Ten killed.</p>", "<div>" * 50_000],
)
def test_a_page_without_a_report_is_an_error(markup: str) -> None:
    with pytest.raises(InputError, match="no report found in the page"):
        read_page(markup, "in")
