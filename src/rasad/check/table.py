"""The table of rules: a code and the module that holds the rule, loaded when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, cast

from rasad.errors import WrongUse

if TYPE_CHECKING:
    from rasad.check.context import Context
    from rasad.model import Finding

RULES: Mapping[str, str] = MappingProxyType(
    {
        "Q01": "rasad.check.rules.q01_altered_quotation",
        "Q02": "rasad.check.rules.q02_unbalanced_marks",
        "Q03": "rasad.check.rules.q03_open_translation",
        "Q04": "rasad.check.rules.q04_translation_disagrees",
        "Q05": "rasad.check.rules.q05_quotation_without_citation",
        "D01": "rasad.check.rules.d01_item_without_date",
        "D02": "rasad.check.rules.d02_date_without_year",
        "D03": "rasad.check.rules.d03_wrong_weekday",
        "D04": "rasad.check.rules.d04_two_dates",
        "D05": "rasad.check.rules.d05_date_not_in_evidence",
        "D06": "rasad.check.rules.d06_date_outside_window",
        "D07": "rasad.check.rules.d07_deictic_without_anchor",
        "D08": "rasad.check.rules.d08_mixed_date_orders",
        "N01": "rasad.check.rules.n01_number_not_in_evidence",
        "N02": "rasad.check.rules.n02_mixed_range_form",
        "N03": "rasad.check.rules.n03_flipped_range",
        "N04": "rasad.check.rules.n04_figure_without_source",
        "N05": "rasad.check.rules.n05_unit_not_in_evidence",
        "S01": "rasad.check.rules.s01_sentence_without_source",
        "S02": "rasad.check.rules.s02_evidence_not_held",
        "S03": "rasad.check.rules.s03_no_outlet",
        "S04": "rasad.check.rules.s04_unnamed_outlet",
        "S05": "rasad.check.rules.s05_hedge_without_source",
        "S06": "rasad.check.rules.s06_legal_claim_without_citation",
        "S07": "rasad.check.rules.s07_superlative_taken_over",
        "S08": "rasad.check.rules.s08_outlet_not_that_of_evidence",
        "A01": "rasad.check.rules.a01_post_not_held",
        "A02": "rasad.check.rules.a02_name_near_register",
        "A03": "rasad.check.rules.a03_name_not_in_evidence",
        "A04": "rasad.check.rules.a04_acronym_never_expanded",
        "A05": "rasad.check.rules.a05_bodies_easily_confused",
        "A06": "rasad.check.rules.a06_title_near_register",
        "A07": "rasad.check.rules.a07_office_not_in_evidence",
        "A08": "rasad.check.rules.a08_given_name_near_register",
        "H01": "rasad.check.rules.h01_later_stage",
        "H02": "rasad.check.rules.h02_number_in_heading",
        "X01": "rasad.check.rules.x01_unused_waiver",
        "X02": "rasad.check.rules.x02_told_twice",
        "X03": "rasad.check.rules.x03_mentions_disagree",
        "X04": "rasad.check.rules.x04_polarity_against_flow",
        "X05": "rasad.check.rules.x05_twins_disagree",
        "X06": "rasad.check.rules.x06_polarity_not_of_evidence",
        "X07": "rasad.check.rules.x07_contradicts_earlier_edition",
        "P01": "rasad.check.rules.p01_person_without_office",
        "P02": "rasad.check.rules.p02_person_near_harm",
        "P03": "rasad.check.rules.p03_small_cell",
        "P04": "rasad.check.rules.p04_image_with_metadata",
        "P05": "rasad.check.rules.p05_leaked_data_linked",
        "T01": "rasad.check.rules.t01_bidi_controls",
        "T02": "rasad.check.rules.t02_digits_and_spaces",
        "T03": "rasad.check.rules.t03_letter_in_number",
    }
)
# Outside the default set: fewer than ten labelled cases, or a measured precision under .85 (evals/check).
OUTSIDE: frozenset[str] = frozenset({"A04", "A05", "D06", "N04", "X07"})
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "Q": "quotations", "D": "dates", "N": "numbers", "A": "names and offices", "S": "sourcing", "H": "headings",
        "X": "contradictions, duplicates, omissions", "P": "protection", "T": "typography",
    }
)  # fmt: skip


class Rule(Protocol):
    """What each module of the table promises.

    NEEDS says what must be there: "text" runs on any text, "citations" on an edition, "evidence" on
    an edition whose evidence can be asked. BAD and GOOD are bodies of editions as in `examples`.
    """

    CODE: str
    SEVERITY: str
    NAME: str
    RATIONALE: str
    BAD: str
    GOOD: str
    NEEDS: str

    def find(self, context: Context) -> Iterator[Finding]:
        """The findings of this rule, waivers not yet applied."""
        ...


@lru_cache(maxsize=128)
def rule(code: str) -> Rule:
    """The rule of that code; WrongUse names those there are."""
    if code not in RULES:
        raise WrongUse(f"no rule {code!r}; there are {', '.join(RULES)}")
    return cast(Rule, import_module(RULES[code]))


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[str, ...]:
    """The codes that begin with a word of `select` and with none of `ignore`.

    Nothing selected is the default set, ALL is every rule; a rule outside the default set is also chosen by its code.
    Raises WrongUse for a word that no code begins with.
    """
    for word in (*select, *ignore):
        if word != "ALL" and not any(code.startswith(word) for code in RULES):
            raise WrongUse(f"no rule begins with {word!r}; there are {', '.join(RULES)}")
    wanted = [word for word in select if word != "ALL"]
    return tuple(
        code
        for code in RULES
        if ("ALL" in select or code in wanted or (code not in OUTSIDE and _begins(code, wanted)))
        and not (ignore and code.startswith(tuple(ignore)))
    )


def _begins(code: str, words: Sequence[str]) -> bool:
    return not words or code.startswith(tuple(words))
