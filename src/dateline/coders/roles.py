"""Fills a draft with what hangs on its trigger: who, whom, what, where, with what, how many."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.codebook import Trigger
from dateline.coders.context import Context
from dateline.coders.drafts import Draft, add_count
from dateline.coders.parties import is_party, noun_words, owner_of_weapon, party_at, state_at
from dateline.coders.phrases import count_at, nominal_below, places_in, rank, single, site_at, weapons_in
from dateline.coders.reasons import responds
from dateline.coders.tolls import add_results
from dateline.coders.tree import Tree
from dateline.coders.triggers import agents, subjects_of
from dateline.records import TOLLS, Coded, Count, Party, Place, Site, Weapon

OTHER = "other"
LIST_GAP = 12
TARGETS = frozenset({"force", "group", "person", "state", "organisation", "site"})
SIDES = frozenset({"force", "group", "person", "state", "organisation"})
WORDS = frozenset({"diplomacy", "repression"})
MOVES = frozenset({"origin", "destination"})


def fill_roles(context: Context, draft: Draft) -> None:
    """Adds to `draft` the arguments of its trigger and of the verb that carries it."""
    hit = draft.hit
    if hit.is_noun:
        _noun(context, draft)
        _carrier(context, draft)
    else:
        fill_from_verb(context, draft, hit.token, hit.trigger)
    if draft.is_violent:
        add_results(context, draft)


def fill_from_verb(context: Context, draft: Draft, i: int, trigger: Trigger) -> None:
    """Adds the subject, the object and the prepositional phrases of the verb at token `i`."""
    tree, number = context.trees[draft.hit.number], draft.hit.number
    passive = tree.is_passive(i)
    subjects, objects = subjects_of(context, number, i, trigger), tree.objects(i) or _behind_particle(tree, draft)
    if passive:
        subjects, objects = agents(context, number, i), subjects
    for j in subjects:
        assign(context, draft, trigger.subject, j, trigger)
    for j in objects:
        if j not in draft.hit.tokens:
            assign(context, draft, trigger.object, j, trigger)
            continue
        draft.weapon += weapons_in(context, number, [j])
        if trigger.effect:
            add_toll(context, draft, trigger.effect, number, j)
        for cases, k in tree.obliques(j):
            _oblique(context, draft, cases, k)
            if set(cases) & context.cues["grammar"]["of"]:
                _add_places(context, draft, _default_place(draft), k)
    for j in tree.kids(i, "iobj"):
        assign(context, draft, "recipient", j, trigger)
    done = {*subjects, *objects, *draft.hit.tokens}
    for cases, j in tree.obliques(i):
        if j not in done:
            _oblique(context, draft, cases, j)
    first = tree.first_conjunct(i)
    if first != i and not draft.is_placed:
        beside = [j for cases, j in tree.obliques(first) if set(cases) & context.cues["prepositions"]["at"]]
        for j in (*beside, *tree.objects(first)):
            if not draft.is_placed and not responds(context, tree, j):
                _add_places(context, draft, _default_place(draft), j)


def _behind_particle(tree: Tree, draft: Draft) -> list[int]:
    """The object that stands behind a particle taken for a preposition: "handed over their camp"."""
    return [j for _, j in tree.obliques(draft.hit.token) if set(tree.kids(j, "case")) & set(draft.hit.tokens)]


def assign(context: Context, draft: Draft, role: str, j: int, trigger: Trigger) -> None:
    """Puts the phrase of token `j` where its role and its kind say."""
    number = draft.hit.number
    outer, j = j, context.core(number, j)
    kinds = context.kinds(number, j)
    if (
        "weapon" in kinds
        and role in {"recipient", "site"}
        and trigger.object != "weapon"
        and not _lies(context, number, j)
    ):
        draft.site = draft.site or _target_weapon(context, number, j)
        _number(context, draft, j)
        return
    if "weapon" in kinds and not kinds & {"force", "person"} and role != "force":
        draft.weapon += weapons_in(context, number, nominal_below(context, number, j))
        _number(context, draft, j)
        if role == "actor" and (owner := owner_of_weapon(context, number, j)):
            draft.actors.append(owner)
        return
    if role == "none" or "time" in kinds:
        return
    if role in {"origin", "destination", "place"}:
        _move_place(context, draft, role, j)
    elif role == "force":
        _force(context, draft, j, count_at(context, number, j) or count_at(context, number, outer))
    elif role == "actor":
        _party(context, draft.actors, number, j)
        if draft.hit.entry.family == "posture" and (kinds & {"force", "other"}):
            draft.strength = draft.strength or count_at(context, number, j) or count_at(context, number, outer)
    elif role in {"recipient", "site", "content"}:
        _target(context, draft, j)
    if trigger.effect and role in {trigger.object if trigger.subject != "recipient" else "recipient", "recipient"}:
        add_toll(context, draft, trigger.effect, number, j)


def _lies(context: Context, number: int, j: int) -> bool:
    """Whether token `j` is a mine or the like: who hits it is its victim."""
    lying = {weapon.kind for weapon in context.codebook.weapons if weapon.lies}
    return any(isinstance(m.value, Weapon) and m.value.kind in lying for m in context.mentions(number, j, "weapon"))


def _is_thing(context: Context, draft: Draft, j: int) -> bool:
    """Whether token `j` is a common noun, unknown to the codebook, that an act of violence hits."""
    unknown = context.kinds(draft.hit.number, j) == {"other"}
    noun = context.trees[draft.hit.number].token(j).upos == "NOUN"
    return unknown and noun and draft.is_violent and draft.hit.trigger.effect is None


def _thing(context: Context, number: int, j: int) -> Coded[Site]:
    words, evidence = noun_words(context, number, j)
    return Coded(Site(words, OTHER), (evidence,), "site/other-noun", 0.6)


def _target_weapon(context: Context, number: int, j: int) -> Coded[Site]:
    """A weapon that was hit or destroyed: no means, but what was struck."""
    words, evidence = noun_words(context, number, j)
    return Coded(Site(words, _kind_as_site(context, number, j)), (evidence,), "site/weapon")


def _kind_as_site(context: Context, number: int, j: int) -> str:
    """What kind of site the weapon at token `j` is: its noun's own, else that of its kind of weapon."""
    kinds = {weapon.kind: weapon.site for weapon in context.codebook.weapons}
    weapons = (m.value.kind for m in context.mentions(number, j, "weapon") if isinstance(m.value, Weapon))
    own = site_at(context, number, j)
    return own.value.kind if own else next((kind for weapon in weapons if (kind := kinds[weapon])), OTHER)


