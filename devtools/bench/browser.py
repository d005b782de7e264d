"""As much of a browser as the measurement needs: cookies, and forms filled in as the page shows them."""

import time
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

from devtools.processes import DevelopmentError


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes
    seconds: float


class Browser:
    def __init__(self, port):
        self.port = port
        self.cookies = {}

    def login(self, username, password):
        page = self.get("/login/")
        fields = form_fields(page.body.decode(), "")
        answer = self.post("/login/", fields | {"username": username, "password": password})
        if answer.status != 302:
            raise DevelopmentError(f"{username} cannot log in.")

    def get(self, path, headers=None):
        return self.ask("GET", path, headers or {})

    def post(self, path, fields, headers=None):
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | (headers or {})
        return self.ask("POST", path, headers, urlencode(fields))

    def ask(self, method, path, headers, body=None):
        """The time runs from connecting until the last byte has come."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Accept-Language": "zh-CN"} | headers
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        start = time.perf_counter()
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - start
        connection.close()
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(response.status, response.headers, content, seconds)


def form_fields(page, action):
    """What the first form with a field and with `action` in its address would send: {name: value or values}."""
    reader = FormReader(action)
    reader.feed(page)
    return reader.fields


class FormReader(HTMLParser):
    def __init__(self, action):
        super().__init__()
        self.action, self.inside, self.fields = action, False, {}
        self.select = self.area = None

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.inside = not self.fields and found.get("method") == "post" and self.action in found.get("action", "")
        elif not self.inside:
            return
        elif tag == "input" and "name" in found:
            if found.get("type") not in ("checkbox", "radio") or "checked" in found:
                self.fields[found["name"]] = found.get("value", "")
        elif tag == "select":
            self.select = found["name"]
        elif tag == "option" and (self.select not in self.fields or "selected" in found):
            self.fields[self.select] = found.get("value", "")
        elif tag == "textarea":
            self.area = found["name"]
            self.fields[self.area] = ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.area:
            # The line break right after the tag is not part of the text.
            self.fields[self.area] = self.fields[self.area].removeprefix("\n")
            self.area = None

    def handle_data(self, data):
        if self.area and self.inside:
            self.fields[self.area] += data
