"""Noun phrases as parties: named actors, forces of an owner, role nouns, pronouns through their antecedent."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coders.context import NAMES, SEEN, Context
from dateline.coders.tree import Tree
from dateline.records import Coded, Evidence, Mention, Party, Term, Toponym

PARTY_KINDS = frozenset({"person", "force", "group", "state", "organisation"})
OWNERS = frozenset({"codebook/actor", "codebook/state", "codebook/adjective", "engine/organisation", "engine/group"})
REACH = 4
GOVERNMENT = "GOV"


def party_at(context: Context, number: int, i: int, *, follow: bool = True) -> Coded[Party] | None:
    """The party that the noun phrase headed by token `i` names, or None if it names none.

    Unless links are to be followed, a pronoun names none, and a noun only what stands in its own phrase.
    """
    token = context.trees[number].token(i)
    if token.upos == "PRON":
        return _antecedent(context, number, i) if follow else None
    named = [m for m in context.mentions(number, i, "actor") if m.rule != "codebook/adjective" or token.upos != "ADJ"]
    terms = [m.value for m in context.mentions(number, i, "person") if m.head == i and isinstance(m.value, Term)]
    if named and named[0].rule in SEEN and (capital := _capital(context, number, i)) is not None:
        return capital
    if terms:
        return _beside_name(context, number, i) or _role_noun(context, number, i, terms[0], follow=follow)
    if named and named[0].rule == "codebook/adjective" and "person" in context.kinds(number, i):
        words, evidence = noun_words(context, number, i)
        country = named[0].value.country if isinstance(named[0].value, Party) else None
        return Coded(Party(words, None, country, None, words), (evidence,), "party/nationality", 0.85)
    if named and not (named[0].rule in NAMES and context.is_placed(number, i)):
        return _named(named[0])
    if (capital := _capital(context, number, i)) is not None:
        return capital
    for j in context.trees[number].kids(i, "appos"):
        if (found := party_at(context, number, j, follow=follow)) is not None:
            return found
    return None


def state_at(context: Context, number: int, i: int) -> Coded[Party] | None:
    """The state that token `i` names, also where the name stands in a phrase of place."""
    for mention in context.mentions(number, i, "actor"):
        if mention.rule == "codebook/state":
            return _named(mention)
    return _capital(context, number, i, even_literal=True)


def _capital(context: Context, number: int, i: int, *, even_literal: bool = False) -> Coded[Party] | None:
    """The government for which a capital's name stands."""
    for mention in context.mentions(number, i, "place"):
        country = context.capital_of(mention.value, even_literal) if isinstance(mention.value, Toponym) else None
        if country is not None:
            words = mention.evidence.quote
            party = Party(country.name, country.alpha3.lower(), country.alpha3, GOVERNMENT, words)
            return Coded(party, (mention.evidence,), "party/capital", 0.8)
    return None


def owner_of_weapon(context: Context, number: int, i: int) -> Coded[Party] | None:
    """The party whose weapon token `i` names: "Turkish artillery", "its jets"."""
    owner = owner_in(context, number, i)
    if owner is None or not isinstance(owner.value, Party) or owner.rule == "engine/organisation":
        return None
    known, (words, evidence) = owner.value, noun_words(context, number, i)
    party = Party(known.name, known.id, known.country, known.sector or "MIL", words)
    return Coded(party, (evidence, owner.evidence), "party/weapon-owner", 0.85)


def is_party(context: Context, number: int, i: int) -> bool:
    """Whether the noun at token `i` is somebody who can act or undergo."""
    return bool(context.kinds(number, i) & PARTY_KINDS)


def _named(mention: Mention) -> Coded[Party] | None:
    if not isinstance(mention.value, Party):
        return None
    return Coded(mention.value, (mention.evidence,), f"party/{mention.rule}", 0.95)


