"""The product's own settings, with the floor page and a count of queries for those who ask."""

from crm_site.settings import *  # noqa: F403
from crm_site.settings import BASE_DIR, MIDDLEWARE, TEMPLATES

ROOT_URLCONF = "devtools.bench.floor"
MIDDLEWARE = ["devtools.bench.floor.count_queries", *MIDDLEWARE]
TEMPLATES[0]["DIRS"].append(BASE_DIR / "devtools" / "bench" / "templates")
