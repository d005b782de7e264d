from customers.forms.customer import CustomerForm, OpeningForm
from customers.forms.imports import ColumnsForm, UploadForm
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