def add_toll(context: Context, draft: Draft, effect: str, number: int, j: int) -> None:
    """Adds the number of the persons that token `j` names to a toll."""
    count = toll_at(context, effect, number, j)
    if count is not None:
        add_count(draft, effect, count)


def toll_at(context: Context, effect: str, number: int, j: int) -> Coded[Count] | None:
    """The number of the persons that token `j` names, None where it names none whom that toll can count."""
    if context.kinds(number, j) & {"site", "vehicle"} and not is_party(context, number, j):
        return None
    people = context.kinds(number, j) & {"person", "force", "group"} or context.trees[number].token(j).upos == "NUM"
    if effect in {"captured", "displaced"} and not people:
        return None
    return count_at(context, number, j) or single(context, number, j)


def _party(context: Context, parties: list[Coded[Party]], number: int, j: int) -> None:
    party = party_at(context, number, j) or state_at(context, number, j)
    if party is not None and party.value.words not in [p.value.words for p in parties]:
        parties.append(party)


def _force(context: Context, draft: Draft, j: int, count: Coded[Count] | None) -> None:
    """Troops that move or stand: their number is the strength, their owner the actor; places inside the phrase too."""
    number = draft.hit.number
    draft.strength = draft.strength or count
    party = party_at(context, number, j)
    if party is not None and (party.value.id or not draft.actors):
        _party(context, draft.actors, number, j)
    for cases, k in context.trees[number].obliques(j):
        _oblique(context, draft, cases, k)
        for deeper, m in context.trees[number].obliques(k):
            _oblique(context, draft, deeper, m)


def _target(context: Context, draft: Draft, j: int) -> None:
    number = draft.hit.number
    site = site_at(context, number, j)
    if site is not None and draft.site is None:
        draft.site = site
        _number(context, draft, j)
    if draft.hit.entry.family in WORDS and (state := state_at(context, number, j)):
        draft.recipients.append(state)
    elif (not site or is_party(context, number, j)) and context.trees[number].token(j).upos != "PRON":
        _party(context, draft.recipients, number, j)
    if _is_thing(context, draft, j):
        draft.site = draft.site or _thing(context, number, j)
        _number(context, draft, j)
    if draft.is_violent:
        _dead_in_phrase(context, draft, j)
    _owner_as_recipient(context, draft, j)
    _add_places(context, draft, "place", j)
    for k in nominal_below(context, number, j):
        if k != j and context.trees[number].token(k).relation == "appos":
            _party(context, draft.recipients, number, k)


