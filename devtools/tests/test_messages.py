import shutil
from textwrap import dedent

import pytest
from django.conf import settings as site
from django.template import Context, Engine
from django.utils import translation
from django.utils.translation import to_locale, trans_real

from devtools import messages

TEMPLATE = """\
<p title="it's">Don't {% translate "Hello" %} (x
    {% translate 'May' context "month" %}{{ x|default:_("None yet") }}
  {% blocktranslate trimmed count n=rows with who=user %}
    One row of
    {{ who }} 5%
  {% plural %}
    {{ n }} rows of {{ who }}
  {% endblocktranslate %}
{% blocktranslate context "poem" %}the "quoted" it's{% endblocktranslate %}
{% if a == _("in a tag") %}{% endif %}{% translate "100% sure" %}
"""
CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, npgettext_lazy, pgettext
one = _("one "
        "message") + str(_("inner") % {"x": _("within")})
rows = ngettext("%(n)d row", "%(n)d rows", 3)
may = pgettext("month", "May")
mays = npgettext_lazy("verb", "one may", "many may", "n")
nothing = _(variable)
"""


@pytest.fixture
def project(tmp_path):
    """A small project with one module, one template and no catalogue yet."""
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "models.py").write_text(CODE)
    (tmp_path / "app" / "templates").mkdir()
    (tmp_path / "app" / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "app" / "tests").mkdir()
    (tmp_path / "app" / "tests" / "test_it.py").write_text('_("not for users")')
    return tmp_path


def translate_all(project, **changes):
    path = messages.catalogue_paths(project)[0]
    catalogue = messages.read(path)
    for message in catalogue:
        if message.id:
            last = message.id[-1] if isinstance(message.id, tuple) else message.id
            text = changes.get(last, f"译 {last}")
            message.string = (text,) if isinstance(message.id, tuple) else text
    path.write_bytes(messages.as_po(catalogue, "zh_Hans"))
    return path


def test_code_yields_the_messages_django_looks_up():
    assert list(messages.messages_of(CODE, ".py")) == [
        ("one message", None),
        ("inner", None),
        ("within", None),
        (("%(n)d row", "%(n)d rows"), None),
        ("May", "month"),
        (("one may", "many may"), "verb"),
    ]


def test_every_message_of_a_template_is_found_again_by_django(project, monkeypatch, settings):
    messages.extract(project)
    translate_all(project)
    messages.compile_catalogues(project)
    settings.LOCALE_PATHS = [project / "locale"]
    monkeypatch.setitem(trans_real._translations, "zh-hans", trans_real.DjangoTranslation("zh-hans"))
    template = Engine(builtins=["django.templatetags.i18n"], string_if_invalid="").from_string(TEMPLATE)
    with translation.override("zh-hans"):
        page = template.render(Context({"rows": 3, "user": "Wang", "x": "", "a": ""}))
    shown = ["译 Hello", "译 May", "译 None yet", "译 3 rows of Wang", '译 the "quoted" it\'s', "译 100% sure"]
    assert [text for text in shown if text not in page] == []


def test_extracting_again_changes_nothing_and_keeps_translations(project):
    messages.extract(project)
    path = translate_all(project)
    before = path.read_bytes()
    (project / "app" / "models.py").write_text("\n\n\n" + CODE)
    messages.extract(project)
    assert path.read_bytes() == before
    assert messages.check(project) == []


def test_a_text_that_changed_is_dropped_and_its_successor_waits_for_translation(project):
    messages.extract(project)
    path = translate_all(project)
    (project / "app" / "models.py").write_text(CODE.replace("inner", "inside"))
    assert {line.split(": ")[1] for line in messages.check(project)} == {"missing", "not used any more"}
    messages.extract(project)
    assert "inner" not in path.read_text()
    assert messages.check(project) == [
        "locale/zh_Hans/LC_MESSAGES/django.po: untranslated: 'inside' (app/models.py)",
    ]


def test_a_translation_that_loses_a_placeholder_is_named(project):
    messages.extract(project)
    translate_all(project, **{"%(n)d rows": "几行"})
    assert [line.split(": ", 1)[1] for line in messages.check(project)] == [
        "placeholders differ: '%(n)d row' (app/models.py)",
    ]


def test_a_fuzzy_translation_is_named(project):
    messages.extract(project)
    path = translate_all(project)
    path.write_text(path.read_text().replace('msgid "inner"', '#, fuzzy\nmsgid "inner"'))
    assert "fuzzy: 'inner'" in messages.check(project)[0]


def test_a_project_without_its_catalogue_is_incomplete(project):
    messages.extract(project)
    shutil.rmtree(project / "locale")
    assert any("missing: 'inner'" in line for line in messages.check(project))


def test_every_language_of_the_site_has_a_catalogue():
    assert {to_locale(code) for code, _name in site.LANGUAGES} == {*messages.LANGUAGES, "en"}


def test_the_header_of_a_catalogue_holds_no_dates(project):
    messages.extract(project)
    header = messages.catalogue_paths(project)[0].read_text().split("\n\n")[0]
    assert header == dedent(
        '''\
        msgid ""
        msgstr ""
        "Language: zh_Hans\\n"
        "MIME-Version: 1.0\\n"
        "Content-Type: text/plain; charset=UTF-8\\n"
        "Content-Transfer-Encoding: 8bit\\n"
        "Plural-Forms: nplurals=1; plural=0;\\n"'''
    )
