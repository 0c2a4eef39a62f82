"""Where sentences end by what was learnt: a sum of whole-number weights over the words and marks around a place.

Two tables of weights were learnt from the same texts: one for text in the usual mix of cases, one for text in capitals
or small letters throughout. What the rules say counts as one clue among the others. The same words always give the same
sum, since no fraction is added up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from zlib import crc32

import numpy as np

from dateline.language.stops import ENDS, Line

MARKS = frozenset("EFQ)(,;:-=S")
OPENING = frozenset("Q(-=S")
CAPITAL = frozenset("TUA")
# Shapes between which a sentence may end with no space between.
BEHIND, BEFORE = frozenset("EFQ)"), (frozenset("TUQW("), frozenset("TUQW(l"))
# Shapes side by side with less than one bound in 250 places: to look at them costs more time than they are worth.
RARE = frozenset({"Tl", "Il", "Ul", "dl", "Dl", "Ql", ",l", "ld", "lD", "lI", "l("})
DIGITS = re.compile(r"\d+")
STEPS = (0, 1, 2, 3, 4, 4, 6, 6, 6, *[9] * 5, *[14] * 11)

Classes = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Weights by the hash of a clue, for text in two cases and in one, with the sum to exceed, and classes of words.

    A word's classes are the parts of speech it mostly is, a letter each, and whether it is mostly written small.
    """

    weights: tuple[Sequence[int], Sequence[int]]
    least: tuple[int, int]
    classes: Classes


@dataclass(frozen=True, slots=True)
class Look:
    """A word as the clues see it: without its digits and length, its outward shape, and its two classes."""

    form: str
    shape: str
    kind: str
    case: str


EDGES = Look("<", "<", "<", "<"), Look(">", ">", ">", ">")


@dataclass(frozen=True, slots=True)
class View:
    """A line seen word by word, with what passed since the last mark that may end a sentence and what is to come."""

    line: Line
    looks: list[Look]
    shapes: str
    before: list[tuple[int, int, int, str]]
    capitals_after: list[tuple[int, int]]
    ruled: set[int]


def read_bounds(path: Path) -> Bounds:
    """Weights and classes from an .npz file; OSError where it is missing, KeyError names an array that is."""
    with np.load(path) as arrays:
        cased, uncased = (memoryview(table.tobytes()).cast("b") for table in arrays["weights"])
        first, second = arrays["least"].tolist()
        words, kinds, cases = (arrays[name].tolist() for name in ("words", "kinds", "cases"))
    classes = {word: (kind, case) for word, kind, case in zip(words, kinds, cases, strict=True)}
    return Bounds((cased, uncased), (first, second), classes)


def learnt_bounds(line: Line, ruled: set[int], bounds: Bounds) -> list[int]:
    """The words before which a sentence ends, in order; `ruled` are those before which the rules end one."""
    weights, least = bounds.weights[line.one_case], bounds.least[line.one_case]
    mask = len(weights) - 1
    view = view_of(line, ruled, bounds.classes)
    rare = frozenset() if line.one_case else RARE
    likely = (i for i in candidates(view) if view.shapes[i - 1 : i + 1] not in rare)
    return [i for i in likely if sum([weights[k] for k in places(clues(view, i), mask)]) > least]


def places(found: Sequence[str], mask: int) -> list[int]:
    """Where in a table the weights of the clues stand."""
    return [code & mask for code in map(crc32, "\0".join(found).encode("utf-8", "surrogatepass").split(b"\0"))]


def view_of(line: Line, ruled: set[int], classes: Classes) -> View:
    """The line with all that the clues are taken from; a line in one case is read in small letters."""
    words = [word.lower() for word in line.words] if line.one_case else line.words
    looks = [_look(word, classes.get(word.lower())) for word in words]
    shapes = "".join(look.shape for look in looks)
    return View(line, looks, shapes, _passed(words, looks), _to_come(shapes), ruled)


def candidates(view: View) -> Iterator[int]:
    """The words before which a sentence may end at all, by the shapes of the words on both sides."""
    one_case, touching, shapes = view.line.one_case, view.line.touching, view.shapes
    for i in range(1, len(shapes)):
        last, following = shapes[i - 1], shapes[i]
        if not touching[i]:
            possible = one_case or last not in "lm" or following != "l"
        else:
            possible = last in BEHIND and following not in "EF" and (last in "F)" or following in BEFORE[one_case])
        if possible:
            yield i