def owner_in(context: Context, number: int, i: int) -> Mention | None:
    """The actor that owns the noun at token `i`: an adjective, a possessive or an "of" phrase within its phrase.

    In "a US battalion of soldiers" the owner of the battalion owns the soldiers. A possessive is followed only to what
    stands before the noun, so that no two nouns own each other.
    """
    tree, before = context.trees[number], (number, min(i, context.core(number, i)))
    outer = tree.token(i).head
    if outer >= 0 and context.core(number, outer) == i and (found := owner_in(context, number, outer)):
        return found
    of = [j for cases, j in tree.obliques(i) if set(cases) & context.cues["grammar"]["of"]]
    for j in (*tree.phrase(i), *of):
        if tree.token(j).upos == "PRON" and (meant := antecedent(context, number, j)) and meant < before:
            return _owner_itself(context, *meant)
        mentions = context.mentions(number, j, "actor") if j != i else []
        owners = [m for m in mentions if m.rule in OWNERS and not _is_prefix(context, m)]
        if owners:
            return owners[0]
    return _short_name(context, number, i)


def _owner_itself(context: Context, number: int, i: int) -> Mention | None:
    """The actor that a possessor is or belongs to: "its troops" after "Turkey" or "the Turkish army"."""
    mentions = [m for m in context.mentions(number, i, "actor") if m.rule in OWNERS]
    return mentions[0] if mentions else owner_in(context, number, i)


def _is_prefix(context: Context, mention: Mention) -> bool:
    """Whether a name only describes what follows its hyphen ("Iran-backed")."""
    return context.reading.report.text[mention.evidence.end : mention.evidence.end + 1] == "-"


def _beside_name(context: Context, number: int, i: int) -> Coded[Party] | None:
    """The body whose name stands beside its noun: "a little-known faction, the Companions of the Ridge"."""
    tree = context.trees[number]
    for j in tree.kids(i, "appos"):
        for mention in context.mentions(number, j, "actor"):
            if mention.rule in {"codebook/actor", "engine/organisation", "engine/group"} and mention.head == j:
                return _named(mention)
    return None


def _short_name(context: Context, number: int, i: int) -> Mention | None:
    """The actor named earlier whose name ends on a noun of this phrase ("coalition troops", "the alliance")."""
    tree = context.trees[number]
    start = tree.token(i).start
    for j in tree.phrase(i):
        lemma = tree.lemma(j)
        if tree.token(j).upos != "NOUN" or "force" not in context.kinds(number, j) | context.kinds(number, i):
            continue
        for m in reversed(context.actors.get(lemma, ())):
            if m.evidence.start < start:
                return m
    return None


def noun_words(context: Context, number: int, i: int) -> tuple[str, Evidence]:
    """The noun phrase of token `i` without its article and its number, and its evidence."""
    tree = context.trees[number]
    phrase = tree.phrase(i)
    count = context.counts.get((number, i))
    counted = count.evidence.end if count is not None else 0
    while len(phrase) > 1 and (_is_article(tree, phrase[0], i) or tree.token(phrase[0]).start < counted):
        phrase = phrase[1:]
    evidence = context.evidence(number, phrase)
    return evidence.quote, evidence


def full_words(context: Context, number: int, i: int) -> tuple[str, Evidence]:
    """The noun phrase of token `i` with the body that it belongs to or speaks for: "soldiers of the Third Brigade"."""
    words, evidence = noun_words(context, number, i)
    end = _end_of_body(context, number, i)
    if end <= i:
        return words, evidence
    start = next(k for k in context.trees[number].phrase(i) if context.trees[number].token(k).start == evidence.start)
    whole = context.evidence(number, range(min(start, i), end + 1))
    return whole.quote, whole


def _end_of_body(context: Context, number: int, i: int) -> int:
    """The last token of the bodies behind token `i`, `i` itself where there are none."""
    tree, marks = context.trees[number], context.cues["grammar"]["spoken_for"]
    bodies = [j for cases, j in tree.obliques(i) if set(cases) & marks and j > i]
    bodies = [j for j in bodies if "time" not in context.kinds(number, j)]
    return max((max(*tree.phrase(j), _end_of_body(context, number, j)) for j in bodies), default=i)


