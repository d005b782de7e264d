from complaints.reports.measures import MEASURES

PAGE = "/complaints/reports/"
SENSELESS = (
    "measure=x&by=y&since=x&until=2026-13&branch=a&cause=9999999",
    "by=step",
    "since=2027-01",
    "by=month&since=2026-01",
)


def test_every_figure_with_its_chart_its_words_and_its_workbook_in_few_queries(
    cases, analyst, as_user, django_assert_max_num_queries
):
    client = as_user(analyst)
    client.get(PAGE)
    for measure in MEASURES:
        query = f"measure={measure}&since=2026-01&until=2026-12"
        with django_assert_max_num_queries(14):
            page = client.get(f"{PAGE}?{query}")
        assert page.context["chart"] is not None
        assert str(MEASURES[measure].about[0]) in page.content.decode()
        assert client.get(f"{PAGE}report.xlsx?{query}").status_code == 200


def test_senseless_wishes_show_a_report_all_the_same(analyst, as_user):
    for query in SENSELESS:
        assert as_user(analyst).get(f"{PAGE}?{query}").status_code == 200


def test_for_htmx_only_the_results_are_sent(analyst, as_user):
    page = as_user(analyst).get(PAGE, headers={"HX-Request": "true"})
    assert "HX-Request" in page["Vary"] and "<html" not in page.content.decode()


def test_administrators_have_no_reports(administrator, as_user):
    assert as_user(administrator).get(PAGE).status_code == 403
