from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from complaints.factories import MORNING, log_complaint
from complaints.loop import Outcome, Step
from complaints.models import Complaint, ComplaintStep
from customers.factories import CustomerFactory
from people.factories import UserFactory
from people.models import Role, User

# Who may do the waiting step, by the step; heads inherit upwards where a department has none.
DOERS = {
    Step.SEND: {"desk", "director"},
    Step.ANALYSE: {"handler", "head"},
    Step.INSTRUCT: {"supervisor"},
    Step.CARRY_OUT: {"handler", "head"},
    Step.AGREE: {"handler", "head"},
    Step.FOLLOW_UP: {"desk", "director"},
    Step.CLOSE: {"desk", "director"},
}


def fresh(person):
    """As the next request would load them."""
    return User.objects.get(pk=person.pk)


def let_deputise(deputy, person):
    today = timezone.localdate()
    person.deputy, person.deputy_from, person.deputy_until = deputy, today, today + timedelta(days=1)
    person.save()
    return fresh(deputy)


@pytest.mark.parametrize("step", list(Step))
def test_each_step_is_done_by_whose_it_is_and_by_nobody_else(company, cast, bring, step):
    complaint = log_complaint(cast["desk"], None if step == Step.SEND else company.operations)
    bring(complaint, step)
    assert {name for name, person in cast.items() if complaint.can_step_be_done_by(person)} == DOERS[step]


@pytest.mark.parametrize("step", list(Step))
def test_the_list_of_what_waits_for_me_follows_the_same_rule(company, cast, bring, step):
    complaint = log_complaint(cast["desk"], None if step == Step.SEND else company.operations)
    bring(complaint, step)
    for name, person in cast.items():
        assert Complaint.objects.waiting_for(person).exists() == (name in DOERS[step]), name


@pytest.mark.parametrize(
    ("may", "sent", "closed"),
    [
        (Complaint.can_be_rerouted_by, {"desk", "handler", "head", "supervisor"}, set()),
        (Complaint.can_be_withdrawn_by, {"desk"}, set()),
        (Complaint.can_be_reopened_by, set(), {"desk", "manager"}),
        (Complaint.can_be_edited_by, {"desk", "handler", "head", "supervisor"}, set()),
        (
            Complaint.can_be_attached_to_by,
            {"desk", "handler", "head", "supervisor", "manager", "analyst", "director"},
            set(),
        ),
    ],
)
def test_who_may_do_the_rest(company, cast, bring, may, sent, closed):
    complaint = log_complaint(cast["desk"], company.operations, customer=CustomerFactory(owner=cast["manager"]))
    assert {name for name, person in cast.items() if may(complaint, person)} == sent
    bring(complaint, None)
    assert {name for name, person in cast.items() if may(complaint, person)} == closed


def test_everybody_sees_what_concerns_them(company, cast):
    desk, manager, colleague = cast["desk"], cast["manager"], cast["colleague"]
    ours = log_complaint(desk, company.operations, customer=CustomerFactory(owner=manager))
    theirs = log_complaint(desk, company.guangzhou_sales, customer=CustomerFactory(owner=colleague))
    crossed = log_complaint(desk, company.guangzhou_sales, customer=CustomerFactory(owner=manager))
    unsent = log_complaint(colleague, caller_name="王先生")
    seen = {
        "manager": {ours, crossed},
        "supervisor": {ours, crossed},
        "handler": {ours},
        "head": {ours},
        "colleague": {theirs, unsent},
        "desk": {ours, theirs, crossed, unsent},
        "analyst": {ours, theirs, crossed, unsent},
        "director": {ours, theirs, crossed, unsent},
        "admin": set(),
    }
    assert {name: set(Complaint.objects.visible_to(person)) for name, person in cast.items()} == seen


def test_a_leader_outside_the_branch_sees_what_they_lead(company, cast):
    leader = UserFactory(role=Role.SUPERVISOR, department=company.office)
    company.operations.supervising_leader = leader
    company.operations.save()
    complaint = log_complaint(fresh(cast["desk"]), company.operations)
    assert complaint in Complaint.objects.visible_to(leader)


def test_a_deputy_decides_in_place_of_an_absent_leader_and_the_log_says_so(complaint, cast, bring):
    bring(complaint, Step.INSTRUCT)
    deputy = let_deputise(cast["colleague"], cast["supervisor"])
    assert complaint in Complaint.objects.visible_to(deputy)
    row = complaint.instruct(deputy, MORNING, Outcome.APPROVED)
    assert (row.by, row.acting_for) == (deputy, cast["supervisor"])
    step = complaint.steps.get(step=Step.INSTRUCT)
    assert (step.done_by, step.done_for) == (deputy, cast["supervisor"])