def as_written(context: Context, number: int, i: int) -> Coded[Party]:
    """The party that a noun names of which nothing is known but that it is one: its words, its owner's country."""
    words, evidence = full_words(context, number, i)
    return Coded(
        Party(words, None, _country(owner_in(context, number, i)), None, words), (evidence,), "party/as-written", 0.6
    )


def _is_article(tree: Tree, i: int, noun: int) -> bool:
    return i != noun and tree.token(i).relation in {"det", "det:predet", "nummod", "advmod"}


def _role_noun(context: Context, number: int, i: int, term: Term, *, follow: bool) -> Coded[Party]:
    """A force or person: its owner's name for forces, its own name where one stands in the phrase."""
    words, evidence = full_words(context, number, i)
    owner = owner_in(context, number, i)
    name = _name_in(context, number, i)
    if name is not None:
        party = Party(name.evidence.quote, None, _country(owner), term.sector, words)
        return Coded(party, (evidence,), "party/named-person", 0.9)
    if owner is not None and isinstance(owner.value, Party):
        known = owner.value
        if "force" in context.kinds(number, i):
            party = Party(known.name, known.id, known.country, known.sector or term.sector, words)
            return Coded(party, (evidence,), "party/owned-force", 0.9)
        party = Party(words, None, known.country, term.sector, words)
        return Coded(party, (evidence,), "party/owned-person", 0.85)
    if follow and (same := _linked_party(context, number, i)) is not None:
        party = Party(same.value.name, same.value.id, same.value.country, same.value.sector or term.sector, words)
        return Coded(party, (evidence, *same.evidence), "party/linked", 0.75)
    return _bare_role(context, number, i, term, words, evidence)


def _bare_role(context: Context, number: int, i: int, term: Term, words: str, evidence: Evidence) -> Coded[Party]:
    """A role noun without an owner: a definite force is the one that was named last, else it stands for itself."""
    definite = context.trees[number].is_definite(i)
    if term.kind == "force" or (definite and (term.kind == "organisation" or term.sector in {"UAF", "REB", "MIL"})):
        earlier = _last_force(context, number, i, term, definite)
        if earlier is not None:
            value = earlier.value
            party = Party(value.name, value.id, value.country, value.sector, words)
            return Coded(party, (evidence, *earlier.evidence), "party/definite-force", 0.7)
    return Coded(Party(words, None, None, term.sector, words), (evidence,), "party/role-noun", 0.8)


def _linked_party(context: Context, number: int, i: int) -> Coded[Party] | None:
    """The named party that the engine links a definite noun to."""
    known = _along(context, context.linked.get((number, i)))
    return next((party for party in known if party.value.id or party.value.country), None)


def _along(context: Context, there: tuple[int, int] | None) -> Iterator[Coded[Party]]:
    """The parties at a place and at all that it is linked back to; a noun may be linked to one that holds it."""
    seen: set[tuple[int, int]] = set()
    while there is not None and there not in seen:
        seen.add(there)
        if (party := party_at(context, *there, follow=False)) is not None:
            yield party
        there = context.linked.get(there)


def _last_force(context: Context, number: int, i: int, term: Term, definite: bool) -> Coded[Party] | None:
    """The last owned force named by the same noun; for a definite noun also the last armed group."""
    start, lemma = context.trees[number].token(i).start, context.trees[number].token(i).lemma
    for mention in context.before(start):
        if number - mention.sentence > REACH:
            return None
        if isinstance(mention.value, Term) and mention.value.kind == "force":
            owner = owner_in(context, mention.sentence, mention.head)
            same = context.trees[mention.sentence].token(mention.head).lemma == lemma
            if owner is not None and same:
                return _role_noun(context, mention.sentence, mention.head, mention.value, follow=False)
        armed = term.sector in {"REB", "UAF"} or term.kind == "organisation"
        if definite and armed and isinstance(mention.value, Party) and _is_group(context, mention.value):
            return Coded(mention.value, (mention.evidence,), "party/last-group")
    return None


