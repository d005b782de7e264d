"""Whom a wave is about, what keeps somebody from being asked, and the draw."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from crm_site.workflow import InvalidTransition
from customers.factories import ContactFactory, CustomerFactory, IndustryFactory, RegionFactory
from surveys.factories import MORNING, bring_to, make_wave, people_to_ask, wave_in_fieldwork
from surveys.models import DoNotAsk, FrameUnit
from surveys.states import Problem, WaveState
from surveys.strata import plan


def framed(by, **design):
    wave = make_wave(by, **design)
    wave.make_frame(by, MORNING)
    return wave


def problems_of(wave, customer):
    return wave.units.get(customer=customer).problems


def test_the_population_is_found_by_all_its_filters(analyst, manager, colleague, company):
    province, industry = RegionFactory(), IndustryFactory()
    city = RegionFactory(parent=province)
    facts = {"grade": "A", "region": city, "industry": industry, "lifecycle": "current"}
    (wanted,) = people_to_ask(1, owner=manager, **facts)
    for other in ({"grade": "B"}, {"region": None}, {"industry": None}, {"lifecycle": "lost"}):
        people_to_ask(1, owner=manager, **(facts | other))
    people_to_ask(1, owner=colleague, **facts)
    population = {
        "grade": ["A"],
        "region": [province.pk],
        "industry": [industry.pk],
        "lifecycle": ["current"],
        "department": [company.shanghai.pk],
    }
    unit = framed(analyst, population=population).units.get()
    assert unit.customer == wanted.customer
    snapshot = (unit.grade, unit.region, unit.industry, unit.owner, unit.owner_department, unit.name, unit.phone)
    assert snapshot == ("A", province, industry, manager, company.sales, wanted.name, wanted.mobile)


def test_the_snapshot_stays_when_the_file_changes(analyst):
    (contact,) = people_to_ask(1, grade="A")
    wave = framed(analyst)
    contact.customer.grade = "C"
    contact.customer.save()
    assert wave.units.get().grade == "A"


@pytest.mark.parametrize(
    ("modes", "facts", "problem"),
    [
        (["telephone"], {"mobile": "", "email": "a@b.test"}, Problem.NO_PHONE),
        (["web"], {"mobile": "13800000001"}, Problem.NO_EMAIL),
        (["telephone", "web"], {"mobile": ""}, Problem.NO_WAY),
        (["telephone"], {"left_since": "2025-01-01"}, Problem.DEPARTED),
    ],
)
def test_whoever_cannot_be_reached_is_a_problem(analyst, modes, facts, problem):
    contact = ContactFactory(**facts)
    assert problems_of(framed(analyst, modes=modes), contact.customer) == [problem]


def test_a_customer_without_contact_is_a_problem(analyst):
    customer = CustomerFactory()
    assert problems_of(framed(analyst), customer) == [Problem.NO_CONTACT]


def test_a_contact_who_can_be_reached_is_asked_before_the_first_contact_who_cannot(analyst):
    first = ContactFactory(is_primary=True, mobile="")
    second = ContactFactory(customer=first.customer)
    assert framed(analyst).units.get().contact == second


def test_the_same_person_for_two_customers_is_asked_once(analyst):
    first = ContactFactory(customer__code="K1", mobile="13800000001")
    second = ContactFactory(customer__code="K2", mobile="13800000001")
    wave = framed(analyst)
    assert problems_of(wave, first.customer) == []
    assert problems_of(wave, second.customer) == [Problem.DUPLICATE]


def test_who_was_asked_by_another_wave_lately_is_left_in_peace(analyst):
    wave = wave_in_fieldwork(analyst, people=1)
    contact = wave.units.get().contact
    assert problems_of(framed(analyst), contact.customer) == [Problem.ASKED_LATELY]
    wave.units.update(asked_at=MORNING)
    wave.close(analyst, MORNING)
    later = make_wave(analyst, contact_rule_days=90)
    later.make_frame(analyst, MORNING + timedelta(days=89))
    assert problems_of(later, contact.customer) == [Problem.ASKED_LATELY]
    later.make_frame(analyst, MORNING + timedelta(days=91))
    assert problems_of(later, contact.customer) == []


def test_who_does_not_want_to_be_asked_is_not(analyst):
    (contact,) = people_to_ask(1)
    DoNotAsk.objects.create(contact=contact, at=MORNING)
    assert problems_of(framed(analyst), contact.customer) == [Problem.DO_NOT_ASK]


def test_a_mended_problem_is_gone_when_the_frame_is_checked_again(analyst):
    contact = ContactFactory(mobile="")
    wave = framed(analyst)
    contact.mobile = "13800000001"
    contact.save()
    wave.make_frame(analyst, MORNING)
    unit = wave.units.get()
    assert unit.problems == [] and unit.phone == "13800000001"


def test_a_population_that_nobody_fits_is_refused(analyst):
    wave = make_wave(analyst, population={"grade": ["A"]})
    with pytest.raises(ValidationError):
        wave.make_frame(analyst, MORNING)
    assert wave.state == WaveState.DESIGN


def drawn_codes(wave):
    return list(wave.units.drawn().order_by("order").values_list("customer__code", flat=True))


def test_the_same_seed_repeats_the_draw(analyst):
    people_to_ask(20)
    wave = bring_to(make_wave(analyst, method="simple", sample_size=8, seed=42), WaveState.FRAME, analyst)
    first = drawn_codes(wave)
    assert len(first) == 8
    wave.undo_draw(analyst, MORNING)
    wave.make_frame(analyst, MORNING)
    wave.draw_sample(analyst, MORNING)
    assert drawn_codes(wave) == first
    wave.undo_draw(analyst, MORNING)
    wave.edit_design(analyst, MORNING, wave.version, seed=43)
    bring_to(wave, WaveState.FRAME, analyst)
    assert drawn_codes(wave) != first


def test_a_stratified_sample_keeps_the_proportions_and_the_minimum(analyst):
    for grade, count in (("A", 3), ("B", 12), ("C", 25)):
        people_to_ask(count, grade=grade)
    design = {"method": "proportional", "strata": ["grade"], "sample_size": 10, "stratum_minimum": 2}
    wave = bring_to(make_wave(analyst, **design), WaveState.FRAME, analyst)
    counts = {grade: wave.units.drawn().filter(grade=grade).count() for grade in "ABC"}
    assert sum(counts.values()) == 10 and counts == {"A": 2, "B": 3, "C": 5}


def test_a_census_draws_everybody_who_can_be_asked(analyst):
    people_to_ask(4)
    CustomerFactory()
    wave = bring_to(make_wave(analyst), WaveState.FRAME, analyst)
    assert wave.units.count() == 5 and wave.units.drawn().count() == 4


def test_an_empty_stratum_is_named_and_the_others_are_drawn(analyst):
    people_to_ask(3, grade="A")
    CustomerFactory(grade="B")
    wave = framed(analyst, method="proportional", strata=["grade", "size"], sample_size=2)
    planned = plan(wave)
    assert [share.label for share in planned.empty] == ["B · unknown"] and planned.total == 2
    wave.draw_sample(analyst, MORNING)
    assert wave.units.drawn().count() == 2


def test_a_frame_of_which_nobody_can_be_asked_is_not_drawn(analyst):
    CustomerFactory()
    wave = framed(analyst)
    with pytest.raises(ValidationError, match="Nobody of the frame"):
        wave.draw_sample(analyst, MORNING)


def test_a_minimum_that_the_sample_cannot_hold_is_refused_in_words(analyst):
    for grade in "ABC":
        people_to_ask(5, grade=grade)
    design = {"method": "proportional", "strata": ["grade"], "sample_size": 5, "stratum_minimum": 2}
    with pytest.raises(ValidationError, match="needs a sample of 6"):
        bring_to(make_wave(analyst, **design), WaveState.FRAME, analyst)


def test_a_wish_for_more_than_there_are_takes_all_and_says_so(analyst):
    people_to_ask(4)
    wave = framed(analyst, method="simple", sample_size=10)
    assert plan(wave).missing == 6
    wave.draw_sample(analyst, MORNING)
    assert wave.units.drawn().count() == 4


def test_a_new_design_discards_the_frame(analyst):
    people_to_ask(2)
    wave = framed(analyst)
    wave.edit_design(analyst, MORNING, wave.version, seed=2)
    assert wave.state == WaveState.DESIGN and not FrameUnit.objects.exists()


def test_the_second_of_two_who_change_the_design_is_told(analyst, director):
    wave = make_wave(analyst)
    seen = wave.version
    wave.edit_design(analyst, MORNING, seen, seed=2)
    with pytest.raises(InvalidTransition, match="Analyst"):
        wave.edit_design(director, MORNING, seen, seed=3)


def test_what_is_drawn_is_not_designed_any_more(analyst):
    people_to_ask(1)
    wave = bring_to(make_wave(analyst), WaveState.FRAME, analyst)
    for step in (lambda: wave.make_frame(analyst, MORNING), lambda: wave.edit_design(analyst, MORNING, 1, seed=2)):
        with pytest.raises(InvalidTransition):
            step()


def test_only_the_office_and_the_head_of_the_company_run_waves(cast, analyst):
    people_to_ask(1)
    for name in ("manager", "supervisor", "desk", "handler", "admin"):
        with pytest.raises(PermissionDenied):
            make_wave(cast[name])
    wave = make_wave(analyst)
    for name in ("manager", "supervisor", "desk", "handler", "admin"):
        with pytest.raises(PermissionDenied):
            wave.make_frame(cast[name], MORNING)
    bring_to(wave, WaveState.FIELDWORK, cast["director"])
