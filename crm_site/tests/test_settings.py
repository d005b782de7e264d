import os
import subprocess
import sys

import pytest

from crm_site.settings import BASE_DIR, DEMO_SECRET_KEY

SHOW = "from django.conf import settings as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.ALLOWED_HOSTS)"


def start(**variables):
    """What a new process says of its settings, given only these variables."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "crm_site.settings",
        "ENV_FILE": os.devnull,
        **variables,
    }
    return subprocess.run([sys.executable, "-c", SHOW], cwd=BASE_DIR, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("secret", [{}, {"SECRET_KEY": ""}, {"SECRET_KEY": DEMO_SECRET_KEY}])
def test_it_refuses_to_start_for_real_without_a_secret_of_its_own(secret):
    answer = start(**secret)
    assert answer.returncode != 0
    assert "Set SECRET_KEY" in answer.stderr


def test_for_real_cookies_are_secure_and_no_host_is_allowed_unasked():
    assert start(SECRET_KEY="long and random").stdout.strip() == "False True True []"


def test_a_trial_starts_without_any_setting():
    assert start(DEBUG="on").stdout.strip() == "True False False ['*']"
