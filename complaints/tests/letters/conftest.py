import pytest

from complaints.factories import log_complaint, receive_complaint
from complaints.models import LetterTemplate


@pytest.fixture
def interim():
    return LetterTemplate.objects.get(kind="interim")


@pytest.fixture
def asked(company, desk):
    """A complaint by telephone of somebody who gave an e-mail address."""
    caller = {"caller_name": "王芳", "caller_email": "wang@example.test"}
    return log_complaint(desk, company.operations, **caller)


@pytest.fixture
def written_letter(desk):
    """What a customer wrote on the web, and the acknowledgement that they had for it."""
    complaint = receive_complaint()
    return complaint, complaint.log.get(kind="letter")
