import pytest

from devtools.lock_file import addresses
from devtools.texts import chinese_strings, template_faults


@pytest.mark.parametrize(
    ("template", "faults"),
    [
        ("<p>{% translate 'Customers' %}</p>", []),
        ("<p>Customers: {{ count }}</p>", ["Customers"]),
        ('<input placeholder="Search" title="{% translate "Search" %}">', ["Search"]),
        ('<a class="btn" href="/x" aria-label="Close">×</a>', ["Close"]),
        ("{% blocktranslate %}Hello <b>you</b>{% endblocktranslate %} 客户", ["客户"]),
        ("{# remark #}{% comment %}remark{% endcomment %}<!-- remark -->", []),
        ("<style>p { color: red }</style><script>let words</script><svg><title>up</title></svg>", []),
        ('<meta name="viewport" content="width=device-width">&nbsp;&times; %', []),
        ("{{ day|date:'Y年' }}<p>{% if a %}yes{% endif %}</p>", ["yes"]),
    ],
)
def test_words_outside_translate_tags_are_found(template, faults):
    assert template_faults(template) == faults


def test_chinese_is_found_in_strings_but_not_in_docstrings_and_comments():
    source = '"""The desk 投诉受理."""\ndef f():\n    """客户"""\n    # 客户\n    return "客户"\n'
    assert list(chinese_strings(source)) == [(5, "客户")]


def test_addresses_in_the_lock_file_are_found():
    packages = {"": {}, "node_modules/a": {"version": "1", "resolved": "x"}, "node_modules/b": {"version": "1"}}
    assert addresses({"packages": packages}) == ["node_modules/a"]
