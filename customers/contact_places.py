"""Where people who left work now, and whence those came who worked elsewhere before."""

from django.db.models import prefetch_related_objects

from customers.models import Contact, Customer


def tell_places(contacts, user):
    """Give each of `contacts` its `now_at` and `came_from`: contacts of customers that `user` may see, told by name.

    The same number of queries for any number of contacts.
    """
    former = list(Contact.objects.filter(moved_to__in=contacts).select_related("customer").order_by("left_since", "id"))
    prefetch_related_objects(contacts, "moved_to__customer")
    told = {contact.pk: contact.moved_to for contact in contacts if contact.moved_to and contact.tells_where}
    places = {person.customer_id for person in (*told.values(), *former)}
    seen = set(Customer.objects.visible_to(user).filter(pk__in=places).values_list("pk", flat=True)) if places else ()
    for contact in contacts:
        there = told.get(contact.pk)
        contact.now_at = there if there and there.customer_id in seen else None
        contact.came_from = [one for one in former if one.moved_to_id == contact.pk and one.customer_id in seen]
