"""What a noun phrase holds for a claim: its places, its site, its weapon, its number."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coders.context import Context
from dateline.coders.parties import noun_words
from dateline.coders.tree import Tree
from dateline.records import Coded, Count, Mention, Place, Site, Toponym, Weapon

RANKS = ("site", "town", "near", "district", "province", "sea", "country")
DEFINITE_REACH = 4
POSTS = frozenset({"base", "airfield", "camp", "position", "checkpoint"})
COUNTRY = RANKS.index("country")
CLAUSAL = frozenset(
    {
        "nsubj",
        "nsubj:pass",
        "obl",
        "obl:unmarked",
        "obj",
        "cop",
        "aux",
        "acl",
        "acl:relcl",
        "advcl",
        "advcl:relcl",
        "ccomp",
        "xcomp",
        "parataxis",
    }
)


def nominal_below(context: Context, number: int, i: int) -> list[int]:
    """`i` and what hangs on it without entering a clause."""
    tree, found = context.trees[number], [i]
    for j in tree.children[i]:
        if tree.token(j).relation not in CLAUSAL and not _is_part(context, number, j):
            found += nominal_below(context, number, j)
    return sorted(found)


def _is_part(context: Context, number: int, i: int) -> bool:
    """Whether a phrase counts a part of its own: "1,100 in Niger, including 400 at a base"."""
    tree = context.trees[number]
    words = {tree.token(j).lemma.lower() for j in tree.kids(i, "case", "mark")} & context.cues["including"]["words"]
    beside = tree.token(i).relation in {"conj", "appos"} and (number, i) in context.counts
    return bool(words) or beside


def places_in(context: Context, number: int, i: int) -> list[Coded[Place]]:
    """The places that the phrase of token `i` names: coordinated ones each, of nested ones the finest.

    A phrase without a name may point back ("the town", "the base"); a site's adjective gives its country.
    """
    mentions = context.within(number, nominal_below(context, number, i), "place")
    literal = [m for m in mentions if isinstance(m.value, Toponym) and m.value.literal and m.value.place]
    if not literal:
        meant = _definite_place(context, number, i)
        own = context.trees[number].phrase(i)
        by_adjective = [_coded(m, "place/adjective", 0.7) for m in mentions if _has_place(m) and m.head in own]
        return [meant] if meant else by_adjective[:1] if _is_site(context, number, i) else []
    finest = min(literal, key=lambda m: (_rank(m), m.evidence.start))
    tree = context.trees[number]
    between = set(tree.cases(finest.head)) & context.cues["prepositions"]["between"]
    together = set() if between else set(tree.conjuncts(tree.first_conjunct(finest.head))) | _beside(tree, finest.head)
    beside = [m for m in literal if m.head in together and _is_point(m) == _is_point(finest) and _rank(m) < COUNTRY]
    return [_coded(m, "place/phrase", 0.9) for m in literal if m is finest or m in beside]


def _definite_place(context: Context, number: int, i: int) -> Coded[Place] | None:
    """The last place named of the precision that a definite noun speaks of: "the province", "the town", "the base"."""
    tree, cues = context.trees[number], context.cues
    lemma = tree.token(i).lemma.lower()
    wanted = [precision for precision, nouns in cues["places"].items() if lemma in nouns]
    if not wanted and _is_post(context, number, i):
        wanted = ["site", "town", "near"]
    definite = any(tree.token(j).lemma.lower() in cues["grammar"]["definite"] for j in tree.kids(i, "det", "nmod:poss"))
    if not definite or not (wanted or _is_site(context, number, i)):
        return None
    start = tree.token(i).start
    if "country" in wanted:
        return _country_meant(context, number, i)
    if (same := _same_site(context, number, i)) is not None:
        return same
    for mention in reversed(context.reading.mentions):
        if mention.evidence.start < start and _is_literal(mention) and _precision(mention) in wanted:
            far = number - mention.sentence > DEFINITE_REACH
            found = _coded(mention, "place/definite", 0.6)
            return (
                None if far else Coded(found.value, (context.evidence(number, [i]), *found.evidence), found.rule, 0.6)
            )
    return None


def _same_site(context: Context, number: int, i: int) -> Coded[Place] | None:
    """The place of a site of the same name told before: "the airport" after "the airport of Erbil"."""
    token = context.trees[number].token(i)
    sites = [m for m in context.reading.mentions if m.kind == "site" and m.evidence.start < token.start]
    for site in reversed(sites):
        if context.trees[site.sentence].token(site.head).lemma != token.lemma:
            continue
        named = [m for m in _about(context, site) if _is_literal(m)]
        if named:
            found = _coded(min(named, key=_rank), "place/definite", 0.7)
            return Coded(found.value, (context.evidence(number, [i]), *found.evidence), found.rule, 0.7)
    return None


def _about(context: Context, site: Mention) -> list[Mention]:
    """Places named in a site's phrase, or by the name that the phrase stands beside ("Qaim, the western base")."""
    token = context.trees[site.sentence].token(site.head)
    heads = [token.head] if token.relation == "appos" else []
    tokens = {k for j in (site.head, *heads) for k in nominal_below(context, site.sentence, j)}
    return context.within(site.sentence, tokens, "place")


