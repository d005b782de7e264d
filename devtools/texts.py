"""Texts that nobody can translate: words in a template outside a translate tag, Chinese in a template or in Python code.

Templates and code are written in English inside gettext; Chinese belongs to locale/ and to data.
"""

import ast
import re
import sys
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

from devtools import BASE_DIR
from devtools.messages import source_files

ATTRIBUTES = {"title", "placeholder", "alt", "aria-label", "aria-description", "label", "content"}
TAGS_WITHOUT_TEXT = {"script", "style", "svg"}
# Meta names whose content the browser reads, not the person.
MACHINE_META = {"viewport", "color-scheme", "theme-color", "htmx-config", "robots", "format-detection", "referrer"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
CHINESE = re.compile(r"[\u3400-\u9fff]")
# Names and abbreviations that stand in every language.
NAMES = {"Guanxi", "Excel", "中文", "中", "English", "EN"}
# Modules whose business is Chinese text; everything else keeps it in a data file or in locale/.
CHINESE_MODULES = {
    "crm_site/seeding/": "the people, customers and complaints of the demo company",
    "customers/duplicates/": "the words that stand in many company names",
    "devtools/bench/duplicates.py": "the companies that are planted",
    "complaints/defaults.py": "names the rows every company starts with",
    "complaints/importing/": "recognises the headers and words of complaint registers as companies write them",
    "customers/importing/": "recognises the headers and words of customer lists as companies write them",
    "customers/figures/": "reads numbers and months as people write them",
    "customers/phones.py": "reads separators and extensions as people type them",
    "customers/pinyin.py": "how characters with two readings are read in names",
    "customers/search.py": "which characters count as Chinese",
    "customers/defaults.py": "names the rows every company starts with",
    "deadlines/calendar.py": "reads opening hours as people type them",
    "deadlines/defaults.py": "names the rows every company starts with",
    "deadlines/seed_calendar.py": "reads and names official holidays",
    "people/cast.py": "the people of the tests",
    "people/factories.py": "the people of the tests",
    "customers/factories.py": "the customers of the tests",
    "complaints/factories.py": "the complaints of the tests",
    "key_accounts/factories.py": "the key accounts and plans of the tests",
    "surveys/factories.py": "the questionnaires and people asked in the tests",
    "visits/factories.py": "the visits of the tests",
}


def template_faults(source):
    """Words of a template that reach the reader without passing a translate tag."""
    markup = []
    within = None
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type is TokenType.BLOCK:
            if within is None and name in ("blocktranslate", "blocktrans", "comment"):
                within = f"end{name}"
            elif name == within:
                within = None
            markup.append(" ")
        elif token.token_type is TokenType.TEXT and within is None:
            markup.append(token.contents)
    reader = VisibleText()
    reader.feed("".join(markup))
    reader.close()
    return reader.found


class VisibleText(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []
        self.silent = 0

    def handle_starttag(self, tag, attributes):
        if tag in TAGS_WITHOUT_TEXT:
            self.silent += 1
        values = dict(attributes)
        if values.get("name") in MACHINE_META:
            return
        for name, value in attributes:
            if name in ATTRIBUTES:
                self.note(value or "")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in TAGS_WITHOUT_TEXT:
            self.silent -= 1

    def handle_data(self, text):
        if not self.silent:
            self.note(text)

    def note(self, text):
        self.found += [word for word in LETTERS.findall(text) if word not in NAMES]


def chinese_strings(source):
    """Chinese string literals of Python code; docstrings and comments may quote the field's terms."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in docstrings else None
        if isinstance(text, str) and CHINESE.search(text) and text not in NAMES:
            yield node.lineno, text


def faults(root):
    for path in source_files(root):
        name = path.relative_to(root).as_posix()
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            yield from (f"{name}: not translated: {word}" for word in template_faults(source))
        elif not name.startswith(tuple(CHINESE_MODULES)):
            yield from (f"{name}:{line}: Chinese in code: {text[:40]}" for line, text in chinese_strings(source))


if __name__ == "__main__":
    lines = list(faults(BASE_DIR))
    print(*lines, sep="\n", end="\n" if lines else "")
    sys.exit(bool(lines))
