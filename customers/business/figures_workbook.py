"""The figures of new business as an Excel file: a sheet for each table."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def figures_sheets(funnel, losses, forecast):
    """{title: (headings, rows)} for crm_site.spreadsheets.workbook_response."""
    return {
        _("Forecast"): (
            [_("Month"), _("Starting"), _("Running by then"), _("Weighted by probability"), _("If all were won")],
            [
                [f"{row['month']:%Y-%m}", row["starting"], row["count"], row["weighted"], row["revenue"]]
                for row in forecast
            ],
        ),
        _("Stages"): (
            [_("Stage"), _("Came so far"), _("Of all, %"), _("Went on, %"), _("Left the stage"), _("Mean days in it")],
            [
                [row["stage"].label, row["reached"], row["of_all"], row["onward"], row["left"], row["days"]]
                for row in funnel
            ],
        ),
        _("Reasons of loss"): (
            [_("Reason"), pgettext("stage", "Lost"), _("Share, %"), _("Monthly revenue, CNY")],
            [[str(row["reason"]), row["count"], row["share"], row["revenue"]] for row in losses],
        ),
    }