def test_a_deputy_of_the_head_of_the_root_sees_and_may_what_waits_for_them(company, cast, bring):
    complaint = log_complaint(cast["desk"], company.operations, against=cast["supervisor"])
    bring(complaint, Step.INSTRUCT)
    deputy = let_deputise(cast["colleague"], cast["director"])
    assert complaint in Complaint.objects.visible_to(deputy)
    assert complaint.can_step_be_done_by(deputy)


def test_nobody_handles_a_complaint_about_themself(company, cast, bring):
    complaint = log_complaint(cast["desk"], company.operations, against=cast["handler"])
    handler = cast["handler"]
    assert not complaint.can_step_be_done_by(handler)
    assert not complaint.can_be_rerouted_by(handler) and not complaint.can_be_edited_by(handler)
    assert not Complaint.objects.waiting_for(handler).exists()
    with pytest.raises(PermissionDenied):
        complaint.analyse(handler, MORNING, "不是我", "无")


def test_nor_does_their_deputy_in_their_place(company, cast):
    complaint = log_complaint(cast["desk"], company.operations, against=cast["handler"])
    deputy = let_deputise(cast["colleague"], cast["handler"])
    assert not complaint.can_step_be_done_by(deputy)
    assert not Complaint.objects.waiting_for(deputy).exists()


def test_a_complaint_about_the_leader_is_instructed_by_the_general_manager(company, cast, bring):
    complaint = log_complaint(cast["desk"], company.operations, against=cast["supervisor"])
    bring(complaint, Step.INSTRUCT)
    assert complaint.open_step.doer == cast["director"]
    assert {name for name, person in cast.items() if complaint.can_step_be_done_by(person)} == {"director"}


def test_a_complaint_about_the_general_manager_goes_to_the_customer_relations_office(company, cast, bring):
    company.shanghai.supervising_leader = None
    company.shanghai.save()
    cast = {name: fresh(person) for name, person in cast.items()}
    complaint = log_complaint(cast["desk"], company.operations, against=cast["director"])
    complaint.analyse(cast["handler"], MORNING, "原因", "措施")
    assert {name for name, person in cast.items() if complaint.can_step_be_done_by(person)} == {"analyst"}
    assert set(ComplaintStep.objects.waiting_for(cast["analyst"])) == {complaint.open_step}


def test_naming_the_leader_while_it_waits_for_them_passes_it_on(complaint, cast, bring):
    bring(complaint, Step.INSTRUCT)
    complaint.edit(cast["desk"], MORNING, 1, against=cast["supervisor"])
    assert complaint.open_step.doer == complaint.open_step.clock.doer == cast["director"]
    assert not complaint.can_step_be_done_by(cast["supervisor"])


def test_the_clock_of_every_step_is_kept_from_whom_the_complaint_is_about(company, complaint, cast, bring):
    complaint.edit(cast["desk"], MORNING, 1, against=cast["head"])
    assert complaint.open_step.clock.kept_from == cast["head"]
    bring(complaint, Step.FOLLOW_UP)
    assert complaint.open_step.clock.kept_from == cast["head"]
    complaint.edit(cast["supervisor"], MORNING, 2, against=cast["desk"])
    assert complaint.open_step.doer is None and complaint.open_step.clock.kept_from == cast["desk"]


def test_whoever_holds_the_post_now_instructs(company, complaint, cast, bring):
    bring(complaint, Step.INSTRUCT)
    newcomer = UserFactory(role=Role.SUPERVISOR, department=company.shanghai)
    company.shanghai.supervising_leader = newcomer
    company.shanghai.save()
    assert complaint.can_step_be_done_by(newcomer)
    assert Complaint.objects.waiting_for(newcomer).exists()


def test_who_may_not_log_is_refused(company, cast):
    for name in ("handler", "admin"):
        with pytest.raises(PermissionDenied):
            log_complaint(cast[name], company.operations)


@pytest.mark.parametrize("name", ["desk", "manager", "supervisor", "analyst"])
def test_whoever_logs_it_with_its_department_sends_it_at_once(company, cast, name):
    complaint = log_complaint(cast[name], company.operations)
    assert (complaint.state, complaint.open_step.step) == (Complaint.State.SENT, Step.ANALYSE)
    assert [row.kind for row in complaint.log.all()] == ["logged", "sent"]
