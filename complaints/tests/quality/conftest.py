import uuid
from datetime import date

import pytest

from complaints.factories import MORNING, log_complaint
from complaints.models import Cause, CorrectiveAction, MaliciousMark, Penalty


@pytest.fixture
def damage(db):
    return Cause.objects.get(code="operation.damage")


@pytest.fixture
def complaint(company, desk, damage):
    """Damage, with Shanghai operations."""
    return log_complaint(desk, company.operations, cause=damage)


@pytest.fixture
def correction(complaint, cast):
    """Agreed on by the desk: the handler trains the drivers, the analyst looks at it after four weeks."""
    return agree_on(complaint, cast["desk"], cast["handler"], cast["analyst"])


@pytest.fixture
def mark(complaint, cast):
    return MaliciousMark.propose(complaint, cast["desk"], MORNING, uuid.uuid4(), reason="敲诈", evidence="录音")


@pytest.fixture
def penalty(complaint, cast):
    """The head proposes a fine against the handler."""
    return propose(complaint, cast["head"], person=cast["handler"])


def agree_on(complaint, by, owner, checker, at=MORNING, **facts):
    facts = {"task": "培训叉车司机", "owner": owner, "due": date(2026, 3, 20), "checker": checker} | facts
    return CorrectiveAction.agree_on(complaint, by, at, uuid.uuid4(), **{"check_after_weeks": 4} | facts)


def propose(complaint, by, at=MORNING, **facts):
    facts = {"kind": Penalty.Kind.FINE, "amount": 500, "reason": "违规操作", "department": complaint.department} | facts
    return Penalty.propose(complaint, by, at, uuid.uuid4(), **facts)