def _dead_in_phrase(context: Context, draft: Draft, j: int) -> None:
    """Adds the toll that an adjective of the object tells ("shot dead four passengers")."""
    for k in context.trees[draft.hit.number].kids(j, "amod"):
        for toll in TOLLS:
            if context.trees[draft.hit.number].token(k).text.lower() in context.cues["effects"][toll]:
                add_toll(context, draft, toll, draft.hit.number, j)


def _owner_as_recipient(context: Context, draft: Draft, j: int) -> None:
    """Who holds the site that was hit: "positions controlled by X", "a base of X", "X positions"."""
    number, tree = draft.hit.number, context.trees[draft.hit.number]
    if is_party(context, number, j):
        return
    for k in tree.kids(j, "acl", "acl:relcl"):
        for m in (*agents(context, number, k), *tree.objects(k)):
            if is_party(context, number, m) and k not in draft.hit.tokens:
                _party(context, draft.recipients, number, m)
    for k in nominal_below(context, number, j):
        if k != j and is_party(context, number, k) and tree.token(k).upos in {"PROPN", "NOUN"}:
            _party(context, draft.recipients, number, k)


def _number(context: Context, draft: Draft, j: int) -> None:
    count = count_at(context, draft.hit.number, j)
    if count is not None and draft.number is None:
        draft.number = count


def _move_place(context: Context, draft: Draft, role: str, j: int) -> None:
    site = site_at(context, draft.hit.number, j)
    if site is not None and draft.site is None:
        draft.site = site
        _number(context, draft, j)
    _add_places(context, draft, role, j)
    named = draft.places_of(role)
    draft.open_role = None if named else role


def _add_places(context: Context, draft: Draft, role: str, j: int) -> None:
    target = draft.places_of(role)
    found = places_in(context, draft.hit.number, j)
    if found and target and rank(found[0].value) < rank(target[0].value):
        target.clear()
    if found and (not target or _goes_on(target[-1], found[0])):
        known = {place.value.gazetteer_id for place in target}
        target += [p for p in found if p.value.gazetteer_id not in known]


def add_place(context: Context, draft: Draft, j: int) -> None:
    """Puts the places in the phrase of token `j` where the act was, started or ended, as its type has it."""
    _add_places(context, draft, _default_place(draft), j)


def _goes_on(last: Coded[Place], following: Coded[Place]) -> bool:
    """Whether a place goes on a list of places of its own kind: "in Goma, Sake and Minova"."""
    gap = following.evidence[0].start - last.evidence[0].end
    named = {last.rule, following.rule} == {"place/phrase"}
    return named and rank(last.value) == rank(following.value) and 0 <= gap <= LIST_GAP


def _oblique(context: Context, draft: Draft, cases: tuple[str, ...], j: int) -> None:
    """Puts a prepositional phrase by its preposition and the kind of its noun."""
    number, prepositions = draft.hit.number, context.cues["prepositions"]
    kinds, marks = context.kinds(number, j), set(cases)
    moves = MOVES & draft.hit.entry.roles.keys()
    if "time" in kinds or responds(context, context.trees[number], j):
        return
    if "weapon" in kinds and marks & prepositions["with"]:
        draft.weapon += weapons_in(context, number, nominal_below(context, number, j))
        _number(context, draft, j)
    elif (
        draft.hit.entry.family in WORDS and marks & prepositions["towards"] and (state := state_at(context, number, j))
    ):
        draft.recipients.append(state)
    elif marks & prepositions["between"] and kinds & SIDES:
        _party(context, draft.actors, number, j)
    elif moves and marks & prepositions["with"] and kinds & {"force", "person"} and count_at(context, number, j):
        draft.strength = draft.strength or count_at(context, number, j)
    elif moves and marks & prepositions["origin"] and kinds & {"place", "site", "state", "other"}:
        _move_place(context, draft, "origin", j)
    elif moves and marks & prepositions["destination"]:
        _goal(context, draft, j)
    elif not moves and marks & prepositions["against"] and "weapon" in kinds:
        draft.site = draft.site or _target_weapon(context, number, j)
        _add_places(context, draft, "place", j)
    elif not moves and marks & prepositions["against"] and kinds & TARGETS and not _only_seen(context, number, j):
        _target(context, draft, j)
    elif marks & prepositions["at"] or not marks:
        _add_places(context, draft, _default_place(draft), j)
    elif marks & prepositions["destination"] and kinds & TARGETS:
        _target(context, draft, j)


