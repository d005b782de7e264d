"""How far the answers of each stratum lie apart: what Neyman's allocation needs beside the sizes."""

from django.db.models import Count, StdDev

from surveys.models import Answer, Item
from surveys.results.comparing import wave_before
from surveys.results.protecting import LEAST
from surveys.states import ResponseState
from surveys.strata import column, key_of_values


def taken_down(wave, strata):
    """{stratum: standard deviation} for those of `strata` of which one is known: entered for this frame, or that of
    overall satisfaction in the wave before."""
    known = of_wave_before(wave) | wave.stratum_deviations
    return {key: deviation for key, deviation in known.items() if key in strata}


def of_wave_before(wave):
    """By this wave's strata; where fewer than five answered, or all alike, nothing is known."""
    earlier = wave_before(wave) if wave.strata else None
    if earlier is None:
        return {}
    ratings = Answer.objects.filter(
        response__unit__wave=earlier,
        response__state=ResponseState.COMPLETE,
        item__role=Item.Role.OVERALL,
        number__isnull=False,
    )
    rows = ratings.values_list(*(f"response__unit__{column(field)}" for field in wave.strata)).annotate(
        Count("id"), StdDev("number", sample=True)
    )
    return {
        key_of_values(values): round(float(deviation), 2)
        for *values, count, deviation in rows
        if count >= LEAST and deviation
    }
