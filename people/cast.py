"""The same people in every test: a small company with a head office and two branches.

Shanghai has sales (the manager) and operations (the handler, under the head of operations); its supervisor heads the
branch and is the supervising leader of all in it. The colleague sells in Guangzhou. The desk, the customer-relations
office (the analyst) and the director belong to the head office.
"""

from types import SimpleNamespace

import pytest

from people.factories import DepartmentFactory, UserFactory
from people.models import Department, Role


@pytest.fixture
def company(db):
    """The departments by name: root, desk, office, shanghai, sales, operations, guangzhou, guangzhou_sales."""
    kind = Department.Kind
    root = DepartmentFactory(code="HQ", name="总部", name_en="Head office", kind=kind.HEAD_OFFICE)
    shanghai = DepartmentFactory(code="SH", name="上海分公司", name_en="Shanghai", kind=kind.BRANCH, parent=root)
    guangzhou = DepartmentFactory(code="GZ", name="广州分公司", name_en="Guangzhou", kind=kind.BRANCH, parent=root)
    return SimpleNamespace(
        root=root,
        shanghai=shanghai,
        guangzhou=guangzhou,
        desk=DepartmentFactory(code="HQ-CS", name="客服中心", name_en="Complaint desk", parent=root),
        office=DepartmentFactory(code="HQ-CR", name="客户关系部", name_en="Customer relations", parent=root),
        sales=DepartmentFactory(code="SH-S", name="上海销售部", name_en="Shanghai sales", parent=shanghai),
        operations=DepartmentFactory(code="SH-O", name="上海操作部", name_en="Shanghai operations", parent=shanghai),
        guangzhou_sales=DepartmentFactory(code="GZ-S", name="广州销售部", name_en="Guangzhou sales", parent=guangzhou),
    )


@pytest.fixture
def director(company):
    person = UserFactory(username="director", name="Director", role=Role.SUPERVISOR, department=company.root)
    company.root.head = company.root.supervising_leader = person
    company.root.save()
    return person


@pytest.fixture
def supervisor(company, director):
    person = UserFactory(username="supervisor", name="Supervisor", role=Role.SUPERVISOR, department=company.shanghai)
    company.shanghai.head = company.shanghai.supervising_leader = person
    company.shanghai.save()
    return person


@pytest.fixture
def leader(supervisor):
    """The supervising leader of the handler's department: the supervisor, by inheritance from the branch."""
    return supervisor


@pytest.fixture
def head(company, supervisor):
    """The head of the handler's department."""
    person = UserFactory(username="head", name="Head", role=Role.HANDLER, department=company.operations)
    company.operations.head = person
    company.operations.save()
    return person


@pytest.fixture
def manager(company, supervisor):
    return UserFactory(username="manager", name="Manager", department=company.sales)


@pytest.fixture
def colleague(company, director):
    return UserFactory(username="colleague", name="Colleague", department=company.guangzhou_sales)


@pytest.fixture
def desk(company, director):
    return UserFactory(username="desk", name="Desk", role=Role.DESK, department=company.desk)


@pytest.fixture
def handler(company, head):
    return UserFactory(username="handler", name="Handler", role=Role.HANDLER, department=company.operations)


@pytest.fixture
def analyst(company, director):
    return UserFactory(username="analyst", name="Analyst", role=Role.ANALYST, department=company.office, is_staff=True)


@pytest.fixture
def administrator(company):
    return UserFactory(
        username="admin",
        name="Administrator",
        role=Role.ADMINISTRATOR,
        department=company.root,
        is_staff=True,
        is_superuser=True,
    )


@pytest.fixture
def cast(manager, supervisor, colleague, desk, handler, head, analyst, director, administrator):
    """Everybody, by login name."""
    people = (manager, supervisor, colleague, desk, handler, head, analyst, director, administrator)
    return {person.username: person for person in people}
