"""The day of publication stands in the head of a report in many forms; a day that is told of is none of them."""

from __future__ import annotations

import pytest

from dateline.codebook import load_codebook
from dateline.collect.draft import Draft, make_report

BODY = "Gunmen attacked a convoy near the river on Tuesday and burned two lorries, the police said. Nobody was hurt."


def published(head: str) -> str | None:
    return make_report(Draft("a.txt", f"{head}{BODY}\n"), codebook=load_codebook()).dating.published


@pytest.mark.parametrize(
    "head",
    [
        "Convoy burned by the river\n\nGAO, 12 May 2018, 19:40 (Desert Wire)\n\n",
        "Convoy burned by the river\n\nGAO - Saturday 12 May 2018. ",
        "Convoy burned by the river\n\nGAO (Desert Wire), Saturday 12 May 2018. ",
        "Convoy burned by the river\n\nGao, 12 May 2018. ",
        "RIVER RADIO - BULLETIN, 9.15 A.M.\nGao, Saturday 12 May 2018\n\n",
        "River Watch\nMonthly note no. 31, published in Bamako on 12 May 2018\n\n",
        "RIVER BRIEF\nFor subscribers. No. 163, Saturday 12 May 2018, 18:00 local\n\n",
        "LIVE: fighting by the river - Saturday 12 May 2018 (all times local)\n\n",
        "RIVER MONITOR. DAILY DIGEST NO. 118. 12 MAY 2018\n\n",
        "BLAST BY THE RIVER (SNAP)\n\n12 May 2018, 10.10 local / River Newsline\n\n",
        "River Observatory\nStatement on the situation, April 2018\nIssued 12 May 2018\n\n",
        "RIVER DESK: TWO BLASTS\nBrief no. 41, Saturday 12 May 2018, 16:00 local time. For subscribers.\n\n",
        "RIVER GOVERNORATE\nCOMMUNIQUÉ No. 0213 of Saturday 12 May 2018\n\n",
        "RIVER GOVERNORATE\nMedia release 2018-05-12-03\n\n",
        "FUEL DAILY // 12 May 2018\nTWO LORRIES BURNED\n\n",
        "Convoy burned by the river\n\nRiver Mirror online / 12.05.2018 / agencies\n\n",
        "Convoy burned by the river\n\nGAO, Saturday [12 May 2018] - ",
    ],
)
def test_the_day_of_a_head_is_that_of_publication(head: str) -> None:
    assert (published(head) or "")[:10] == "2018-05-12"


@pytest.mark.parametrize(
    "head",
    [
        "Rebels attacked Gao on 12 May 2018.\n\n",
        "A year after the killings of 12 May 2018, nobody has been tried\n\n",
        "Report on the shelling of Gao between 9 and 12 May 2018\n\n",
        "The camp was closed on 12 May 2018 and has stood empty since.\n\n",
        "The camp was closed on Saturday 12 May 2018.\n\n",
        "The dead of 12 May 2018\n\n",
    ],
)
def test_a_day_that_is_told_of_is_not(head: str) -> None:
    assert published(head) is None


@pytest.mark.parametrize("foot", ["Saturday, May 12, 2018", "Published 12 May 2018", "(River Wire, 12 May 2018)"])
def test_a_last_line_that_is_a_date_alone_is_that_of_publication(foot: str) -> None:
    report = make_report(Draft("a.txt", f"Convoy burned by the river\n\n{BODY}\n\n{foot}\n"), codebook=load_codebook())
    assert report.dating.published == "2018-05-12"
