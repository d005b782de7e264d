"""What a company's name is told by, and which names are alike."""

import pytest

from customers.duplicates.likeness import PROPOSED_FROM, File, Reason, compare
from customers.duplicates.names import NameRules, Place
from customers.duplicates.pairs import likely_pairs

PLACES = [
    Place("广东", "Guangdong", is_wide=True),
    Place("内蒙古", "Inner Mongolia", is_wide=True),
    Place("深圳", "Shenzhen"),
    Place("上海", "Shanghai"),
    Place("北京", "Beijing"),
    Place("重庆", "Chongqing"),
    Place("吉林市", "Jilin City"),
]
RULES = NameRules(PLACES)
HUAWEI = ["华为", "HUAWEI", "华为技术有限公司", "深圳华为技术有限公司（分公司）"]


def file(pk, *names, credit_code="", phones=()):
    return File.of(RULES, pk, names, credit_code, phones)


def likeness(one, other):
    """Of two files given by a name, or by keywords and names."""
    return compare(file(1, *one), file(2, *other))


@pytest.mark.parametrize(
    ("text", "name", "core", "places"),
    [
        ("深圳市华为技术有限公司（分公司）", "华为技术", "华为", {"深圳"}),
        ("华为技术(深圳)股份有限公司", "华为技术", "华为", {"深圳"}),
        ("华为技术有限公司上海分公司", "华为技术", "华为", {"上海"}),
        ("广东省深圳市华为技术 有限责任公司", "华为技术", "华为", {"深圳"}),
        ("ＨＵＡＷＥＩ", "huawei", "huawei", set()),
        ("Shenzhen Huawei Technologies Co., Ltd.", "huaweitechnologies", "huawei", {"深圳"}),
        ("IBM（中国）有限公司", "ibm", "ibm", set()),
        ("TCL科技集团股份有限公司", "tcl科技", "tcl", set()),
        ("内蒙古自治区伊利实业集团", "伊利实业", "伊利", set()),
        ("上海物流有限公司", "上海物流", "上海物流", {"上海"}),
        ("中国银行", "中国银行", "中国银行", set()),
        ("上海", "上海", "上海", set()),
        ("重庆长安汽车", "长安汽车", "长安", {"重庆"}),
    ],
)
def test_legal_form_place_brackets_width_and_spaces_are_put_aside(text, name, core, places):
    parsed = RULES.parse(text)
    assert (parsed.name, parsed.core, parsed.places) == (name, core, places)


@pytest.mark.parametrize("text", ["", "有限公司", "物流有限公司", "🚚🚚", "…", "Co., Ltd.", "A", "\u202eא", "\ud800"])
def test_a_name_that_tells_nothing_is_none(text):
    assert RULES.parse(text) is None


def test_a_name_of_300_characters_is_one():
    assert len(RULES.parse("远" * 300 + "有限公司").name) == 300


@pytest.mark.parametrize("one", HUAWEI)
@pytest.mark.parametrize("other", HUAWEI)
def test_huawei_is_one_family(one, other):
    assert likeness([one], [other]).score >= PROPOSED_FROM


def test_the_family_is_found_as_pairs_of_files():
    assert len(likely_pairs([file(pk, name) for pk, name in enumerate(HUAWEI)])) == 6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["上海远洋物流有限公司"], ["上海远大物流有限公司"]),
        (["上海远洋物流有限公司"], ["上海远洋食品有限公司"]),
        (["上海宏达物流有限公司"], ["北京宏达食品有限公司"]),
        (["上海物流有限公司"], ["北京物流有限公司"]),
        (["上海宏达电子有限公司"], ["北京鸿达电子有限公司"]),
        # Short names and aliases do not outweigh what the full names say.
        (["上海华瑞食品有限公司", "华瑞"], ["北京华瑞电子有限公司", "华瑞"]),
    ],
)
def test_other_companies_are_not_proposed(one, other):
    found = likeness(one, other)
    assert found is None or found.score < PROPOSED_FROM


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (["上海远洋物流有限公司"], ["远洋物流（上海）股份有限公司"], Reason.NAME),
        (["远洋物流有限公司"], ["远洋国际物流有限公司"], Reason.CORE),
        (["上海宏达物流有限公司"], ["上海鸿达物流有限公司"], Reason.SOUND),
        (["远洋物流有限公司"], ["Yuanyang Logistics Co., Ltd."], Reason.SPELLING),
        (["中远海运有限公司"], ["中远海运散货股份公司"], Reason.BEGINNING),
        (["大洋海运有限公司", "远洋"], ["远洋"], Reason.OTHER_NAME),
    ],
)
def test_the_reason_is_said(one, other, reason):
    found = likeness(one, other)
    assert reason in found.reasons and found.score >= PROPOSED_FROM


def test_the_same_credit_code_is_certain_and_another_one_speaks_against_it():
    code, other_code = "91310115MA1K4ABC6X", "91310115MA1K4ABD4M"
    assert compare(file(1, "远洋", credit_code=code), file(2, "大洋", credit_code=code)).score == 100
    apart = compare(file(1, "远洋物流", credit_code=code), file(2, "远洋", credit_code=other_code))
    assert apart.score < PROPOSED_FROM and Reason.OTHER_CODE in apart.reasons


def test_a_telephone_number_counts_alone_and_adds_to_names():
    alone = compare(file(1, "远洋", phones=["13800138000"]), file(2, "大洋", phones=["13800138000", ""]))
    assert (alone.score, alone.reasons) == (60, (Reason.PHONE,))
    both = compare(file(1, "宏达电子", phones=["13800138000"]), file(2, "鸿达电子", phones=["13800138000"]))
    assert both.reasons == (Reason.SOUND, Reason.PHONE) and both.score > alone.score


def test_a_number_that_many_files_have_says_nothing():
    names = ["远洋", "宏达", "金源", "嘉和", "海川", "泰安"]
    assert likely_pairs([file(pk, name, phones=["4008208820"]) for pk, name in enumerate(names)]) == {}


def test_no_catalogue_of_places_is_no_error():
    assert NameRules([]).parse("上海远洋物流").name == "上海远洋物流"
