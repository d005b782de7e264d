"""A solution from the proposal to its use: who writes, reviews, doubts and uses it."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from complaints.factories import MORNING, log_complaint
from complaints.models import ComplaintLog, Solution, SolutionUse
from complaints.tests.solutions.conftest import FACTS, propose
from crm_site.workflow import InvalidTransition
from deadlines.models import Clock
from people.models import Notification

LATER = MORNING + timedelta(hours=1)


def told(person, text):
    return Notification.objects.filter(recipient=person, title__startswith=text).count()


def test_a_proposal_waits_for_the_leader_and_other_reviewers_are_told(proposed, cast):
    assert proposed.state == Solution.State.PROPOSED
    assert proposed.clock.doer == cast["supervisor"]
    for name, times in {"supervisor": 1, "analyst": 1, "handler": 0, "desk": 0}.items():
        assert told(cast[name], "A solution waits for your review") == times, name


def test_it_is_published_by_a_second_person(proposed, cast):
    proposed.publish(cast["analyst"], LATER, proposed.version)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.reviewed_by) == (Solution.State.PUBLISHED, cast["analyst"])
    assert not Clock.objects.running().filter(step="complaint.solution").exists()
    assert told(cast["handler"], "Your solution was reviewed") == 1


def test_declining_needs_a_reason(proposed, cast):
    with pytest.raises(ValidationError):
        proposed.decline(cast["analyst"], LATER, 1, " ")
    proposed.decline(cast["supervisor"], LATER, 1, "已有同样的一条")
    proposed.refresh_from_db()
    assert (proposed.state, proposed.reason) == (Solution.State.DECLINED, "已有同样的一条")


def test_nobody_reviews_their_own(company, cast):
    own = propose(cast["supervisor"])
    assert own.clock.doer == cast["director"]
    for name in ("supervisor", "desk", "handler", "head", "manager", "admin"):
        with pytest.raises(PermissionDenied):
            own.publish(cast[name], LATER, own.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Solution.objects.filter(pk=own.pk).update(reviewed_by=own.by)


def test_nobody_reviews_their_own_as_a_deputy(cast):
    handler, analyst = cast["handler"], cast["analyst"]
    own = propose(analyst)
    analyst.deputy, analyst.deputy_from, analyst.deputy_until = handler, handler.today, handler.today
    analyst.save()
    assert not own.can_be_reviewed_by(handler)
    assert propose(cast["desk"]).can_be_reviewed_by(handler)


def test_who_reviews_what_has_changed_meanwhile_is_told(proposed, cast):
    proposed.edit(cast["handler"], LATER, 1, remedy="当天换箱，三天内赔付。")
    with pytest.raises(InvalidTransition, match="Handler"):
        proposed.publish(cast["analyst"], LATER, 1)
    proposed.edit(cast["supervisor"], LATER, 2, remedy=proposed.remedy)
    assert (proposed.version, proposed.edited_by) == (2, cast["handler"])
    proposed.publish(cast["analyst"], LATER, 2)
    with pytest.raises(InvalidTransition, match="Published"):
        proposed.decline(cast["supervisor"], LATER, 2, "太迟")


def test_who_edits(proposed, cast):
    assert {name for name in cast if proposed.can_be_edited_by(cast[name])} == {
        *("handler", "supervisor", "analyst", "director")
    }
    proposed.publish(cast["analyst"], LATER, 1)
    assert {name for name in cast if proposed.can_be_edited_by(cast[name])} == {"supervisor", "analyst", "director"}


def test_it_is_proposed_from_a_closed_complaint_by_those_who_worked_on_it(closed, open_complaint, cast):
    may = {name for name in cast if Solution.can_be_proposed_by(cast[name], closed)}
    assert may == {"desk", "handler", "head", "supervisor", "analyst"}
    assert not any(Solution.can_be_proposed_by(person, open_complaint) for person in cast.values())


def test_the_same_form_twice_makes_one(cast):
    key = uuid.uuid4()
    first, second = (Solution.propose(cast["desk"], MORNING, key, **FACTS) for _time in range(2))
    assert first == second
    assert Clock.objects.filter(step="complaint.solution").count() == 1


def test_who_it_was_has_no_place_in_it(closed, cast):
    customer, waybill = closed.customer, "SF1234567890"
    type(closed).objects.filter(pk=closed.pk).update(waybills=[waybill])
    closed.refresh_from_db()
    for text in (f"{customer.name}的货叉破了", f"运单{waybill.lower()}破损"):
        with pytest.raises(ValidationError, match="leave out"):
            propose(cast["handler"], complaint=closed, problem=text)
    solution = propose(cast["handler"], complaint=closed)
    with pytest.raises(ValidationError, match="leave out"):
        solution.edit(cast["handler"], LATER, 1, remedy=f"给{customer.name}赔付")


def test_whoever_works_on_complaints_says_that_it_is_out_of_date(published, cast):
    assert not published.can_be_flagged_by(cast["manager"])
    published.flag(cast["desk"], LATER, "换箱流程已改")
    with pytest.raises(InvalidTransition, match="Desk"):
        published.flag(cast["handler"], LATER, "我也觉得")
    assert told(cast["analyst"], "A solution is said to be out of date") == 1
    assert told(cast["handler"], "A solution is said to be out of date") == 1
    with pytest.raises(PermissionDenied):
        published.clear(cast["handler"], LATER)
    published.clear(cast["analyst"], LATER)
    published.refresh_from_db()
    assert not published.is_outdated and published.state == Solution.State.PUBLISHED


def test_a_withdrawn_one_is_not_used_any_more(published, open_complaint, cast):
    published.withdraw(cast["supervisor"], LATER, "仓库已换系统")
    for act in (
        lambda: published.use(open_complaint, cast["handler"], LATER),
        lambda: published.flag(cast["desk"], LATER, "过时"),
    ):
        with pytest.raises(InvalidTransition, match="Withdrawn"):
            act()


def test_each_complaint_counts_once(published, open_complaint, cast):
    for name in ("handler", "head"):
        published.use(open_complaint, cast[name], LATER)
    assert SolutionUse.objects.get().by == cast["handler"]
    assert Solution.objects.with_use_count().get().use_count == 1
    row = open_complaint.log.get(kind=ComplaintLog.Kind.SOLUTION)
    assert row.sentence == f"Solution used: {published.title}"
    with pytest.raises(IntegrityError), transaction.atomic():
        SolutionUse.objects.create(solution=published, complaint=open_complaint, by=cast["desk"], at=LATER)


def test_only_those_who_work_on_a_complaint_use_it_there(published, open_complaint, closed, cast):
    may = {name for name in cast if published.can_be_used_by(cast[name], open_complaint)}
    assert may == {"desk", "handler", "head", "supervisor"}
    assert not any(published.can_be_used_by(person, closed) for person in cast.values())


def test_what_is_published_is_read_by_all_and_the_rest_by_proposer_and_reviewers(published, cast):
    other = propose(cast["desk"], title="未审核")

    def readers(solution):
        return {name for name in cast if Solution.objects.visible_to(cast[name]).filter(pk=solution.pk).exists()}

    assert readers(published) == cast.keys() - {"admin"}
    assert readers(other) == {"desk", "supervisor", "analyst", "director"}


def test_the_history_keeps_every_version(published, cast):
    published.edit(cast["analyst"], LATER, 1, title="叉车叉破纸箱")
    history = Solution.pgh_event_model.objects.filter(pgh_obj=published).order_by("pgh_id")
    assert [row.title for row in history][-2:] == [FACTS["title"], "叉车叉破纸箱"]


def test_a_malformed_complaint_without_customer_names_nobody(company, desk, cast, bring):
    complaint = bring(log_complaint(desk, company.operations, caller_name="王芳", caller_company="甬江贸易"), None)
    with pytest.raises(ValidationError, match="王芳"):
        propose(cast["handler"], complaint=complaint, problem="王芳说箱子破了")
