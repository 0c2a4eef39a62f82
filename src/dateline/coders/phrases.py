"""What a noun phrase holds for a claim: its places, its site, its weapon, its number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.coders.context import Context
from dateline.coders.parties import noun_words
from dateline.coders.tree import Tree
from dateline.records import Coded, Count, Mention, Place, Site, Toponym, Weapon

RANKS = ("site", "town", "near", "district", "province", "sea", "country")
FINE = frozenset({"site", "town", "near", "district"})  # they say where, not only in which region
DEFINITE_REACH = 4
CRAFT = frozenset({"vehicle", "convoy", "vessel", "aircraft"})  # they move: an adjective names their owner
POSTS = frozenset(
    {"base", "airfield", "camp", "position", "checkpoint"}
)  # forces hold them, reports call them by place
COUNTRY = RANKS.index("country")
WHEREABOUTS = "whereabouts"  # the rule of "22 km north of X": its number counts nothing of the act
CLAUSAL = frozenset({
    "nsubj", "nsubj:pass", "obl", "obl:unmarked", "obj", "cop", "aux", "acl", "acl:relcl", "advcl", "advcl:relcl",
    "ccomp", "xcomp", "parataxis",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Located:
    """A mention with the place that it names; `literal` is False where the name stands for people or a body."""

    mention: Mention
    place: Place
    literal: bool

    @property
    def rank(self) -> int:
        """How coarse the place is."""
        return rank(self.place)

    @property
    def is_point(self) -> bool:
        """Whether the place is a point on the map, not an area."""
        return self.rank < RANKS.index("district")

    def coded(self, rule: str, confidence: float) -> Coded[Place]:
        """The place as a coded value that rests on the mention's words."""
        return Coded(self.place, (self.mention.evidence,), rule, confidence)


def located(mentions: Iterable[Mention]) -> list[Located]:
    """The mentions whose place is known, in their order."""
    return [
        Located(m, m.value.place, m.value.literal) for m in mentions if isinstance(m.value, Toponym) and m.value.place
    ]


def literal(mentions: Iterable[Mention]) -> list[Located]:
    """The mentions that name a known place and stand for it, in their order."""
    return [found for found in located(mentions) if found.literal]


def rank(place: Place) -> int:
    """How coarse a place is: 0 for a site, 6 for a country."""
    return RANKS.index(place.precision)


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
    words = {tree.lemma(j) for j in tree.kids(i, "case", "mark")} & context.cues["including"]["words"]
    beside = tree.token(i).relation in {"conj", "appos"} and (number, i) in context.counts
    beside = beside and not any(m.rule == WHEREABOUTS for m in context.within(number, tree.phrase(i), "place"))
    return bool(words) or beside


def places_in(context: Context, number: int, i: int) -> list[Coded[Place]]:
    """The places that the phrase of token `i` names: coordinated ones each, of nested ones the finest.

    A phrase without a name may point back ("the town", "the base"); a site's adjective gives its country.
    """
    mentions = context.within(number, nominal_below(context, number, i), "place")
    named = literal(mentions)
    if not named:
        return _unnamed_place(context, number, i, mentions)
    finest = min(named, key=lambda n: (n.rank, n.mention.evidence.start))
    tree, head = context.trees[number], finest.mention.head
    between = set(tree.cases(head)) & context.cues["prepositions"]["between"]
    together = set() if between else set(tree.conjuncts(tree.first_conjunct(head))) | _beside(tree, head)
    beside = [n for n in named if n.mention.head in together and n.is_point == finest.is_point and n.rank < COUNTRY]
    return [n.coded("place/phrase", 0.9) for n in named if n is finest or n in beside]


def _unnamed_place(context: Context, number: int, i: int, mentions: Iterable[Mention]) -> list[Coded[Place]]:
    """The place that the phrase points back at, else the country of a site's adjective."""
    meant = _definite_place(context, number, i)
    if meant is not None or not _is_site(context, number, i) or _is_of(context, number, i, CRAFT):
        return [meant] if meant is not None else []
    own = context.trees[number].phrase(i)
    return [n.coded("place/adjective", 0.7) for n in located(mentions) if n.mention.head in own][:1]


def _definite_place(context: Context, number: int, i: int) -> Coded[Place] | None:
    """The last place named of the precision that a definite noun speaks of: "the province", "the town", "the base"."""
    tree, cues = context.trees[number], context.cues
    lemma = tree.lemma(i)
    wanted = [precision for precision, nouns in cues["places"].items() if lemma in nouns]
    if not wanted and _is_of(context, number, i, POSTS):
        wanted = ["site", "town", "near"]
    if not tree.is_definite(i, "nmod:poss") or not (wanted or _is_site(context, number, i)):
        return None
    if any(tree.token(j).upos == "PROPN" for j in tree.kids(i, "nmod", "compound", "flat")):
        return None
    start = tree.token(i).start
    if "country" in wanted:
        return _country_meant(context, number, i)
    if (same := _same_site(context, number, i)) is not None:
        return same
    for found in _literal_before(context, start):
        if number - found.mention.sentence > DEFINITE_REACH:
            return None
        if found.place.precision in wanted:
            return _pointed_at(context, number, i, found, 0.6)
    return None


