"""The field with which a customer is chosen on a form."""

from django.urls import reverse


def offer_customers(form, name, customers):
    """Let the field `name` choose among `customers`. A million are not put into the page: the picker asks the server
    while somebody types, and only the one that is chosen already stands in it."""

    def chosen():
        value = str(form[name].value() or "")
        is_id = value.isascii() and value.isdigit() and len(value) < 19
        return [("", "—"), *(customers.filter(pk=value).values_list("pk", "name") if is_id else [])]

    field = form.fields[name]
    field.queryset = customers
    field.widget.choices = chosen
    field.widget.attrs["data-picker-url"] = reverse("customers:pick") + "?only=customers"
