"""Merging: what all claims say, taken together. A pure function of claims, reports, judgements and codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.codebook import Codebook
from dateline.merge.identity import register
from dateline.merge.ledger import keep_ledger
from dateline.merge.link import link
from dateline.merge.profiles import make_profiles
from dateline.merge.reconcile import reconcile
from dateline.merge.verdicts import standing
from dateline.records import Claim, Dataset, Judgement, ReadReport


def merge(
    claims: Sequence[Claim], reports: Mapping[str, ReadReport], judgements: Sequence[Judgement], codebook: Codebook
) -> Dataset:
    """The incidents and postures that the claims amount to, the same in whatever order they are given.

    `reports` is by report id; a claim whose report is not there counts as undated. Rejected claims count nowhere,
    and only claims of class event become incidents.
    """
    verdicts = standing(judgements)
    kept = [claim for claim in claims if claim.claim_id not in verdicts.rejected]
    profiles = make_profiles(kept, reports, codebook)
    known = register(codebook)
    clusters = link([profile for profile in profiles if profile.claim.claim_class == "event"], verdicts)
    incidents = tuple(reconcile(cluster, reports, known) for cluster in clusters)
    return Dataset(incidents, keep_ledger(profiles, codebook))
