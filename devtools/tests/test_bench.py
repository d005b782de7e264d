"""The benchmark runs from end to end; what it measures is judged by people."""

import json
import os
import subprocess
import sys

from devtools import BASE_DIR
from devtools.bench.browser import form_fields
from devtools.bench.pages import PAGES


def test_it_measures_everything_beside_the_floor(tmp_path):
    results = tmp_path / "results.json"
    sizes = ["--customers", "200", "--requests", "3", "--warm-up", "1", "--rows", "100"]
    sizes += ["--clocks", "1000", "--json", results]
    subprocess.run([sys.executable, "-m", "devtools.bench", *sizes], cwd=BASE_DIR, env=os.environ, check=True)
    found = json.loads(results.read_text())
    pages = found["pages"]["200"]
    assert set(pages) == {page.name for page in PAGES}
    assert pages["floor"]["ratio"] == 1
    assert pages["floor"]["queries"] == 3
    assert found["work"]["import"]["counts"]["error"] == 0
    assert found["work"]["scan"]["events"] >= found["work"]["scan"]["clocks"]


def test_a_form_is_sent_as_the_page_shows_it():
    page = """
        <form method="get" action="/a/"><input name="q" value="no"></form>
        <form method="post" action="/b/edit/">
          <input name="token" value="1"><input type="checkbox" name="off"><input type="checkbox" name="on" checked value="y">
          <select name="grade"><option value="A">A<option value="B" selected>B</select>
          <textarea name="remark">
words</textarea><button>Save</button>
        </form>
        <form method="post" action="/b/edit/other/"><input name="other"></form>
    """
    assert form_fields(page, "/b/edit/") == {"token": "1", "on": "y", "grade": "B", "remark": "words"}
