"""What single customers gave in a wave: overall, recommendation, and a mean per operation link on 0 to 100."""

from collections import defaultdict
from dataclasses import dataclass, field

from customers.models import Customer
from surveys.models import Answer, FrameUnit, Item, Section
from surveys.models.follow_up_rule import on_ten
from surveys.states import ResponseState
from surveys.statistics import rescaled

Role = Item.Role
# Ratings up to here are shown as low, on the scale that ends with 10.
LOW = 6


@dataclass
class Scores:
    """`links` is {section's key: mean of its rated items, 0–100}."""

    overall: float | None = None
    recommend: float | None = None
    links: dict = field(default_factory=dict)


def complete_units(wave, user):
    """Those who answered completely and whose customer files `user` reads, the latest first."""
    units = FrameUnit.objects.filter(wave=wave, response__state=ResponseState.COMPLETE)
    if not user.sees_all:
        units = units.filter(customer__in=Customer.objects.readable_by(user))
    return units.select_related("customer", "owner", "response").order_by("-response__completed_at", "-id")


def scores_of(responses):
    """{answer sheet's id: Scores} of the complete sheets `responses` (ids), in one query."""
    rated = Answer.objects.filter(response__in=responses, number__isnull=False).select_related("item__section")
    found, links = defaultdict(Scores), defaultdict(lambda: defaultdict(list))
    for answer in rated:
        item, number = answer.item, float(answer.number)
        if item.role in (Role.OVERALL, Role.RECOMMEND):
            setattr(found[answer.response_id], item.role, number)
        elif not item.role and item.section.is_link and number in item.scale:
            links[answer.response_id][item.section.key].append(rescaled(number, item.scale[0], item.scale[-1]))
    for response, by_link in links.items():
        found[response].links = {key: sum(values) / len(values) for key, values in sorted(by_link.items())}
    return found


def low_answers(response):
    """The ratings of one answer sheet that are low, the lowest first."""
    rated = response.answers.filter(number__isnull=False).select_related("item__section")
    low = [answer for answer in rated if answer.item.scale and on_ten(answer) <= LOW]
    return sorted(low, key=lambda answer: (on_ten(answer), answer.item.key))


@dataclass
class Line:
    """One figure over the waves; `change` is the last minus the one before it."""

    label: str
    values: list

    @property
    def change(self):
        given = [value for value in self.values if value is not None]
        return given[-1] - given[-2] if len(given) > 1 and self.values[-1] is not None else None


@dataclass
class History:
    units: list
    lines: list


def history_of(customer, waves):
    """A customer's scores in the last `waves` they answered, the oldest first; None where they never answered."""
    units = customer.survey_units.filter(response__state=ResponseState.COMPLETE)
    units = list(units.select_related("wave", "response").order_by("-response__completed_at", "-id")[:waves])[::-1]
    if not units:
        return None
    scores = scores_of([unit.response.pk for unit in units])
    given = [scores[unit.response.pk] for unit in units]
    sections = Section.objects.filter(questionnaire__waves__in=[unit.wave for unit in units]).order_by("questionnaire")
    names = {section.key: str(section) for section in sections}
    links = sorted({key for each in given for key in each.links})
    lines = [Line(Role.OVERALL.label, [each.overall for each in given])]
    lines.append(Line(Role.RECOMMEND.label, [each.recommend for each in given]))
    lines += [Line(names[key], [each.links.get(key) for each in given]) for key in links]
    return History(units, lines)