def clues(view: View, i: int) -> list[str]:
    """What speaks for or against a sentence's end before word i, each clue beginning with a letter of its own."""
    looks, shapes = view.looks, view.shapes
    gap = "0" if view.line.touching[i] else "_"
    last, following = _content(shapes, i)
    marks = shapes[last + 1 : i] + gap if last < i - 1 else "w"
    opened = shapes[i:following]
    p3, p2, p1, n1, n2, n3 = (_at(looks, k) for k in range(i - 3, i + 3))
    old, new, newer = _at(looks, last), _at(looks, following), _at(looks, following + 1)
    left, right = shapes[max(i - 4, 0) : i].rjust(4, "<"), shapes[i : i + 4].ljust(4, ">")
    words, verbs, capitals, inside = view.before[i]
    to_come, capitals_to_come = view.capitals_after[i]
    titled = _share(capitals, words, 7, 4)
    rule = "R" if i in view.ruled else "r"
    return [
        marks,
        f"a{marks}{opened}{new.shape}",
        f"b{marks}{opened}{new.shape}{old.shape}",
        f"c{p1.form}{gap}",
        f"d{p2.form}|{p1.form}",
        f"e{n1.form}|{marks}",
        f"f{n1.form}|{n2.form}",
        f"g{p1.form}|{n1.form}",
        f"h{p2.form}|{marks}",
        f"i{p3.form}",
        f"j{n2.form}|{marks}",
        f"k{n3.form}",
        f"l{left[3]}{n1.form}",
        f"m{p1.form}|{right[0]}{gap}",
        f"n{left[3]}{right[0]}{gap}",
        f"o{left[2:]}{right[0]}",
        f"p{left[3]}{right[:2]}",
        f"q{left[2:]}{right[:2]}",
        f"s{left[1:]}{right[:3]}",
        f"t{left}{marks}",
        f"u{inside}{marks}{opened}{new.shape}",
        f"v{rule}{marks}{new.shape}",
        f"w{rule}{marks}{opened}{new.shape}{gap}",
        f"x{rule}{p1.form}",
        f"y{rule}{n1.form}",
        f"A{marks}{_at(looks, last - 1).kind}{old.kind}|{new.kind}",
        f"B{marks}{new.kind}{newer.kind}",
        f"C{marks}{_at(looks, last - 1).kind}{old.kind}",
        f"D{marks}{new.shape}{new.case}{new.kind}",
        f"E{marks}{new.shape}{new.case}{old.shape}",
        f"F{marks}{new.shape}{new.case}{titled}",
        f"G{marks}{new.shape}{titled}{_share(capitals_to_come, to_come, 6, 4)}",
        f"H{marks}{new.shape}{titled}{_step(words)}{verbs > 0}",
    ]


@lru_cache(maxsize=1 << 16)
def _look(word: str, known: tuple[str, str] | None) -> Look:
    form, shape = _form(word), _shape(word)
    if known:
        return Look(form, shape, *known)
    return Look(form, shape, f"?{word[-2:].lower()}", "?") if word.isalpha() else Look(form, shape, shape, "-")


def _form(word: str) -> str:
    """The word in small letters with all digits alike; addresses are alike, and long rows of marks are cut."""
    if word[:4] in ("http", "www."):
        return "<web>"
    if "@" in word[1:]:
        return "<mail>"
    if not any(char.isalnum() for char in word):
        return word if len(word) < 3 else word[0] * 3 if len(set(word)) == 1 else word[:3]
    if word.isdigit():
        return "0" * min(len(word), 5)
    return DIGITS.sub(lambda digits: "0" * min(len(digits.group()), 3), word.lower().replace("’", "'"))[:12]


def _shape(word: str) -> str:
    """One sign for the outward shape of a word."""
    if not any(char.isalnum() for char in word):
        return _shape_of_mark(word)
    if word[:4].lower() in ("http", "www."):
        return "W"
    if "@" in word[1:]:
        return "@"
    if word[0].isdigit():
        return ("d" if len(word) < 3 else "D") if word.isdigit() else "x"
    if word[-1] == ".":
        return "i" if len(word) == 2 else "A" if word[0].isupper() else "a"
    if word.islower():
        return "l"
    if word.isupper():
        return "I" if word == "I" else "u" if len(word) == 1 else "U"
    return "T" if word[0].isupper() else "m"


def _shape_of_mark(mark: str) -> str:
    if mark[-1] in ENDS:
        return "E" if len(mark) == 1 else "F"
    for shape, marks in (("(", "([{"), (")", ")]}"), ("Q", "\"“”'‘’`«»"), ("-", "-–—"), (mark[0], ",;:")):
        if mark[0] in marks:
            return "=" if shape == "-" and len(mark) > 1 else shape
    return "S"


def _passed(words: Sequence[str], looks: Sequence[Look]) -> list[tuple[int, int, int, str]]:
    """For each word the words, verbs and capitals since the last end, and whether a quote and brackets are open."""
    found = []
    count = verbs = capitals = depth = 0
    quoted = False
    for word, look in zip(words, looks, strict=True):
        found.append((count, verbs, capitals, f"{quoted:d}{depth}"))
        if look.shape in "EF":
            count = verbs = capitals = 0
        else:
            count += 1
            verbs += look.kind in ("v", "x", "vx")
            capitals += look.shape in CAPITAL
        if word in ('"', "''", "“", "”", "``"):
            quoted = word in ("“", "``") or (word == '"' and not quoted)
        depth = min(depth + 1, 2) if look.shape == "(" else max(depth - 1, 0) if look.shape == ")" else depth
    return found


def _to_come(shapes: str) -> list[tuple[int, int]]:
    """For each word the words, and those with capitals, up to the next end."""

    def one_more(known: tuple[int, int], shape: str) -> tuple[int, int]:
        count, capitals = (0, 0) if shape in "EF" else known
        return count + 1, capitals + (shape in CAPITAL)

    return list(accumulate(reversed(shapes), one_more, initial=(0, 0)))[:0:-1]


def _content(shapes: str, i: int) -> tuple[int, int]:
    """The last word before i and the first from i on that are no marks, or where the search for them stops."""
    last, following = i - 1, i
    while last >= 0 and i - last < 5 and shapes[last] in MARKS:
        last -= 1
    while following < len(shapes) and following - i < 3 and shapes[following] in OPENING:
        following += 1
    return last, following


def _at(looks: Sequence[Look], i: int) -> Look:
    return EDGES[0] if i < 0 else looks[i] if i < len(looks) else EDGES[1]


def _share(part: int, whole: int, most: int, some: int) -> str:
    """Whether a part is most or some of the whole, both given in tenths."""
    if not whole:
        return "-"
    return "9" if 10 * part >= most * whole else "5" if 10 * part >= some * whole else "1"


def _step(count: int) -> int:
    return STEPS[count] if count < len(STEPS) else 25
