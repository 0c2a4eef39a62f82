"""Which act a report names as the reason of another ("responded with", "in retaliation", "after"): the likeliest.

What marks an act (`reasons.py`) has a weight in `causes.LANGUAGE.toml`; the sum over its marks, against those of the
others and of there being none, says how likely it is. `python -m training.causes` makes the weights.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coders.context import Context
from dateline.coders.drafts import Draft
from dateline.coders.placing import ANY
from dateline.coders.reasons import Plot, none_marks, plot_of, reasons_of
from dateline.coders.siding import Scales, shares_of, shipped_for

LEAST, LEAST_OF_RESPONSE = 0.3, 0.02
CLAUSE, RESPONSE = "cause/clause", "cause/response"  # the reason stands in the same sentence, in an earlier one


def link_causes(context: Context, drafts: Sequence[Draft]) -> None:
    """Adds to each draft the index of the draft that is its likeliest cause, with the words that tie the two."""
    scales, plot = shipped_for("causes", context.reading.report.language), plot_of(context, drafts)
    if scales:
        for index in range(len(drafts)):
            link_cause(plot, index, scales)


def link_cause(plot: Plot, index: int, scales: Scales) -> None:
    """Adds to draft number `index` its likeliest cause, if any is likely enough."""
    draft, found = plot.drafts[index], reasons_of(plot, index)
    scale = scales.get(draft.event_type, scales[ANY])
    shares = shares_of(none_marks(plot, index), [(reason.marks,) for reason in found], scale)
    best = max(range(len(found)), key=lambda i: shares[i], default=None)
    if best is None or draft.factuality.value == "denied" or shares[best] < least_share(plot, index):
        return
    reason = found[best]
    tokens = [draft.hit.token if reason.token is None else reason.token]
    evidence = (plot.context.evidence(draft.hit.number, tokens), plot.drafts[reason.index].trigger)
    draft.cause.append((reason.index, evidence, _rule(plot, index, reason.index)))


def least_share(plot: Plot, index: int) -> float:
    """How likely a reason must be: where the words tell of a response, the likeliest is taken however unsure."""
    return LEAST if plot.cues[index] is None else LEAST_OF_RESPONSE


def _rule(plot: Plot, index: int, cause: int) -> str:
    return CLAUSE if plot.drafts[cause].hit.number == plot.drafts[index].hit.number else RESPONSE
