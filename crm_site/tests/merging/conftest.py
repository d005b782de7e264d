"""The two files and the merge of the tests of merging, here beside what the other areas keep of a customer."""

from customers.tests.merging.conftest import kept, merge, merged  # noqa: F401 - fixtures
