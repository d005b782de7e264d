"""The text of a plan as one value: what a version keeps, what is compared, and what a withdrawn adjustment goes back to."""

from decimal import Decimal


def snapshot(plan):
    """Sections, budget, objectives and actions as JSON; names beside ids, so that it can be read for good."""
    return {
        "sections": {section.key: section.text for section in plan.sections.all()},
        "budget": None if plan.budget is None else str(plan.budget),
        "objectives": [_objective(row) for row in plan.objectives.in_text()],
        "actions": [_action(row) for row in plan.actions.in_text().select_related("owner")],
    }


def restore(plan, content):
    """Write the text of a version back into the plan: rows that came later go, dropped ones come back."""
    for section in plan.sections.all():
        section.text = content["sections"].get(section.key, "")
        section.version += 1
        section.save(update_fields=["text", "version"])
    plan.budget = _number(content["budget"])
    plan.save(update_fields=["budget"])
    _restore_rows(plan.objectives, content["objectives"], ("metric", "unit", "target_words"), ("base", "target"))
    _restore_rows(plan.actions, content["actions"], ("what", "owner_id", "due_on"), ())


def _objective(row):
    return {
        "id": row.pk,
        "metric": row.metric,
        "unit": row.unit,
        "base": None if row.base is None else str(row.base),
        "target": None if row.target is None else str(row.target),
        "target_words": row.target_words,
    }


def _action(row):
    return {
        "id": row.pk,
        "what": row.what,
        "owner_id": row.owner_id,
        "owner": str(row.owner),
        "due_on": row.due_on.isoformat(),
    }


def _restore_rows(rows, kept, texts, numbers):
    rows.exclude(pk__in=[row["id"] for row in kept]).delete()
    present = rows.in_bulk()
    for values in kept:
        row = present[values["id"]]
        for name in texts:
            setattr(row, name, values[name])
        for name in numbers:
            setattr(row, name, _number(values[name]))
        row.is_dropped = False
        row.version += 1
        row.save()


def _number(text):
    return None if text is None else Decimal(text)
