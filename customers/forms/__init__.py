from customers.forms.customer import CustomerForm, OpeningForm
from customers.forms.imports import ColumnsForm, UploadForm
from customers.forms.parts import AddressForm, ContactForm, LeavingForm

__all__ = ["AddressForm", "ColumnsForm", "ContactForm", "CustomerForm", "LeavingForm", "OpeningForm", "UploadForm"]
