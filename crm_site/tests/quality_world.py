"""Claims, solutions, corrective actions, malicious marks and penalties in the world of the test of rights."""

import uuid
from datetime import date

from complaints.factories import MORNING
from complaints.models import Claim, ClaimPolicy, CorrectiveAction, MaliciousMark, Penalty, Solution


def quality_of(complaints, cast):
    """One of each in every state that somebody may change, on the complaint that waits for its analysis."""
    about = complaints["complaint_at_analyse"]
    ClaimPolicy.objects.create(valid_from=date(2026, 1, 1))
    done, in_force, appealed = (made(about, cast) for made in (_correction, _penalty, _penalty))
    done.finish(cast["handler"], MORNING, "已培训")
    for penalty in (in_force, appealed):
        penalty.put_in_force(cast["supervisor"], MORNING)
        Penalty.objects.filter(pk=penalty.pk).update(appeal_until="2100-01-01T00:00Z")
    appealed.appeal_against(cast["handler"], MORNING, "当日不在岗")
    confirmed = _mark(complaints["complaint_at_instruct"], cast)
    confirmed.confirm(cast["analyst"], MORNING)
    return {
        "claim": _claim(about, cast),
        "claim_proposed": _claim(complaints["complaint_at_instruct"], cast, 10_000),
        "claim_agreed": _claim(complaints["complaint_at_carry_out"], cast, 1000),
        "correction": _correction(about, cast),
        "correction_done": done,
        "malicious_mark": _mark(about, cast),
        "malicious_confirmed": confirmed,
        "penalty": _penalty(about, cast),
        "solution_proposed": _solution(cast),
        "solution_published": _solution(cast, is_published=True),
        "solution_outdated": _solution(cast, is_published=True, flag="流程已改"),
        "penalty_in_force": in_force,
        "penalty_appealed": appealed,
    }


def _correction(complaint, cast):
    facts = {"task": "培训", "owner": cast["handler"], "due": date(2030, 1, 1), "checker": cast["analyst"]}
    return CorrectiveAction.agree_on(complaint, cast["desk"], MORNING, uuid.uuid4(), **facts)


def _mark(complaint, cast):
    return MaliciousMark.propose(complaint, cast["desk"], MORNING, uuid.uuid4(), reason="敲诈", evidence="录音")


def _penalty(complaint, cast):
    facts = {"person": cast["handler"], "department": complaint.department, "kind": "fine", "amount": 500}
    return Penalty.propose(complaint, cast["head"], MORNING, uuid.uuid4(), reason="违规操作", **facts)


def _claim(complaint, cast, amount=None):
    claim = Claim.make(complaint, cast["desk"], MORNING, uuid.uuid4(), 50_000, "货损")
    if amount is not None:
        claim.propose(cast["handler"], MORNING, "ours", amount, "我方装卸不当")
    return claim


def _solution(cast, is_published=False, flag=""):
    facts = {"title": "外包装破损", "problem": "叉车叉破纸箱。", "remedy": "拍照、换箱、定损。"}
    solution = Solution.propose(cast["handler"], MORNING, uuid.uuid4(), **facts)
    if is_published:
        solution.publish(cast["analyst"], MORNING, solution.version)
    if flag:
        solution.flag(cast["desk"], MORNING, flag)
    return solution
