from customers.views.editing import customer_create, customer_edit
from customers.views.listing import columns_choose, customer_list
from customers.views.parts import (
    address_create,
    address_edit,
    address_remove,
    contact_card,
    contact_create,
    contact_edit,
    contact_leave,
    contact_move,
)
from customers.views.pickers import pick, pick_owner, pick_tag
from customers.views.record import customer_detail

__all__ = [
    "address_create",
    "address_edit",
    "address_remove",
    "columns_choose",
    "contact_card",
    "contact_create",
    "contact_edit",
    "contact_leave",
    "contact_move",
    "customer_create",
    "customer_detail",
    "customer_edit",
    "customer_list",
    "pick",
    "pick_owner",
    "pick_tag",
]
