"""A store of its own for the files of each test, and a customer to keep them for."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from customers.factories import CustomerFactory

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def customer(manager, director):
    return CustomerFactory(owner=manager, name="上海远洋物流有限公司")


def upload(name="合同.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "application/octet-stream")


def sent(file=None, **fields):
    """What the form of a new document sends."""
    return {"upload": file or upload(), "kind": "contract", "submission_key": str(uuid.uuid4())} | fields


@pytest.fixture
def as_user(client):
    """The browser of somebody."""

    def as_user(person):
        client.force_login(person)
        return client

    return as_user
