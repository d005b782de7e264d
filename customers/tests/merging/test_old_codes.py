"""What was known by the merged file's code, credit code or address finds the kept file."""

import pytest
from django.urls import reverse

from customers.factories import ProjectFactory
from customers.forms import OpeningForm
from customers.importing.matching import OnFile
from customers.models import Customer

pytestmark = pytest.mark.django_db


class Row:
    def __init__(self, **values):
        self.values = values


def test_an_import_by_the_old_code_or_credit_code_means_the_kept_file(merge, kept, merged, manager):
    Customer.objects.filter(pk=merged.pk).update(credit_code="91440300192381234X")
    merge()
    rows = [Row(code="KH2"), Row(credit_code="91440300192381234X")]
    on_file = OnFile(manager, rows)
    assert [on_file.match(row.values) for row in rows] == [kept, kept]


def test_the_old_code_stays_taken_and_says_by_whom(merge, kept, merged, manager):
    merge()
    form = OpeningForm({"name": "远洋", "code": "KH2", "lifecycle": "current"}, user=manager)
    assert "深圳华为技术有限公司 (KH1)" in form.errors["code"][0]


def test_the_page_of_the_merged_file_leads_to_the_kept_one(client, merge, kept, merged, manager, colleague):
    merge()
    client.force_login(manager)
    answer = client.get(f"{merged.get_absolute_url()}?tab=contacts", follow=True)
    assert answer.redirect_chain == [(f"{kept.get_absolute_url()}?tab=contacts", 302)]
    assert "华为技术有限公司 (KH2) was merged into 深圳华为技术有限公司 (KH1)." in answer.text
    client.force_login(colleague)
    assert client.get(merged.get_absolute_url()).status_code == 404


def test_addresses_below_it_and_panels_of_other_apps_lead_there_too(client, merge, kept, merged, manager):
    project = ProjectFactory(customer=merged)
    old = project.get_absolute_url()
    merge()
    client.force_login(manager)
    assert client.get(old).url == reverse("customers:project_edit", args=[kept.pk, project.pk])
    panel = client.get(reverse("visits:customer_panel", args=[merged.pk]))
    assert panel.url == reverse("visits:customer_panel", args=[kept.pk])


def test_what_is_sent_to_the_merged_file_changes_nothing(client, merge, kept, merged, manager):
    merge()
    client.force_login(manager)
    sent = client.post(reverse("customers:customer_edit", args=[merged.pk, "base"]), {"name": "别的"})
    assert sent.status_code == 404
    merged.refresh_from_db()
    assert merged.name == "华为技术有限公司"
