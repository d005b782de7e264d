import uuid

import pytest

from complaints.factories import MORNING, log_complaint
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
def write():
    """write(complaint, by, way="paper"): one letter, as the form would."""

    def write(complaint, by, at=MORNING, **changed):
        typed = {
            "submission_key": uuid.uuid4(),
            "seen": complaint.last_entry_id,
            "way": "email",
            "subject": f"答复 [{complaint}]",
            "body": "原因已查明，正在赔付。",
            "addressee": complaint.addressee,
            "language": complaint.language,
        }
        return complaint.write_letter(by, at, **typed | changed)

    return write
