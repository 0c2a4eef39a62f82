"""Sentence bounds in short invented dispatches; one string a sentence, joined by the given space into the raw text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.language import RULES
from dateline.language.segment import read_rules, segment

ENGLISH = read_rules(RULES)

# The treebanks mostly let a dateline stand alone: either way of cutting is right.
DATELINES = [
    ["BAGHDAD (AP) — ", "Two shells hit a market on Monday.", "Nobody was hurt."],
    ["GOMA, Congo (Reuters) - ", "Rebels left the town.", "The army moved in."],
    ["KABUL, Jan. 5 — ", "A convoy was stopped near the bridge.", "It turned back."],
    ["TRIPOLI, Libya -- ", "Fighting went on for a third day.", "Flights were halted."],
    ["WASHINGTON, D.C. — ", "The hearing was put off.", "No new date was set."],
    ["MANILA, March 3 (Xinhua) -- ", "Soldiers found two rifles.", "They were handed to police."],
    ["EL OBEID, Sudan, 12 May 2014 (AFP) - ", "Drones struck a depot.", "Smoke rose over the town."],
]

RUNNING = [
    # ranks and titles
    ["Sgt. 1st Class Ann Reyes spoke to reporters.", "She gave no figures."],
    ["U.S. Rep. Dana Holt, D-Ohio, asked for a report.", "None was sent."],
    ["Lt. Col. J. R. Marsh and Maj. Gen. Omar Said met on Friday.", "They signed a truce."],
    ["Gov. Lena Ortiz thanked Brig. Gen. Paul Wood.", "He leaves in June."],
    ["Dr. Amal Nasser works at St. Luke's Hospital.", "It has 40 beds."],
    ["Capt. Ruth Bell said Pvt. Tom Hall was safe.", "He is 19."],
    ["Mr. Haddad met Mrs. Cole and Prof. Lund.", "They talked for an hour."],
    ["Retired Adm. Joan Pike heads the panel.", "It meets twice a year."],
    ["Spc. Lee Grant and Cpl. Ray Dunn were wounded.", "Both are in hospital."],
    # initials
    ["Gen. A. B. Clarke took command.", "He praised the troops."],
    ["J.P. Rowan, a guard, saw the truck.", "It had no plates."],
    ["The report names Samuel T. Frost.", "He denied it."],
    # states, nations and bodies with stops
    ["The U.S. Army left the base.", "Local troops took it over."],
    ["She flew to the U.S. in 2004.", "She never came back."],
    ["The U.N. Security Council met.", "It took no vote."],
    ["Troops from the U.K. and the U.A.E. took part.", "The drill lasted a week."],
    ["The unit trained in Tampa, Fla. for a month.", "Then it sailed."],
    # clock, days and months
    ["It fell at 3:30 a.m. Monday.", "Police came at once."],
    ["The curfew starts at 8 p.m. and ends at 5 a.m. on weekdays.", "Shops may open later."],
    ["The bus left at 7 a.m.", "It never arrived."],
    ["Shelling began on Jan. 5 and stopped on Feb. 11.", "The road is open."],
    ["The vote is set for Sept. 30.", "Polls open at dawn."],
    ["They arrived on Nov. 2, 2013, from Juba.", "Most were children."],
    # numbers and short words
    ["Route No. 2 is shut.", "Drivers must turn back."],
    ["Prices rose 3.5 percent to 1.20 dollars.", "Bread is scarce."],
    ["The case Reed vs. Stone was closed.", "Neither side spoke."],
    ["Acme Corp. and Bolt Inc. sold the trucks.", "Both firms denied it."],
    ["The contract went to Delta Ltd. in May.", "Work has begun."],
    ["They carried water, rice, etc. to the camp.", "It took all day."],
    ["A .50 caliber gun was found.", "It did not work."],
    ["About 1,200 people fled.", "500 stayed behind."],
    # quotes
    ['"We stay," he said.', '"We have nowhere to go."'],
    ["“We heard a blast.”", "He ran outside."],
    ['"Why now?" she asked.', "Nobody answered."],
    ['The mayor said: "We need help."', "None came."],
    ['He called it "a mistake."', "The army did not comment."],
    ["“Stop!” the guard shouted.", "The car drove on."],
    ["'We lost all,' said a farmer.", "His barn had burned."],
    ['"It was loud," said Amina, 34.', '"The windows broke."'],
    # brackets
    ["They fled (some on foot).", "Others stayed."],
    ["The group (known as the Front) denied it.", "It blamed bandits."],
    ["The bridge fell.", "(Nobody was on it.)", "It was built in 1960."],
    ["The town fell in 2012.[3]", "It was retaken a year later.[4]"],
    # dots, questions and cries
    ["We waited ... and waited.", "Then it came."],
    ["Is it over?", "No one knows.", "Not yet!"],
    ["Who fired first?", "Both sides blame each other."],
    # names from Arabic and elsewhere
    ["Abu Bakr al-Hassan was freed.", "He is well."],
    ["Fighters took Tal al-Hamra.", "Al-Noor radio said so."],
    ["Sheikh Abd al-Karim ibn Yusuf spoke on Friday.", "Thousands came."],
    ["Ould Cheikh left Nouakchott.", "N'Djamena was next."],
    # addresses
    ["Details are at www.example.org/news.", "Call 555-0142 for more."],
    ["Write to desk@example.org.", "Replies take a day."],
    # colons and dashes
    ["The toll is clear: two dead, five hurt.", "More may come."],
    ["The convoy - six trucks and a bus - was stopped.", "It turned back."],
    ["The troops left; the rebels stayed.", "Talks go on."],
]

LINES = [
    ["Bridge hit in Gao", "Two were hurt.", "- One soldier", "- One driver"],
    ["Army denies losses", "By Our Correspondent", "The army denied on Monday that it had lost men."],
    ["Key points:", "• Two killed", "• Five wounded", "• Road closed"],
    ["1. Troops left the base.", "2. Rebels took the bridge.", "3. Talks began."],
    ["(a) the truce holds", "(b) prisoners go home"],
    ["Police found two bodies near the well", "The men had been shot", "No group claimed the killing"],
    ["SANAA, Yemen", "Shells hit the port at noon.", "Read more on page 3"],
    ["Share this report", "Follow us", "© Example News 2014"],
]

ONE_CASE = [
    ["The column left at dawn.", "It reached the river by noon.", "Engineers were still at work."],
    ["Lt. Col. Marsh met Gen. Said on Friday.", "They signed a truce."],
    ["Mr. Haddad was freed.", "He is well."],
    ["Is it over?", "Nobody knows."],
    ["Route No. 2 is shut.", "Drivers must turn back."],
    ["Prices rose 3.5 percent.", "Bread is scarce."],
    ["The U.S. Army left the base.", "Local troops took it over."],
]


def cut(text: str) -> list[str]:
    return [text[sentence[0][0] : sentence[-1][1]] for sentence in segment(text, ENGLISH)]


@pytest.mark.parametrize("sentences", DATELINES, ids=lambda sentences: sentences[0])
def test_a_dateline_stands_alone_or_before_its_sentence(sentences: list[str]) -> None:
    dateline, first, second = sentences
    assert cut(f"{dateline}{first} {second}") in ([dateline + first, second], [dateline.strip(), first, second])


@pytest.mark.parametrize("sentences", RUNNING, ids=lambda sentences: sentences[0])
def test_running_text(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize("sentences", LINES, ids=lambda sentences: sentences[0])
def test_lines_that_end_on_purpose(sentences: list[str]) -> None:
    assert cut("\n".join(sentences)) == sentences


@pytest.mark.parametrize("change", [str.upper, str.lower], ids=["capitals", "small letters"])
@pytest.mark.parametrize("sentences", ONE_CASE, ids=lambda sentences: sentences[0])
def test_wires_in_one_case(sentences: list[str], change: Callable[[str], str]) -> None:
    assert cut(change(" ".join(sentences))) == [change(sentence) for sentence in sentences]
