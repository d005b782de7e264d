"""What stored values of customers are called in the reader's language."""

from customers.importing.customer_files.candidates import ATTRIBUTES
from customers.models import Customer, Industry, Region
from people.models import User

NAMED = {"owner": User, "industry": Industry, "region": Region}


class Words:
    def __init__(self, rows):
        self.names = {}
        for key, model in NAMED.items():
            used = {row.values.get(key) for row in rows}
            used |= {value for row in rows for value in row.changes.get(key, ())}
            self.names[key] = {entry.pk: str(entry) for entry in model.objects.filter(pk__in=used - {None})}

    def __call__(self, key, value):
        if value in ("", None, []):
            return ""
        if key in self.names:
            return self.names[key].get(value, "")
        if isinstance(value, list):
            return "; ".join(value)
        choices = CHOICES.get(key)
        return choices.get(value, value) if choices else value


CHOICES = {
    field.name: dict(field.flatchoices)
    for field in Customer._meta.fields
    if field.choices and field.name not in ATTRIBUTES
}
