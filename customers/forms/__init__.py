from customers.forms.customer import CustomerForm, OpeningForm
from customers.forms.parts import AddressForm, ContactForm, LeavingForm

__all__ = ["AddressForm", "ContactForm", "CustomerForm", "LeavingForm", "OpeningForm"]
