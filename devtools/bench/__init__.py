"""`make bench`: how fast the main pages, the search, the import and the scanner are, beside a page that does the least.

    python -m devtools.bench --customers 1000 100000 --requests 100 --only list search

Every size has a database and a gunicorn worker of its own, on one throw-away Postgres. The pages of all sizes are asked
for in turn, so that whatever else the machine does meanwhile slows them alike: what counts are the ratios of one run.
With DATABASE_URL and REDIS_URL set, those servers are used and the databases bench_<size> stay for the next run.
"""

# A request with the first header is answered with the number of its queries in the second.
ASKED, ANSWERED = "X-Count-Queries", "X-Queries"
