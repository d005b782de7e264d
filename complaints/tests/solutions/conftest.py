import uuid

import pytest

from complaints.factories import MORNING, log_complaint
from complaints.models import Cause, Solution

FACTS = {
    "title": "叉车叉破外包装",
    "problem": "入库时叉车叉破纸箱，客户要求赔付并换包装。",
    "remedy": "当场拍照，双方签字；当天换箱；三天内按合同定损。",
}


@pytest.fixture
def damage(db):
    return Cause.objects.get(code="operation.damage")


@pytest.fixture
def closed(bring, company, desk, damage):
    """A complaint about damage that came to its end."""
    return bring(log_complaint(desk, company.operations, cause=damage, service_line="warehousing"), None)


@pytest.fixture
def open_complaint(company, desk, damage):
    """It waits for the analysis of Shanghai operations."""
    return log_complaint(desk, company.operations, cause=damage, description="叉车把外包装叉破了，三箱货要赔")


@pytest.fixture
def proposed(closed, cast):
    """By the handler, from the closed complaint."""
    return propose(cast["handler"], complaint=closed, cause=closed.cause, service_line="warehousing")


@pytest.fixture
def published(proposed, cast):
    proposed.publish(cast["analyst"], MORNING, proposed.version)
    return proposed


def propose(by, at=MORNING, **facts):
    return Solution.propose(by, at, uuid.uuid4(), **FACTS | facts)


def publish(by, reviewer, **facts):
    solution = propose(by, **facts)
    solution.publish(reviewer, MORNING, solution.version)
    return solution