def _is_group(context: Context, party: Party) -> bool:
    return context.actor_kinds.get(party.id or "") in {"armed_group", "movement"}


def _country(owner: Mention | None) -> str | None:
    return owner.value.country if owner is not None and isinstance(owner.value, Party) else None


def _name_in(context: Context, number: int, i: int) -> Mention | None:
    """A person's name inside the phrase of `i` or in apposition to it."""
    tree = context.trees[number]
    tokens = [*tree.phrase(i), *(k for j in tree.kids(i, "appos") for k in tree.phrase(j))]
    named = [m for j in tokens for m in context.mentions(number, j, "actor") if m.rule == "engine/person"]
    return named[0] if named else None


def _antecedent(context: Context, number: int, i: int) -> Coded[Party] | None:
    """The party that a pronoun stands for."""
    parties = list(_along(context, antecedent(context, number, i)))
    if not parties:
        return None
    party = next((party for party in parties if party.value.id or party.value.country), parties[0])
    return Coded(party.value, (context.evidence(number, [i]), *party.evidence), "party/pronoun", 0.6)


def antecedent(context: Context, number: int, i: int) -> tuple[int, int] | None:
    """The sentence and token that a pronoun stands for: as the engine links it, else the nearest that agrees."""
    if (number, i) in context.linked:
        return context.linked[number, i]
    grammar = context.cues["grammar"]
    word = context.trees[number].token(i).text.lower()
    if word in grammar["plural_pronouns"]:
        wanted, plural = frozenset({"force", "group", "person", "organisation"}), True
    elif word in grammar["person_pronouns"]:
        wanted, plural = frozenset({"person"}), False
    elif word in grammar["singular_pronouns"]:
        wanted, plural = frozenset({"group", "organisation", "state", "force"}), False
    else:
        return None
    for earlier, j in (*_speakers(context, number, i), *_earlier_nouns(context, number, i)):
        if context.kinds(earlier, j) & wanted and _agrees(context, earlier, j, plural):
            return earlier, j
    return None


def _speakers(context: Context, number: int, i: int) -> list[tuple[int, int]]:
    """The subjects of the verbs of saying over a pronoun, the nearest first: "the group said it killed"."""
    tree = context.trees[number]
    verbs = [j for j in tree.above(i) if context.stance_of(tree.lemma(j)) is not None]
    return [(number, k) for j in verbs for k in tree.subjects(j) if k != i and tree.token(k).upos != "PRON"]


def _agrees(context: Context, number: int, i: int, plural: bool) -> bool:
    """Whether a noun may be meant by a plural or a singular pronoun; bodies of people may be by both."""
    tree = context.trees[number]
    many = tree.is_plural(i) or len(tree.conjuncts(i)) > 1
    collective = bool(context.kinds(number, i) & {"force", "group", "organisation"})
    return many or collective if plural else not many


def _earlier_nouns(context: Context, number: int, i: int) -> list[tuple[int, int]]:
    """Nouns before token `i`, this sentence and three back; in each the subjects first, then others from the end."""
    found: list[tuple[int, int]] = []
    for earlier in range(number, max(number - REACH, -1), -1):
        if not context.coded(earlier):
            continue
        tree = context.trees[earlier]
        limit = i if earlier == number else len(tree.sentence.tokens)
        nouns = [j for j in range(limit) if tree.token(j).upos in {"NOUN", "PROPN", "ADJ"}]
        subjects = [j for j in nouns if tree.token(j).relation.startswith("nsubj")]
        found += [(earlier, j) for j in subjects] + [(earlier, j) for j in reversed(nouns) if j not in subjects]
    return found