def _only_seen(context: Context, number: int, j: int) -> bool:
    """Whether only the engine takes token `j` for a body: in a phrase of place it may be a road or a district."""
    rules = {m.rule for kind in ("actor", "person", "site") for m in context.mentions(number, j, kind)}
    return rules == {"engine/organisation"}


def _goal(context: Context, draft: Draft, j: int) -> None:
    if is_party(context, draft.hit.number, j):
        _party(context, draft.recipients, draft.hit.number, j)
    else:
        _move_place(context, draft, "destination", j)


def _default_place(draft: Draft) -> str:
    """Where "in X" puts X: for troops that leave it is the origin, for troops that come the destination."""
    if draft.open_role is not None:
        return draft.open_role
    roles = draft.hit.entry.roles
    if draft.hit.entry.status in {"withdrawn", "withdrawing"} and "origin" in roles:
        return "origin"
    if draft.hit.entry.status == "arriving" and "destination" in roles:
        return "destination"
    return "place"


def _noun(context: Context, draft: Draft) -> None:
    """Arguments inside the noun's own phrase: compounds, adjectives, possessives, "of", "by", "on", "in"."""
    number, i, trigger = draft.hit.number, draft.hit.token, draft.hit.trigger
    tree = context.trees[number]
    phrase = tree.phrase(i)
    draft.weapon += weapons_in(context, number, list(phrase))
    for j in phrase:
        if (
            j != i
            and tree.token(j).relation in {"amod", "compound", "nmod:poss", "nmod"}
            and is_party(context, number, j)
        ):
            _party(context, draft.actors, number, j)
    if len(phrase) > 1:
        _add_places(context, draft, _default_place(draft), i)
    for cases, j in tree.obliques(i):
        if set(cases) & context.cues["grammar"]["of"]:
            assign(context, draft, trigger.of, j, trigger)
        elif set(cases) & context.cues["grammar"]["agent"]:
            assign(context, draft, "actor", j, trigger)
        else:
            _oblique(context, draft, cases, j)
    count = count_at(context, number, i)
    if count is not None and draft.number is None:
        draft.number = count


def _carrier(context: Context, draft: Draft) -> None:
    """Arguments of the verb that the noun hangs on: "carried out an attack", "came under fire", "the attack hit"."""
    number, trigger = draft.hit.number, draft.hit.trigger
    tree, light = context.trees[number], context.cues["light"]
    first = tree.first_conjunct(draft.hit.token)
    verb, relation = _verb_of(tree, first)
    if verb < 0 or tree.token(verb).upos not in {"VERB", "AUX"}:
        return
    lemma = tree.lemma(verb)
    doers = agents(context, number, verb) if tree.is_passive(verb) else tree.subjects(verb)
    if relation in {"nsubj", "nsubj:pass"}:
        sufferers = tree.objects(verb) if relation == "nsubj" and lemma not in context.cues["tally"]["verbs"] else []
        _assign_all(context, draft, (("actor", agents(context, number, verb)), ("recipient", sufferers)))
    elif lemma in light["passive"] and relation in {"obj", "obl"}:
        _assign_all(context, draft, (("recipient", tree.subjects(verb)),))
    elif (lemma in light["active"] and relation == "obj") or lemma in context.cues["cause"]["verbs"]:
        _assign_all(context, draft, ((trigger.subject, doers),))
    else:
        return
    draft.verb = verb
    _verb_obliques(context, draft, verb, first)


def _verb_of(tree: Tree, i: int) -> tuple[int, str]:
    """The verb that a noun hangs on and how; the verb right behind it whose subject it must be comes first."""
    behind = i + 1
    if behind < len(tree.children) and tree.token(behind).upos == "VERB" and tree.subjects(behind)[:1] == [i]:
        return behind, "nsubj:pass" if tree.is_passive(behind) else "nsubj"
    relation = tree.token(i).relation
    return tree.token(i).head, "nsubj" if relation == "nsubj:outer" else relation


def _assign_all(context: Context, draft: Draft, roles: Iterable[tuple[str, list[int]]]) -> None:
    for role, tokens in roles:
        for j in tokens:
            assign(context, draft, role, j, draft.hit.trigger)


def _verb_obliques(context: Context, draft: Draft, verb: int, noun: int) -> None:
    for cases, j in context.trees[draft.hit.number].obliques(verb):
        if j != noun and not set(cases) & context.cues["grammar"]["agent"]:
            _oblique(context, draft, cases, j)
