"""Groups of customers 集团: each belongs to at most one parent, and nobody to a group of which it is a parent itself."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

# Parents are set by one person at a time, so that the second one sees what the first one did.
TURN = "hashtext('customers_customer.parent')"
ABOVE = """
    WITH RECURSIVE above (id, parent_id) AS (
        SELECT id, parent_id FROM customers_customer WHERE id = {start}
        UNION SELECT parent.id, parent.parent_id
        FROM customers_customer AS parent JOIN above ON parent.id = above.parent_id
    )
"""
PARENTS = """
    WITH RECURSIVE above (id, parent_id) AS (
        SELECT id, parent_id FROM customers_customer WHERE code = ANY(%s)
        UNION SELECT parent.id, parent.parent_id
        FROM customers_customer AS parent JOIN above ON parent.id = above.parent_id
    )
    SELECT child.code, parent.code FROM above
    JOIN customers_customer AS child ON child.id = above.id
    JOIN customers_customer AS parent ON parent.id = above.parent_id
"""


def without_loop():
    """A trigger: at the end of a transaction no customer of whom it set the parent stands above itself."""
    start = "(SELECT parent_id FROM customers_customer WHERE id = NEW.id)"
    return pgtrigger.Trigger(
        name="customer_group_has_no_loop",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("NEW.parent_id IS NOT NULL AND NEW.parent_id IS DISTINCT FROM OLD.parent_id"),
        timing=pgtrigger.Deferred,
        func=f"""
            PERFORM pg_advisory_xact_lock({TURN});
            IF EXISTS ({ABOVE.format(start=start)} SELECT FROM above WHERE id = NEW.id) THEN
                RAISE EXCEPTION 'customer % would belong to its own group', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'customer_group_has_no_loop';
            END IF;
            RETURN NULL;
        """,
    )


class CustomerGroup:
    """For `Customer`."""

    @staticmethod
    def parents_above(codes):
        """{customer code: code of the parent} of the customers with these `codes` and of all above them."""
        with connection.cursor() as cursor:
            cursor.execute(PARENTS, [list(codes)])
            return dict(cursor.fetchall())

    def refusal_below(self, parent):
        """Why `parent` cannot stand above this customer: it is the customer, or belongs to its group; else None."""
        with connection.cursor() as cursor:
            cursor.execute(f"{ABOVE.format(start='%s')} SELECT FROM above WHERE id = %s", [parent.pk, self.pk])
            if cursor.fetchone() is None:
                return None
        facts = {"parent": parent, "customer": self}
        return _("%(parent)s belongs to the group of %(customer)s itself, so it cannot be above it.") % facts

    def _settle_parent(self, wanted):
        """Of two people who put each other's customer above their own, the second one is refused.

        Nobody waits for the turn: whoever has it may need the file that this person has locked.
        """
        if wanted.get("parent") is None:
            return
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_try_advisory_xact_lock({TURN})")
            [is_free] = cursor.fetchone()
        if not is_free:
            raise ValidationError({"parent": _("Somebody else is changing a group at this moment. Save once more.")})
        if refusal := self.refusal_below(wanted["parent"]):
            raise ValidationError({"parent": refusal})
