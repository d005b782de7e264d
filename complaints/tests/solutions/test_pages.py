"""The pages of solutions: proposing, reviewing, finding, and using them where they are needed."""

import uuid

import pytest
from django.urls import reverse

from complaints.factories import MORNING
from complaints.models import Complaint, Solution, SolutionUse
from complaints.tests.solutions.conftest import FACTS, propose, publish
from customers.factories import CustomerFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture
def page(as_user):
    def page(user, name, *arguments, **query):
        return as_user(user).get(reverse(f"complaints:{name}", args=arguments), query)

    return page


def address(name, *arguments):
    return reverse(f"complaints:{name}", args=arguments)


def test_it_is_proposed_from_the_menu_of_a_closed_complaint(closed, cast, as_user):
    client, url = as_user(cast["handler"]), address("solution_propose", closed.pk)
    assert url in client.get(closed.get_absolute_url()).content.decode()
    text = client.get(url, headers=HTMX).content.decode()
    assert closed.customer.name not in text and closed.description not in text
    typed = FACTS | {"submission_key": uuid.uuid4(), "cause": closed.cause_id, "service_line": "warehousing"}
    refused = client.post(url, typed | {"problem": f"{closed.customer.name}的货破损"}, headers=HTMX)
    assert refused.status_code == 422 and "leave out" in refused.content.decode()
    assert client.post(url, typed, headers=HTMX)["HX-Redirect"] == closed.get_absolute_url()
    solution = Solution.objects.get()
    assert (solution.complaint, solution.cause, solution.title) == (closed, closed.cause, FACTS["title"])


