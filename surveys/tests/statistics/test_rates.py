import pytest

from surveys.statistics import Outcomes


def test_the_rates_of_the_documented_example():
    outcomes = Outcomes(
        complete=4, partial=2, refusal=1, non_contact=1, other=1, unknown_household=1, unknown_other=1, not_eligible=1
    )
    assert outcomes.e == pytest.approx(0.9)
    assert outcomes.response_rates() == pytest.approx([0.364, 0.545, 0.370, 0.556, 0.444, 0.667], abs=5e-4)
    assert outcomes.cooperation_rates() == pytest.approx([0.500, 0.750, 0.571, 0.857], abs=5e-4)
    assert outcomes.refusal_rates() == pytest.approx([0.091, 0.093, 0.111], abs=5e-4)
    assert outcomes.contact_rates() == pytest.approx([0.727, 0.741, 0.889], abs=5e-4)


def test_the_rates_with_a_given_share_of_eligible_ones():
    outcomes = Outcomes(5, 3, 2, 1, 2, 1, 1, 1, eligible_share=0.5)
    assert outcomes.response_rates() == pytest.approx([1 / 3, 8 / 15, 5 / 14, 4 / 7, 5 / 13, 8 / 13])
    assert outcomes.cooperation_rates() == pytest.approx([5 / 12, 2 / 3, 1 / 2, 4 / 5])
    assert outcomes.refusal_rates() == pytest.approx([2 / 15, 1 / 7, 2 / 13])
    assert outcomes.contact_rates() == pytest.approx([4 / 5, 6 / 7, 12 / 13])


def test_a_rate_without_a_base_is_not_defined_rather_than_zero():
    outcomes = Outcomes(unknown_other=1)
    assert outcomes.response_rates() == [0, 0, 0, 0, None, None]
    assert outcomes.cooperation_rates() == [None] * 4


def test_a_wave_without_anybody_has_no_rates():
    assert Outcomes().response_rates() == [None] * 6
    assert Outcomes().contact_rates() == [None] * 3
