"""Who says it: said-clauses, "according to", and quotations that run on over sentences."""

from __future__ import annotations

from dateline.coders.context import Context
from dateline.coders.parties import full_words, noun_words, party_at
from dateline.coders.tree import Tree
from dateline.coders.triggers import agents
from dateline.records import Attribution, Coded, Evidence

OPENING = '“"«'


def attribution_of(context: Context, number: int, token: int) -> list[Coded[Attribution]]:
    """Who the report says it from, nearest speaker first; empty where the report speaks in its own voice."""
    tree = context.trees[number]
    for verb in _speech_verbs_over(context, tree, token):
        speaker = _speaker(context, number, verb)
        if speaker is not None:
            return [speaker]
    source = _according(context, number, token)
    if source is not None:
        return [source]
    return _running_quote(context, number)


def is_speech(context: Context, tree: Tree, i: int) -> bool:
    """Whether token `i` is a verb of saying."""
    return tree.token(i).upos == "VERB" and context.stance_of(tree.lemma(i)) is not None


def _speech_verbs_over(context: Context, tree: Tree, token: int) -> list[int]:
    """Verbs of saying whose content holds `token`: above it, or set beside its clause ("..., officials said")."""
    found, below = [], token
    for i in tree.above(token):
        relation = tree.token(below).relation.split(":")[0]
        content = relation in {"ccomp", "xcomp", "obj", "parataxis", "advcl", "conj", "obl"}
        if is_speech(context, tree, i) and content and not _is_subject_side(tree, below):
            found.append(i)
        below = i
    chain = [token, *tree.above(token)]
    beside = [
        j for i in chain for j in tree.kids(i, "parataxis", "ccomp") if j not in chain and is_speech(context, tree, j)
    ]
    return found + [j for j in beside if not _own_content(tree, j)]


def _is_subject_side(tree: Tree, i: int) -> bool:
    return tree.token(i).relation.startswith(("nsubj", "csubj"))


def _own_content(tree: Tree, i: int) -> bool:
    return bool(tree.kids(i, "ccomp", "xcomp"))


def _speaker(context: Context, number: int, verb: int) -> Coded[Attribution] | None:
    tree = context.trees[number]
    stance = context.stance_of(tree.lemma(verb)) or "says"
    subjects = agents(context, number, verb) if tree.is_passive(verb) else tree.subjects(verb)
    if not subjects or (tree.token(verb).relation == "acl:relcl" and not tree.kids(verb, "nsubj")):
        return None
    return _spoken_by(context, number, subjects, verb, stance)


def _spoken_by(context: Context, number: int, subjects: list[int], verb: int, stance: str) -> Coded[Attribution] | None:
    tree = context.trees[number]
    first = subjects[0]
    if context.kinds(number, first) & {"weapon", "time"}:
        return None
    words, evidence = full_words(context, number, first)
    if (short := _behind_clause(context, number, first, evidence)) is not None:
        words, evidence = short.quote, short
    if len(subjects) > 1:
        tokens = [j for s in subjects for j in tree.phrase(s)]
        evidence = context.evidence(number, tokens)
        words = evidence.quote
    cue = context.evidence(number, [verb])
    if tree.token(first).upos == "PRON":
        party = party_at(context, number, first)
        if party is None:
            return None
        said = Attribution(party.value.words, stance, words)
        return Coded(said, (*party.evidence, cue), "attribution/pronoun", 0.7)
    return Coded(Attribution(words, stance, words), (evidence, cue), "attribution/speech", 0.9)


def _behind_clause(context: Context, number: int, noun: int, evidence: Evidence) -> Evidence | None:
    """The speaker behind what is said, where the tree takes both for one phrase: "a bus arrived, the radio said"."""
    tokens = context.trees[number].sentence.tokens
    before = [i for i in range(noun) if tokens[i].start >= evidence.start]
    stops = [i for i in before if tokens[i].text == ","]
    if not stops or not any(tokens[i].upos == "VERB" for i in before if i < stops[-1]):
        return None
    return context.evidence(number, range(stops[-1] + 1, noun + 1))


def _according(context: Context, number: int, token: int) -> Coded[Attribution] | None:
    tree, words = context.trees[number], context.cues["speech"]["according"]
    chain = (token, *tree.above(token))
    for i, cue in enumerate(tree.sentence.tokens):
        source = cue.head
        if cue.lemma.lower() in words and cue.relation in {"case", "fixed", "mark"} and source not in chain:
            speaker, evidence = noun_words(context, number, source)
            said = Attribution(speaker, "says", speaker)
            return Coded(said, (evidence, context.evidence(number, [i])), "attribution/according-to", 0.9)
    return None


def _running_quote(context: Context, number: int) -> list[Coded[Attribution]]:
    """The last speaker, for a sentence inside a quotation that opened before it or that is all quoted."""
    if not _quoted(context, number):
        return []
    for earlier in range(number, max(number - 3, -1), -1):
        tree = context.trees[earlier]
        for i in range(len(tree.sentence.tokens)):
            if is_speech(context, tree, i) and (speaker := _speaker(context, earlier, i)):
                return [Coded(speaker.value, speaker.evidence, "attribution/running-quote", 0.7)]
    return []


def _quoted(context: Context, number: int) -> bool:
    text, sentence = context.reading.report.text, context.reading.sentences[number]
    paragraph = text.rfind("\n", 0, sentence.start) + 1
    before = text[paragraph : sentence.start]
    straight = before.count('"') % 2 == 1
    curly = before.count("“") > before.count("”")
    return straight or curly or text[sentence.start] in OPENING
