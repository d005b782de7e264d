from key_accounts.models import KeyAccountPolicy

ADDRESS = "/admin/key_accounts/keyaccountpolicy/"


def test_the_customer_relations_office_edits_the_one_policy(analyst, as_user):
    client = as_user(analyst)
    page = client.get(ADDRESS, follow=True)
    assert page.status_code == 200
    values = {name: value for name, value in page.context["adminform"].form.initial.items() if name != "id"}
    assert client.post(f"{ADDRESS}1/change/", values | {"threshold": "800"}).status_code == 302
    assert KeyAccountPolicy.objects.get().threshold == 800
    refused = client.post(f"{ADDRESS}1/change/", values | {"first_due": "13-45", "strategic_threshold": "1"})
    assert refused.status_code == 200 and refused.context["errors"]
    assert client.get(f"{ADDRESS}add/").status_code == 403 and client.get(f"{ADDRESS}1/delete/").status_code == 403
