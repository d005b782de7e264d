"""Lookups that every query may use."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models


@models.Field.register_lookup
@models.ForeignKey.register_lookup
class AnyOf(models.Lookup):
    """One of the values of a list, or of those that a subquery finds; the subquery is run once, before.

    Beside OR, `IN (subquery)` would keep Postgres from using the indexes of the other conditions; beside many joins it
    is one more table to plan for. A list is one parameter, where `IN` words each of its values.
    """

    lookup_name = "any_of"
    prepare_rhs = False

    def get_prep_lookup(self):
        if isinstance(self.rhs, list):
            return self.rhs
        query = self.rhs.clone()
        # Of a slice the order decides what is in it.
        query.clear_ordering()
        return ArraySubquery(query)

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*left_params, *right_params]
