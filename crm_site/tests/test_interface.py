from django.template import Context, engines


def test_what_is_the_same_in_every_row_is_drawn_once_for_each_table():
    source = "{% for row in rows %}{% once %}{{ row }}{% endonce %}{{ row }} {% endfor %}"
    template = engines["django"].engine.from_string(source)
    assert template.render(Context({"rows": "abc"})) == "aa ab ac "
    assert template.render(Context({"rows": "xy"})) == "xx xy "