def _literal_before(context: Context, start: int) -> Iterator[Located]:
    """The names of known places that stand for them before an offset, the last first."""
    return (found for mention in context.before(start) for found in literal([mention]))


def _pointed_at(context: Context, number: int, i: int, found: Located, confidence: float) -> Coded[Place]:
    """The place that token `i` points back at."""
    evidence = (context.evidence(number, [i]), found.mention.evidence)
    return Coded(found.place, evidence, "place/definite", confidence)


def _same_site(context: Context, number: int, i: int) -> Coded[Place] | None:
    """The place of a site of the same name told before: "the airport" after "the airport of Erbil"."""
    token = context.trees[number].token(i)
    for site in reversed(context.sites.get(token.lemma, ())):
        if site.evidence.start >= token.start:
            continue
        if named := literal(_about(context, site)):
            return _pointed_at(context, number, i, min(named, key=lambda n: n.rank), 0.7)
    return None


def _about(context: Context, site: Mention) -> list[Mention]:
    """Places named in a site's phrase, or by the name that the phrase stands beside ("Qaim, the western base")."""
    token = context.trees[site.sentence].token(site.head)
    heads = [token.head] if token.relation == "appos" else []
    tokens = {k for j in (site.head, *heads) for k in nominal_below(context, site.sentence, j)}
    return context.within(site.sentence, tokens, "place")


def _country_meant(context: Context, number: int, i: int) -> Coded[Place] | None:
    """The country of the last place named before token `i`, where the report names that country too."""
    start = context.trees[number].token(i).start
    last = next(_literal_before(context, start), None)
    found = country_named(context, last.place.country if last else None)
    return None if found is None else _pointed_at(context, number, i, found, 0.6)


def country_named(context: Context, country: str | None) -> Located | None:
    """Where the report first names a country (alpha-3) itself."""
    first = context.countries.get(country)
    return next(iter(located([first] if first else [])), None)


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


def _is_of(context: Context, number: int, i: int, kinds: frozenset[str]) -> bool:
    """Whether token `i` is a site of one of the kinds."""
    return any(isinstance(m.value, Site) and m.value.kind in kinds for m in context.mentions(number, i, "site"))


def _is_site(context: Context, number: int, i: int) -> bool:
    return bool(context.kinds(number, i) & {"site"})


def site_at(context: Context, number: int, i: int) -> Coded[Site] | None:
    """The site that the phrase of token `i` names."""
    for mention in context.mentions(number, i, "site"):
        if isinstance(mention.value, Site):
            return site_named(context, number, i, mention.value.kind)
    return None


def site_named(context: Context, number: int, i: int, kind: str) -> Coded[Site]:
    """The phrase of token `i` as a site of a kind."""
    words, evidence = noun_words(context, number, i)
    return Coded(Site(words, kind), (evidence,), "site/noun", 0.9)


def weapons_in(context: Context, number: int, tokens: Iterable[int]) -> list[Coded[Weapon]]:
    """The weapons among the tokens, each with its number where one is told."""
    found = []
    for mention in context.within(number, tokens, "weapon"):
        if not isinstance(mention.value, Weapon):
            continue
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
    """The number in "a family of five"; that of "a girl of nine" is her age."""
    tree, of = context.trees[number], context.cues["grammar"]["of"]
    if context.kinds(number, i) == {"person"} and not tree.is_plural(i):
        return None
    numbers = [j for cases, j in tree.obliques(i) if set(cases) & of and tree.token(j).upos == "NUM"]
    return context.counts.get((number, numbers[0])) if numbers else None


def single(context: Context, number: int, i: int) -> Coded[Count] | None:
    """One, for a person named or told in the singular ("a British soldier", "General X")."""
    tree = context.trees[number]
    token = tree.token(i)
    named = any(m.rule == "engine/person" for m in context.mentions(number, i, "actor"))
    person = token.upos == "NOUN" or "person" in context.kinds(number, i)
    singular = person and not tree.is_plural(i)
    article = bool(tree.kids(i, "det")) or tree.token(i).relation == "conj" or _names_one(context, number, i)
    if (not named and not (singular and article)) or context.kinds(number, i) & {"force", "organisation"}:
        return None
    words, evidence = noun_words(context, number, i)
    return Coded(Count(1, 1, words, words), (evidence,), "count/singular", 0.85)


def _names_one(context: Context, number: int, i: int) -> bool:
    tokens = context.trees[number].below(i)
    return any(m.rule == "engine/person" for j in tokens for m in context.mentions(number, j, "actor"))
