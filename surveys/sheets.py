"""An answer sheet as a page shows it: section by section, each question with what stands there, and back from its form.

A form says of each question what it was shown with (`was`, `seen`), so that only what this person changed is written:
what another browser has answered meanwhile is not undone by a page that merely shows something older.
"""

import json
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError

from surveys.answers import NOT_APPLICABLE, read


@dataclass
class Question:
    """One item on the page. `given` is what its fields hold, as texts."""

    item: object
    given: list
    seen: int = 0
    error: str = ""
    # What somebody else had answered meanwhile and this answer replaced.
    replaced: str = ""
    is_saved: bool = False

    @classmethod
    def of(cls, item, answer):
        return cls(item, given_of(answer), answer.version if answer else 0)

    @property
    def name(self):
        return f"a{self.item.pk}"

    @property
    def was(self):
        return json.dumps(self.given, ensure_ascii=False)

    @property
    def text(self):
        return "" if self.given == [NOT_APPLICABLE] else "".join(self.given[:1])

    @property
    def is_not_applicable(self):
        return self.item.may_not_apply and self.given == [NOT_APPLICABLE]

    @property
    def points(self):
        """(value, is chosen) of a rating."""
        return [(point, [str(point)] == self.given) for point in self.item.scale]

    @property
    def options(self):
        """(value, label, is chosen) of a choice."""
        return [(value, label, value in self.given) for value, label in self.item.labelled_options]


def given_of(answer):
    """The texts with which a form would give this answer."""
    if answer is None:
        return []
    if answer.is_not_applicable:
        return [NOT_APPLICABLE]
    if answer.number is not None:
        return [f"{answer.number.normalize():f}"]
    return list(answer.choices) or [answer.text]


class Sheet:
    """A response laid out for reading and answering. `key` names the section shown; else the one where it stopped."""

    def __init__(self, response, key=""):
        self.response = response
        self.sections = response.sections()
        self.answers = response.sheet()
        self.section = self._find(key)

    def _find(self, key):
        if not key:
            return self._where_it_stopped()
        return next((section for section in self.sections if section.key == key), None)

    def _where_it_stopped(self):
        """The last section with an answer, or the one after it where nothing is missing."""
        begun = [place for place, section in enumerate(self.sections) if self._is_begun(section)]
        if not begun:
            return next(iter(self.sections), None)
        last = begun[-1]
        return self.sections[min(last + self._is_answered(self.sections[last]), self.count - 1)]

    def _is_begun(self, section):
        return any(item.pk in self.answers for item in section.items.all())

    def _is_answered(self, section):
        asked = _to_be_answered(section)
        return all(item.pk in self.answers for item in asked) if asked else self._is_begun(section)

    @cached_property
    def unanswered(self):
        """What is asked and has no answer yet, not even "don't know"."""
        asked = (item for section in self.sections for item in _to_be_answered(section))
        return [item for item in asked if item.pk not in self.answers]

    @cached_property
    def questions(self):
        return [Question.of(item, self.answers.get(item.pk)) for item in self.section.items.all()]

    def question(self, pk):
        """The one of this section whose item has the id `pk` (a text from a form), or None."""
        return next((question for question in self.questions if str(question.item.pk) == pk), None)

    @property
    def place(self):
        """1 for the first section."""
        return self.sections.index(self.section) + 1

    @property
    def count(self):
        return len(self.sections)

    @property
    def previous(self):
        return self.sections[self.place - 2] if self.place > 1 else None

    @property
    def next(self):
        return self.sections[self.place] if self.place < self.count else None

    @property
    def percent(self):
        """How much of what is asked has been answered."""
        asked = [item.pk for section in self.sections for item in section.items.all()]
        return round(100 * sum(pk in self.answers for pk in asked) / len(asked)) if asked else 0

    def marks(self):
        """(section, whether it is shown, whether it is answered), for the way through the questionnaire."""
        return [(section, section == self.section, self._is_answered(section)) for section in self.sections]


def _to_be_answered(section):
    """Its items but texts, which may stay empty, and what is ticked."""
    return [item for item in section.items.all() if item.kind not in (item.Kind.TEXT, item.Kind.MULTI)]


class Given:
    """What a form of one section sent: `values` {item: Value} that this person changed, and `errors` {item id: words}."""

    def __init__(self, post, section):
        self.values, self.errors, self.raw, self.seen = {}, {}, {}, {}
        only = post.get("only", "")
        for item in section.items.all():
            name = f"a{item.pk}"
            if f"was-{name}" in post and only in ("", str(item.pk)):
                self._take(item, post, name)

    def _take(self, item, post, name):
        given = [text.replace("\r\n", "\n") for text in post.getlist(name)]
        given = [text for text in given if text.strip()]
        if given == _shown(post[f"was-{name}"]):
            return
        self.raw[item.pk] = given
        seen = post.get(f"seen-{name}", "")
        self.seen[item.pk] = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0
        try:
            self.values[item] = read(item, given)
        except ValidationError as error:
            self.errors[item.pk] = " ".join(error.messages)

    def put_into(self, sheet, replaced=()):
        """Let the questions of `sheet` show what was typed and what became of it."""
        before = {row.item.pk: row.before for row in replaced}
        saved = {item.pk for item in self.values}
        for question in sheet.questions:
            pk = question.item.pk
            if pk in self.errors:
                question.given, question.error = self.raw[pk], self.errors[pk]
            question.replaced = before.get(pk, "")
            question.is_saved = pk in saved


def _shown(was):
    try:
        shown = json.loads(was)
    except ValueError:
        return None
    return shown
