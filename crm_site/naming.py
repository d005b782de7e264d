"""Names in both languages of the site, and which of them a reader sees."""

from typing import NamedTuple

from django.utils.translation import get_language, override


class Name(NamedTuple):
    """A Chinese name and, where there is one, an English name; as text, in the language of the reader.

    A log keeps both, as [chinese, english]: what it says then stays true when the name is changed or its bearer is gone.
    """

    chinese: str
    english: str

    def __str__(self):
        return self.english if self.english and (get_language() or "").startswith("en") else self.chinese


def in_both_languages(text):
    """A lazy text as a name, for a log that people read in either language."""
    with override("zh-hans"):
        chinese = str(text)
    with override("en"):
        return Name(chinese, str(text))


class Named:
    """For models with `name` and `name_en`."""

    def __str__(self):
        return str(self.both_names)

    @property
    def both_names(self):
        return Name(self.name, self.name_en)


def told(facts):
    """The `facts` of a log's row with its names in the language of the reader."""
    return {key: str(Name(*value)) if isinstance(value, list | tuple) else value for key, value in facts.items()}
