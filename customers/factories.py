"""Customer files for tests."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from crm_site import files
from customers import export_writing
from customers.models import (
    Address,
    Contact,
    ContactEntry,
    CreditReview,
    Customer,
    Document,
    ExportRun,
    Industry,
    Milestone,
    MonthlyFigure,
    Opportunity,
    Project,
    Region,
)


class IndustryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Industry

    code = factory.Sequence(lambda n: f"I{n:03}")
    name = factory.Sequence(lambda n: f"行业{n}")


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region

    code = factory.Sequence(lambda n: f"R{n:05}")
    name = factory.Sequence(lambda n: f"地区{n}")


class CustomerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Customer

    code = factory.Sequence(lambda n: f"T{n:05}")
    name = factory.Sequence(lambda n: f"测试客户{n}有限公司")
    created_at = factory.LazyFunction(timezone.now)
    updated_at = factory.SelfAttribute("created_at")


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    customer = factory.SubFactory(CustomerFactory)
    name = factory.Sequence(lambda n: f"联系人{n}")
    mobile = factory.Sequence(lambda n: f"138{n:08}")


class AddressFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Address

    customer = factory.SubFactory(CustomerFactory)
    kind = Address.Kind.REGISTERED
    line = factory.Sequence(lambda n: f"浦东新区世纪大道{n}号")


class MonthlyFigureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MonthlyFigure

    customer = factory.SubFactory(CustomerFactory)
    month = date(2026, 9, 1)


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project

    customer = factory.SubFactory(CustomerFactory)
    name = factory.Sequence(lambda n: f"物流项目{n}")


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"节点{n}")
    on = date(2026, 9, 1)


def log_contact(by, customer, at, answer_owed="", **facts):
    """An entry of the contact log, made as people make it; a call at `at` unless the facts say otherwise."""
    facts = {"channel": "call", "happened_at": at, "summary": "谈了明年运价"} | facts
    return ContactEntry.record(by, at, uuid.uuid4(), customer, answer_owed=answer_owed, **facts)


def open_opportunity(by, customer, at, stage="identified", **values):
    """New business with `customer`, opened and brought to an open stage as people bring it there."""
    values = {"name": "华东仓配一体", "owner": by, "services": ["warehousing"], "starts_on": date(2027, 3, 1)} | values
    opportunity = Opportunity.add(customer, by, at, uuid.uuid4(), **values)
    if stage != "identified":
        opportunity.move(by, at, opportunity.version, stage, business_facts(customer))
    return opportunity


def business_facts(customer):
    """All that the open stages ask for."""
    return {
        "monthly_revenue": 200_000,
        "credit_opinion": "国企，付款及时",
        "needs": "华东三仓合一，当日达",
        "decision_contact": customer.contacts.first() or ContactFactory(customer=customer),
        "proposal": "一仓发全国方案",
        "proposed_on": date(2026, 9, 1),
        "gross_margin": 12,
        "bid_due_on": date(2026, 12, 1),
        "competitors": "顺丰、京东物流",
    }


def review_credit(customer, by, at, key=None, **facts):
    """A credit review, made as people make it; one of CNY 300,000 unless the facts say otherwise."""
    today = timezone.localdate(at)
    usual = {"grade": "B", "limit": Decimal(300_000), "payment_days": 30, "terms": "monthly", "findings": "回款正常"}
    usual |= {"reviewed_on": today, "valid_until": today + timedelta(days=365)}
    return CreditReview.make(customer, by, at, key or uuid.uuid4(), **usual | facts)


def file_document(customer, by, at, content=b"%PDF-1.4\n", key=None, **facts):
    """A contract of one version, filed as people file it."""
    upload = files.check(SimpleUploadedFile("合同.pdf", content))
    return Document.file(customer, by, at, key or uuid.uuid4(), upload, **{"title": "运输合同"} | facts)


def written_export(by, at, kind="customers", query="", columns=("grade", "owner")):
    """An Excel file that is ready, by way of the rules."""
    run = ExportRun.ask(by, at, uuid.uuid4(), kind, query, columns)
    export_writing.write(run.pk, at)
    run.refresh_from_db()
    return run


def sheets_of(run):
    """What stands in the cells of the Excel file, none of them a formula: the sheet about it, then those of the list."""
    with run.file.open("rb") as file:
        book = load_workbook(BytesIO(file.read()))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets]