def test_an_open_complaint_has_nothing_to_propose_yet(open_complaint, cast, as_user):
    url = address("solution_propose", open_complaint.pk)
    client = as_user(cast["handler"])
    assert url not in client.get(open_complaint.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 403


def test_the_reviewer_decides_on_what_they_read(proposed, cast, as_user):
    client, url = as_user(cast["analyst"]), address("solution_publish", proposed.pk)
    text = client.get(proposed.get_absolute_url()).content.decode()
    assert f"{url}?version=1" in text and "To be reviewed" in text
    proposed.edit(cast["handler"], MORNING, 1, title="叉车叉破纸箱")
    late = client.post(f"{url}?version=1", {"version": 1})
    assert late.status_code == 409 and "Handler" in late.content.decode()
    assert client.post(f"{url}?version=2", {"version": 2}).url == proposed.get_absolute_url()
    proposed.refresh_from_db()
    assert proposed.state == Solution.State.PUBLISHED


def test_two_who_edit_at_once_lose_nothing(proposed, cast, as_user):
    url, client = address("solution_edit", proposed.pk), as_user(cast["analyst"])
    proposed.edit(cast["handler"], MORNING, 1, remedy="先拍照")
    typed = FACTS | {"version": 1, "title": "外包装破损", "cause": "", "service_line": ""}
    refused = client.post(url, typed)
    text = refused.content.decode()
    assert refused.status_code == 409 and "外包装破损" in text and "先拍照" in text and "Handler" in text
    assert client.post(url, typed | {"version": 2}).url == proposed.get_absolute_url()
    proposed.refresh_from_db()
    assert (proposed.title, proposed.version) == ("外包装破损", 3)


def test_out_of_date_is_said_and_cleared_in_dialogs(published, cast, as_user):
    client = as_user(cast["desk"])
    assert client.post(address("solution_flag", published.pk), {"reason": ""}).status_code == 422
    assert client.post(address("solution_flag", published.pk), {"reason": "流程已改"}).status_code == 302
    assert "流程已改" in client.get(published.get_absolute_url()).content.decode()
    assert as_user(cast["analyst"]).post(address("solution_clear", published.pk)).status_code == 302
    published.refresh_from_db()
    assert not published.is_outdated


def test_the_page_names_only_complaints_that_the_reader_sees(published, open_complaint, cast, page):
    published.use(open_complaint, cast["handler"], MORNING)
    url = published.get_absolute_url()
    text = page(cast["handler"], "solution_detail", published.pk).content.decode()
    assert open_complaint.number in text and published.complaint.number in text
    text = page(cast["colleague"], "solution_detail", published.pk).content.decode()
    assert "TS-" not in text and "1 more complaint" in text and url


def test_the_list_finds_filters_and_shows_reviewers_what_waits(published, cast, page):
    waiting = propose(cast["desk"], title="等待审核")
    text = page(cast["analyst"], "solution_list").content.decode()
    assert published.title in text and waiting.title not in text and "?shown=proposed" in text
    assert waiting.title in page(cast["analyst"], "solution_list", shown="proposed").content.decode()
    assert waiting.title not in page(cast["handler"], "solution_list", shown="all").content.decode()
    assert "?shown=proposed" not in page(cast["handler"], "solution_list").content.decode()
    group, line = published.cause.parent_id, published.service_line
    for query in ({"q": "叉破"}, {"cause": group}, {"service_line": line}, {"q": "纸箱", "sort": "title"}):
        assert published.title in page(cast["manager"], "solution_list", **query).content.decode(), query
    for query in ({"q": "受潮"}, {"shown": "outdated"}, {"service_line": "customs"}, {"q": "，"}):
        assert published.title not in page(cast["manager"], "solution_list", **query).content.decode(), query


@pytest.mark.parametrize("query", [{}, {"q": "叉车"}, {"sort": "newest", "page": "-1"}])
def test_the_list_costs_the_same_whatever_it_holds(query, cast, as_user, django_assert_max_num_queries):
    for number in range(30):
        publish(cast["handler"], cast["analyst"], title=f"叉车 {number}")
    client = as_user(cast["analyst"])
    client.get(address("solution_list"))
    with django_assert_max_num_queries(10):
        assert client.get(address("solution_list"), query).status_code == 200


def test_solutions_are_proposed_while_a_complaint_is_logged(published, damage, cast, as_user):
    client, url = as_user(cast["desk"]), address("solutions_offered")
    text = client.post(url, {"description": "叉车叉破了三箱，外包装全破"}).content.decode()
    assert published.title in text and published.remedy.split("；", 1)[0] in text
    assert published.title in client.post(url, {"cause": damage.pk}).content.decode()
    assert published.title not in client.post(url, {"description": "发票开错", "cause": "x"}).content.decode()
    assert "checked" in client.post(url, {"description": "发票开错", "solutions": published.pk}).content.decode()


def test_what_is_ticked_counts_once_the_complaint_is_logged(published, cast, as_user):
    client = as_user(cast["desk"])
    customer = CustomerFactory()
    typed = {
        "submission_key": uuid.uuid4(),
        "caller": customer.pk,
        "description": "叉车叉破",
        "severity": "normal",
        "channel": "telephone",
        "solutions": published.pk,
    }
    refused = client.post(address("complaint_create"), typed | {"severity": "x"})
    assert refused.status_code == 422 and "checked" in refused.content.decode()
    for _time in range(2):
        assert client.post(address("complaint_create"), typed).status_code == 302
    use = SolutionUse.objects.get()
    assert (use.solution, use.complaint, use.by) == (published, Complaint.objects.latest("pk"), cast["desk"])


def test_what_it_says_is_added_to_the_measures(published, open_complaint, cast, as_user):
    client = as_user(cast["handler"])
    panel, use = address("complaint_solutions", open_complaint.pk), None
    assert f'hx-get="{panel}"' in client.get(open_complaint.get_absolute_url()).content.decode()
    text = client.get(panel, headers=HTMX).content.decode()
    use = address("solution_use", open_complaint.pk, published.pk)
    assert published.title in text and use in text
    text = client.post(use, {"measures": "先致歉。"}, headers=HTMX).content.decode()
    assert "先致歉。" in text and text.count(published.remedy) == 2 and 'hx-swap-oob="true"' in text
    assert "Used here" in text and use not in text
    assert client.post(use).url == open_complaint.get_absolute_url()
    assert SolutionUse.objects.count() == 1


def test_others_are_found_by_their_words(published, open_complaint, cast, page):
    other = publish(cast["handler"], cast["analyst"], title="发票开错")
    text = page(cast["handler"], "complaint_solutions", open_complaint.pk, q="发票").content.decode()
    assert other.title in text and published.title not in text
    assert "Nothing found" in page(cast["handler"], "complaint_solutions", open_complaint.pk, q="，").content.decode()


def test_who_comes_too_late_to_use_it_is_told(published, open_complaint, cast, as_user):
    published.withdraw(cast["analyst"], MORNING, "过时")
    client = as_user(cast["supervisor"])
    answer = client.post(address("solution_use", open_complaint.pk, published.pk), follow=True)
    assert "Withdrawn" in answer.content.decode() and not SolutionUse.objects.exists()


def test_the_panel_costs_a_fixed_number_of_queries(open_complaint, cast, as_user, django_assert_max_num_queries):
    for _time in range(8):
        publish(cast["handler"], cast["analyst"], cause=open_complaint.cause)
    client, url = as_user(cast["handler"]), address("complaint_solutions", open_complaint.pk)
    client.get(url)
    with django_assert_max_num_queries(10):
        assert client.get(url).status_code == 200