def _is_literal(mention: Mention) -> bool:
    return isinstance(mention.value, Toponym) and mention.value.literal and mention.value.place is not None


def _country_meant(context: Context, number: int, i: int) -> Coded[Place] | None:
    """The country of the last place named before token `i`, where the report names that country too."""
    start = context.trees[number].token(i).start
    earlier = [m for m in context.reading.mentions if m.evidence.start < start and _is_literal(m)]
    country = earlier[-1].value.place.country if earlier else None  # type: ignore[union-attr]
    for mention in context.reading.mentions:
        place = mention.value.place if isinstance(mention.value, Toponym) else None
        if place is not None and place.precision == "country" and place.country == country:
            evidence = (context.evidence(number, [i]), mention.evidence)
            return Coded(place, evidence, "place/definite", 0.6)
    return None


def _precision(mention: Mention) -> str:
    assert isinstance(mention.value, Toponym) and mention.value.place is not None
    return mention.value.place.precision


def _beside(tree: Tree, i: int) -> set[int]:
    """Names that are coordinated by a conjunction under the same noun ("the Qayyarah and Kirkuk bases")."""
    head = tree.token(i).head
    same = (
        {j for j in tree.kids(head, "compound", "nmod", "flat") if tree.token(j).upos == "PROPN"}
        if head >= 0
        else set()
    )
    joined = any(tree.kids(j, "cc") for j in same)
    return same if joined else set()


def _has_place(mention: Mention) -> bool:
    return isinstance(mention.value, Toponym) and mention.value.place is not None


def _is_post(context: Context, number: int, i: int) -> bool:
    """Whether token `i` is a site that forces hold and reports call by its place."""
    return any(isinstance(m.value, Site) and m.value.kind in POSTS for m in context.mentions(number, i, "site"))


def _is_site(context: Context, number: int, i: int) -> bool:
    return bool(context.kinds(number, i) & {"site"})


def rank(place: Place) -> int:
    """How coarse a place is: 0 for a site, 6 for a country."""
    return RANKS.index(place.precision)


def _is_point(mention: Mention) -> bool:
    return _rank(mention) < RANKS.index("district")


def _rank(mention: Mention) -> int:
    assert isinstance(mention.value, Toponym) and mention.value.place is not None
    return rank(mention.value.place)


def _coded(mention: Mention, rule: str, confidence: float) -> Coded[Place]:
    assert isinstance(mention.value, Toponym) and mention.value.place is not None
    return Coded(mention.value.place, (mention.evidence,), rule, confidence)


def site_at(context: Context, number: int, i: int) -> Coded[Site] | None:
    """The site that the phrase of token `i` names."""
    for mention in context.mentions(number, i, "site"):
        if isinstance(mention.value, Site):
            words, evidence = noun_words(context, number, i)
            return Coded(Site(words, mention.value.kind), (evidence,), "site/noun", 0.9)
    return None


def weapons_in(context: Context, number: int, tokens: Iterable[int]) -> list[Coded[Weapon]]:
    """The weapons among the tokens, each with its number where one is told."""
    found = []
    for mention in context.within(number, tokens, "weapon"):
        assert isinstance(mention.value, Weapon)
        count = count_at(context, number, mention.head)
        exact = count.value.low if count and count.value.low == count.value.high else None
        weapon = Weapon(mention.value.kind, mention.evidence.quote, exact)
        found.append(Coded(weapon, (mention.evidence,), "weapon/noun", 0.9))
    return found


def count_at(context: Context, number: int, i: int) -> Coded[Count] | None:
    """The number of what token `i` names, from the numeral that counts it."""
    mention = context.counts.get((number, i)) or _of_number(context, number, i)
    if mention is None or not isinstance(mention.value, Count):
        return None
    words, _ = noun_words(context, number, i)
    value = mention.value
    count = Count(value.low, value.high, words, value.words)
    return Coded(count, (mention.evidence,), "count/numeral")


def _of_number(context: Context, number: int, i: int) -> Mention | None:
    """The number in "a family of five"."""
    tree, of = context.trees[number], context.cues["grammar"]["of"]
    numbers = [j for cases, j in tree.obliques(i) if set(cases) & of and tree.token(j).upos == "NUM"]
    return context.counts.get((number, numbers[0])) if numbers else None


def single(context: Context, number: int, i: int) -> Coded[Count] | None:
    """One, for a person named or told in the singular ("a British soldier", "General X")."""
    tree = context.trees[number]
    token = tree.token(i)
    named = any(m.rule == "engine/person" for m in context.mentions(number, i, "actor"))
    person = token.upos == "NOUN" or "person" in context.kinds(number, i)
    singular = person and token.text.lower() == token.lemma.lower()
    article = bool(tree.kids(i, "det")) or tree.token(i).relation == "conj" or _names_one(context, number, i)
    if (not named and not (singular and article)) or context.kinds(number, i) & {"force", "organisation"}:
        return None
    words, evidence = noun_words(context, number, i)
    return Coded(Count(1, 1, words, words), (evidence,), "count/singular", 0.85)


def _names_one(context: Context, number: int, i: int) -> bool:
    tokens = context.trees[number].below(i)
    return any(m.rule == "engine/person" for j in tokens for m in context.mentions(number, j, "actor"))
