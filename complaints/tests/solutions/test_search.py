"""Solutions are found by fragments, and proposed for a problem told in other words; an index answers both."""

import uuid

import pytest
from django.db import connection

from complaints.factories import MORNING
from complaints.models import Cause, Solution
from complaints.similar import LEAST, MOST_FOUND, NEARNESS, WEIGHTS, terms_of
from complaints.tests.solutions.conftest import publish

MANY = 3000


@pytest.fixture
def base(cast):
    """Solutions by a short name."""
    analyst = cast["analyst"]
    texts = {
        "fork": ("叉车叉破外包装", "入库时叉车叉破纸箱，客户要求赔付。", "拍照留底，当天换箱。"),
        "wet": ("货物受潮", "集装箱顶漏水，纸箱受潮变形。", "开箱即拍照，请公估人定损；外包装全部更换。"),
        "late": ("送货晚到", "约定上午送到，下午才到，客户停线。", "两小时一报位置，备用车辆四小时内到位。"),
        "customs": (
            "HS code queried",
            "The customs office asks for the HS code of spare parts.",
            "Send the data sheet.",
        ),
    }
    return {
        name: publish(cast["handler"], analyst, title=title, problem=problem, remedy=remedy)
        for name, (title, problem, remedy) in texts.items()
    }


def found(text):
    return list(Solution.objects.search(text).order_by("-rank", "pk"))


def likely(text, **near):
    return Solution.objects.likely_for(text, **near)


@pytest.mark.parametrize("text", ["叉车", "叉破外", "纸箱", "叉车 换箱", "叉"])
def test_every_fragment_finds(base, text):
    assert base["fork"] in found(text)


@pytest.mark.parametrize("text", ["叉 HS", "不存在", "，。", ""])
def test_every_word_must_be_found(base, text):
    assert found(text) == []


def test_english_words_are_found_by_their_beginning(base):
    assert found("custom") == found("hs CODE") == [base["customs"]]


def test_the_title_counts_most_then_the_problem(cast):
    handler, analyst = cast["handler"], cast["analyst"]
    remedy = publish(handler, analyst, title="甲", problem="乙", remedy="先退单再重报")
    title = publish(handler, analyst, title="报关退单", problem="乙", remedy="丙")
    problem = publish(handler, analyst, title="甲", problem="资料不符被退单", remedy="丙")
    assert found("退单") == [title, problem, remedy]


def test_no_phrase_reaches_from_the_title_into_the_problem(cast):
    publish(cast["handler"], cast["analyst"], title="远洋", problem="物流", remedy="丙")
    assert found("洋物") == [] and len(found("远洋 物流")) == 1


def test_a_problem_told_in_other_words_finds_the_nearest(base):
    assert likely("三箱货被叉车叉坏，外包装都破了，要求赔付")[0] == base["fork"]
    assert likely("下雨天集装箱漏水，货都潮了")[0] == base["wet"]


def test_what_has_nothing_in_common_is_not_proposed(base):
    assert likely("发票金额开错") == likely("") == likely("，。！") == []


def test_what_to_do_is_not_what_the_problem_is(base):
    assert likely("备用车辆") == []


def test_those_of_the_same_cause_come_first_also_without_words(base):
    cause = Cause.objects.get(code="operation.damage")
    Solution.objects.filter(pk=base["late"].pk).update(cause=cause)
    assert likely("", cause=cause) == [base["late"]]
    assert likely("叉车叉破外包装", cause=cause)[:2] == [base["late"], base["fork"]]


def test_of_the_same_service_line_it_counts_twice(cast):
    handler, analyst = cast["handler"], cast["analyst"]
    sea, road = (publish(handler, analyst, title="货物受潮", service_line=line) for line in ("forwarding", "transport"))
    assert likely("货物受潮", service_line="transport") == [road, sea]
    assert likely("货物受潮", service_line="forwarding") == [sea, road]


def test_out_of_date_ones_come_last_and_others_than_published_not_at_all(base, cast):
    assert likely("叉车叉破受潮")[0] == base["fork"]
    base["fork"].flag(cast["desk"], MORNING, "过时")
    assert likely("叉车叉破受潮") == [base["wet"], base["fork"]]
    base["fork"].withdraw(cast["analyst"], MORNING, "过时")
    assert likely("叉车叉破受潮") == [base["wet"]]


def test_an_edited_solution_is_found_by_its_new_words_alone(base, cast):
    base["fork"].edit(cast["analyst"], MORNING, base["fork"].version, title="托盘破损", problem="托盘断裂")
    assert found("叉破") == [] and found("托盘") == [base["fork"]]


def test_numbers_and_repeated_pairs_are_no_terms():
    assert terms_of("运单12345，运单 SF678 pallet pallet ok") == ["运单", "pallet"]
    assert len(terms_of("".join(chr(0x4E00 + number) for number in range(5000)))) <= 150


@pytest.fixture
def many(cast):
    rows = [
        Solution(
            title=f"第{number}条 {chr(0x4E00 + number)}{chr(0x5E00 + number)}",
            problem="其他",
            remedy="其他",
            by=cast["desk"],
            at=MORNING,
            state=Solution.State.PUBLISHED,
            reviewed_by=cast["analyst"],
            reviewed_at=MORNING,
            submission_key=uuid.uuid4(),
        )
        for number in range(MANY)
    ]
    Solution.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE complaints_solution")


def test_an_index_answers_both_searches(base, many):
    assert "solution_search" in Solution.objects.search("叉车").explain()
    terms = [f"'{term}':AB" for term in terms_of("叉车叉破外包装")]
    with connection.cursor() as cursor:
        facts = {"weights": WEIGHTS, "terms": terms, "least": LEAST, "most": MOST_FOUND}
        cursor.execute(f"EXPLAIN {NEARNESS}", facts)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "solution_search" in plan and "Seq Scan" not in plan
