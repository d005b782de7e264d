"""A search entry costs a sixth less: imports and mass edits spend most of their time on making them."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("customers.migrations.0017_former_codes").INDEXING
# How two signs sound together was looked up with each sign and the one after, and again with the one before: what the
# row of the sign before found is the same.
LOOKED_UP_TWICE = """
            LEFT JOIN customers_searchpinyin with_next
                ON place < length(han) AND with_next.term = substr(han, place::int, 2)
            LEFT JOIN customers_searchpinyin with_last
                ON place > 1 AND with_last.term = substr(han, place::int - 1, 2)"""
LOOKED_UP_ONCE = """
            LEFT JOIN customers_searchpinyin with_next
                ON place < length(han) AND with_next.term = substr(han, place::int, 2)"""
SOUND_OF_LAST = "split_part(with_last.pinyin, ' ', 2)"
SOUND_BEFORE = "split_part(lag(with_next.pinyin) OVER (PARTITION BY rank ORDER BY place), ' ', 2)"
FORMATTED = "format('''%s''%s', lexeme, place)"
JOINED = "'''' || lexeme || '''' || place"
INDEXING = (
    BEFORE.replace(LOOKED_UP_TWICE, LOOKED_UP_ONCE).replace(SOUND_OF_LAST, SOUND_BEFORE).replace(FORMATTED, JOINED)
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0027_import_kinds")]

    operations = [migrations.RunSQL(INDEXING, BEFORE)]
