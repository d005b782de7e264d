"""The parts of the results page, each as tables of the kept figures."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from surveys.results.measures import ACSI, CSI, LOYALTY_ROLES, Role
from surveys.results.tables import Column, Row, Table
from surveys.results.wording import DISPOSITION_LABELS
from surveys.states import Mode


def figure(figures, name):
    return figures.get("measures", {}).get(name, {})


def headline(figures, wording):
    """(label, kind, figure, scale) of what is looked at first."""
    overall = wording.role(Role.OVERALL)
    cards = [
        (_("Satisfaction index (CSI)"), "points", CSI, "mean", "0–100"),
        (_("Recommendation (NPS)"), "points", wording.role(Role.RECOMMEND), "nps", "−100…100"),
        (_("Overall satisfaction"), "score", overall, "mean", wording.scale(overall) if overall else ""),
        (_("ACSI-style index"), "points", ACSI, "mean", "0–100"),
    ]
    known = ((label, kind, figure(figures, name).get(part), scale) for label, kind, name, part, scale in cards)
    return [card for card in known if card[2]]


def rates(figures):
    """Counts of the drawn by result, and the rates that follow."""
    counts = Table(
        "outcomes",
        _("How it ended"),
        [Column(_("Code by AAPOR")), Column(_("Result")), Column(pgettext("count", "Number"), "count")],
    )
    found = figures["dispositions"]
    counts.rows = [Row([code, label, found[code]]) for code, label in DISPOSITION_LABELS.items()]
    counts.rows.append(Row([_("Together"), _("Everybody who was drawn"), figures["drawn"]]))
    shares = Table(
        "rates",
        _("Response rates (AAPOR)"),
        [Column(_("Rate")), Column(_("What it says")), Column(pgettext("rate", "Value"), "share")],
    )
    meanings = {
        "RR1": _("complete, of all drawn whose eligibility is not excluded"),
        "RR3": _("complete, with the estimated eligible share of the unknown"),
        "RR5": _("complete, of those known to be eligible"),
        "COOP1": _("complete, of those reached"),
        "REF1": _("refused or broken off"),
        "CON1": _("reached"),
    }
    shares.rows = [Row([name, meaning, figures["rates"][name]]) for name, meaning in meanings.items()]
    shares.rows.append(Row(["e", _("estimated eligible share of the unknown"), figures["eligible_share"]]))
    return [shares, counts]


def modes(figures):
    whole = sum(figures["modes"].values()) or 1
    table = Table(
        "modes", _("By mode"), [Column(_("Mode")), Column(_("Answers"), "count"), Column(_("Share"), "share")]
    )
    table.rows = [
        Row([str(Mode(mode).label), count, count / whole]) for mode, count in figures["modes"].items() if mode
    ]
    return table


def recommendation(figures, wording):
    found = figure(figures, wording.role(Role.RECOMMEND)).get("nps")
    columns = [
        Column(_("Recommendation")),
        Column(_("Points given")),
        Column(_("Answers"), "count"),
        Column(_("Share"), "share"),
    ]
    table = Table("nps", _("Recommendation (NPS)"), columns)
    if found:
        parts = [
            (_("Promoters"), "9–10", "promoters"),
            (_("Passives"), "7–8", "passives"),
            (_("Detractors"), "0–6", "detractors"),
        ]
        whole = sum(found[part] for *_words, part in parts)
        table.rows = [Row([label, points, found[part], found[part] / whole]) for label, points, part in parts]
    return table


def loyalty(figures, wording):
    """Each by itself: loyalty is not part of the satisfaction index."""
    columns = [Column(_("Loyalty")), Column("n", "count"), Column(_("0–100"), "points", True)]
    names = [f"loyalty:{role}" for role in LOYALTY_ROLES if f"loyalty:{role}" in figures.get("measures", {})]
    rows = [
        Row([wording.measure(name), figure(figures, name).get("n"), figure(figures, name).get("mean")])
        for name in names
    ]
    return Table("loyalty", _("Loyalty"), columns, rows, _("Shown apart and never part of the satisfaction index."))


def scores(figures, wording):
    """Links with their items, then all other rated items; what nobody was asked is left out."""
    columns = [
        Column(_("Link or item")),
        Column(_("Scale")),
        Column("n", "count"),
        Column(_("Mean"), "score", True),
        Column(_("Best two points"), "share", True),
        Column(_("Cannot judge"), "count"),
        Column(_("Invalid"), "count"),
        Column(_("Reliability α"), "score"),
    ]
    table = Table("scores", _("Links and items"), columns)
    asked = [name for name, found in figures.get("measures", {}).items() if _is_asked(found)]
    rest = [name for name in asked if name.startswith("item:")]
    for link in (name for name in asked if name.startswith("link:")):
        table.rows.append(_score(figures, wording, link))
        for item in wording.of_link(link):
            if item in rest:
                rest.remove(item)
                table.rows.append(_score(figures, wording, item, level=1))
    table.rows += [_score(figures, wording, name) for name in rest]
    return table


def _is_asked(found):
    """Not what was meant for others, such as prospects in a wave of customers; "cannot judge" is an answer, too."""
    return any(found.get(count) != 0 for count in ("n", "unused", "invalid") if count in found)


def _score(figures, wording, name, level=0):
    found = figure(figures, name)
    alpha = figures["reliability"].get(name)
    values = [wording.measure(name), wording.scale(name), found.get("n"), found.get("mean"), found.get("tops")]
    return Row([*values, found.get("unused"), found.get("invalid"), alpha], level)


def spreads(figures, wording):
    """How often each point was given; links by tenths of 0–100."""
    points = range(11)
    columns = [Column(_("Link or item")), *(Column(str(point), "count") for point in points)]
    items = Table("spread", _("Distribution of the answers"), columns)
    for name, found in figures.get("measures", {}).items():
        if name.startswith("item:") and found.get("spread"):
            items.rows.append(Row([wording.measure(name), *(found["spread"].get(str(point)) for point in points)]))
    tenths = [Column(f"{10 * band}–{10 * band + 10}", "count") for band in range(10)]
    bands = Table("bands", _("Distribution of the link scores"), [Column(_("Link")), *tenths])
    for name, found in figures.get("measures", {}).items():
        if name.startswith("link:") and found.get("spread"):
            bands.rows.append(Row([wording.measure(name), *(found["spread"].get(str(band)) for band in range(10))]))
    return [items, bands]


def choices(figures, wording):
    """What was chosen, item by item."""
    columns = [Column(_("Question and answer")), Column(pgettext("count", "Number"), "count")]
    table = Table("choices", _("Choices"), columns)
    for key, counts in figures.get("choices", {}).items():
        item = wording.items.get(key)
        if item is None or not counts:
            continue
        table.rows.append(Row([str(item), None]))
        labels = dict(item.labelled_options)
        table.rows += [
            Row([labels.get(option, option), count], 1)
            for option, count in sorted(counts.items(), key=lambda pair: -pair[1])
        ]
    return table
