"""HTML mail as plain text: the words in their lines, nothing that acts, nothing hidden in style sheets."""

import re
from html.parser import HTMLParser

SILENT = {"script", "style", "head", "title", "template", "svg", "object"}
BREAKS = {
    "p",
    "div",
    "br",
    "tr",
    "li",
    "ul",
    "ol",
    "table",
    "blockquote",
    "hr",
    "pre",
    "section",
    *["h1", "h2", "h3", "h4"],
}


class TextOfHtml(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        if tag in SILENT:
            self.silent += 1
        elif tag in BREAKS:
            self.parts.append("\n")
        elif tag == "td":
            self.parts.append(" ")

    def handle_endtag(self, tag):
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in BREAKS - {"br"}:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def text_of(html):
    parser = TextOfHtml()
    parser.feed(html)
    parser.close()
    lines = [" ".join(line.split()) for line in "".join(parser.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
