import copy

from hypothesis import given
from hypothesis import strategies as st

from key_accounts.comparison import NOTHING, Comparison, differences
from key_accounts.sections import SECTIONS

PLAN = {
    "sections": {section.key: "保持运输业务" for section in SECTIONS},
    "budget": "20000.00",
    "objectives": [
        {"id": 1, "metric": "营收", "unit": "万元", "base": "100.00", "target": "1200.50", "target_words": ""},
        {"id": 2, "metric": "投诉", "unit": "件", "base": None, "target": "2.00", "target_words": ""},
    ],
    "actions": [{"id": 5, "what": "拜访", "owner_id": 1, "owner": "王晓梅", "due_on": "2026-05-01"}],
}


def changed(**changes):
    return copy.deepcopy(PLAN) | changes


def test_nothing_changed_is_said_so():
    assert Comparison(PLAN, copy.deepcopy(PLAN)).is_empty


def test_words_are_marked_within_their_line():
    assert differences("保持运输业务\n第二行", "保持仓储业务\n第二行") == [
        ("same", "保持"),
        ("del", "运输"),
        ("ins", "仓储"),
        ("same", "业务\n第二行"),
    ]
    assert differences("rate 95 percent", "rate 98 percent")[1:3] == [("del", "95"), ("ins", "98")]


def test_a_long_rewritten_text_is_replaced_as_a_whole_and_quickly():
    old, new = "甲乙" * 5000, "丙丁" * 5000
    assert differences(old, new) == [("del", old), ("ins", new)]


def test_rows_are_new_gone_or_changed_cell_by_cell():
    objectives = [PLAN["objectives"][0] | {"target": "1500.00"}, PLAN["objectives"][1] | {"id": 3, "metric": "份额"}]
    comparison = Comparison(PLAN, changed(objectives=objectives, actions=[], budget=None))
    rows = {row.pk: row for row in comparison.objectives}
    assert {pk: row.kind for pk, row in rows.items()} == {1: "changed", 2: "gone", 3: "new"}
    assert rows[1].cells["target"] == ("1,200.50", "1,500") and not rows[1].cells["metric"].is_changed
    assert comparison.budget == ("20,000", "") and comparison.changed_actions[0].kind == "gone"
    assert comparison.summary == ["3 objectives", "1 action", "the budget"]


def test_rows_of_another_half_year_are_the_same_by_what_they_are_called():
    objectives = [row | {"id": row["id"] + 10} for row in PLAN["objectives"]]
    objectives[0]["target"] = "1300.00"
    comparison = Comparison(PLAN, changed(objectives=objectives))
    assert [row.kind for row in comparison.objectives] == ["changed", "same"]


def test_a_second_row_of_the_same_name_is_a_new_one():
    actions = [*PLAN["actions"], PLAN["actions"][0] | {"id": 6, "due_on": "2026-06-01"}]
    assert [row.kind for row in Comparison(PLAN, changed(actions=actions)).actions] == ["same", "new"]


def test_of_a_first_plan_everything_is_new():
    comparison = Comparison(NOTHING, PLAN)
    assert len(comparison.changed_sections) == len(SECTIONS) and comparison.objectives[0].kind == "new"


@given(st.text(alphabet="甲乙丙ab1 \n", max_size=60), st.text(alphabet="甲乙丙ab1 \n", max_size=60))
def test_the_pieces_tell_both_texts(old, new):
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "ins") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "del") == new
