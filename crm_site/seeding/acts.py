"""What people do with a made-up complaint: which step each act does, with what result, how long it takes, in what words."""

from typing import NamedTuple

from complaints.loop import Outcome, Step
from crm_site.seeding import cases


class Act(NamedTuple):
    """`minutes`: working time that it usually takes; `texts`: what is written where the case itself does not say it."""

    step: Step | None
    outcome: str
    minutes: int
    texts: list = ("",)


ACTS = {
    "send": Act(Step.SEND, "", 10),
    "analyse": Act(Step.ANALYSE, "", 260),
    "approve": Act(Step.INSTRUCT, Outcome.APPROVED, 100, cases.APPROVALS),
    "return": Act(Step.INSTRUCT, Outcome.RETURNED, 100, cases.RETURNS),
    "carry_out": Act(Step.CARRY_OUT, "", 700),
    "agree": Act(Step.AGREE, Outcome.AGREED, 400, cases.AGREEMENTS),
    "not_agreed": Act(Step.AGREE, Outcome.NOT_AGREED, 400, cases.DISAGREEMENTS),
    "satisfied": Act(Step.FOLLOW_UP, Outcome.SATISFIED, 240, cases.SATISFIED),
    "partly": Act(Step.FOLLOW_UP, Outcome.PARTLY, 240, cases.PARTLY),
    "not_satisfied": Act(Step.FOLLOW_UP, Outcome.NOT_SATISFIED, 240, cases.NOT_SATISFIED),
    "close": Act(Step.CLOSE, "", 150, cases.SUMMARIES),
    "withdraw": Act(None, Outcome.WITHDRAWN, 200, cases.WITHDRAWALS),
    "reopen": Act(None, "", 900, cases.REOPENINGS),
}
# Severe complaints go faster; one act in eight is late.
SHARES = {"normal": 1, "serious": 0.5, "critical": 0.25}
LATE = 0.12


class Words(NamedTuple):
    text: str
    measures: str = ""
    lesson: str = ""


def minutes(act, case, random):
    """The working time that an act takes in this case."""
    late = 2.5 if random.random() < LATE else 1
    return int(ACTS[act].minutes * SHARES[case.severity] * random.uniform(0.4, 1.2) * late) + 1


def words(act, case, random):
    """What is written with an act."""
    if act == "analyse":
        return Words(case.analysis, measures=case.measures)
    if act == "carry_out":
        return Words(case.account)
    return Words(random.choice(ACTS[act].texts), lesson=case.lesson if act == "close" else "")
