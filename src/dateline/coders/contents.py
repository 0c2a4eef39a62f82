"""Against whom words and crowds turn, where only what they want tells it: "threatened to shell the port of Kora"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.parties import is_party, party_at, state_at
from dateline.records import Coded, Party

WORDS, CROWDS = "diplomacy", "civil"
RECIPIENT = "recipient"
NAMING = frozenset({"NOUN", "PROPN"})


def fill_from_content(context: Context, draft: Draft) -> None:
    """Adds to a draft of words or of a crowd that has no recipient the first party in what is said or wanted."""
    entry = draft.hit.entry
    if draft.recipients or entry.family not in {WORDS, CROWDS} or RECIPIENT not in entry.roles:
        return
    known = [evidence for party in draft.actors for evidence in party.evidence]
    for i in _content(context, draft):
        party = _party(context, draft.hit.number, i)
        if party is not None and not any(e.start < o.end and o.start < e.end for e in party.evidence for o in known):
            draft.recipients.append(party)
            return


def _content(context: Context, draft: Draft) -> Iterator[int]:
    """The nouns behind the trigger in what hangs on it; for a crowd only those behind a word of opposition."""
    tree = context.trees[draft.hit.number]
    behind = [i for i in tree.below(tree.clause_head(draft.verb)) if i > draft.hit.tokens[-1]]
    if draft.hit.entry.family == CROWDS:
        words = context.cues["opposition"]["words"]
        first = next((i for i in behind if tree.lemma(i) in words), None)
        behind = [] if first is None else [i for i in behind if i > first]
    yield from (i for i in behind if tree.token(i).upos in NAMING and tree.token(i).relation != "compound")


def _party(context: Context, number: int, i: int) -> Coded[Party] | None:
    party = party_at(context, number, i) if is_party(context, number, i) else state_at(context, number, i)
    return party and replace(party, rule="party/content", confidence=0.5)
