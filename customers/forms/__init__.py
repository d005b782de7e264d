from customers.forms.customer import CustomerForm
from customers.forms.imports import ColumnsForm, UploadForm
from customers.forms.opening import OpeningForm
from customers.forms.parts import AddressForm, ContactForm, LeavingForm, MovingForm

__all__ = [
    "AddressForm",
    "ColumnsForm",
    "ContactForm",
    "CustomerForm",
    "LeavingForm",
    "MovingForm",
    "OpeningForm",
    "UploadForm",
]
