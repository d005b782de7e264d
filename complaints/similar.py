"""Which solutions have something in common with a text that tells a problem in a customer's own words.

Nobody tells a problem in the words of the last one, so not all that is typed must be found: every pair of neighbouring
Chinese characters and every other word counts by itself. What few solutions have says more than what many have.
"""

import unicodedata

from django.db import connection

from customers.search import NOT_HAN, NOT_WORD

# What is found in what to do, in the problem and in the title; the first letter stands for none of them.
WEIGHTS = [0, 0.1, 0.4, 1]
# The beginning of a long letter says what it is about.
LONGEST_TEXT, MOST_TERMS = 500, 150
SHORTEST_WORD = 3
# One pair in the problem of one solution alone is a little more than this; chance does not reach further.
LEAST = 0.2
MOST_FOUND = 20

# Each term is looked up in the index of solutions by itself. It counts by where it stands, divided by how many have it.
NEARNESS = """
    SELECT id, sum(weight / how_many) FROM (
        SELECT solution.id, ts_rank(%(weights)s::real[], search, query) AS weight,
            count(*) OVER (PARTITION BY query) AS how_many
        FROM unnest(%(terms)s::tsquery[]) AS query JOIN complaints_solution solution ON search @@ query
        WHERE state = 'published'
    ) found
    GROUP BY id HAVING sum(weight / how_many) >= %(least)s ORDER BY sum(weight / how_many) DESC, id LIMIT %(most)s
"""


def nearness(text):
    """{id of a published solution: how much its title and its problem have in common with `text`}, the nearest ones."""
    terms = [f"'{term}':AB" for term in terms_of(text)]
    if not terms:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEARNESS, {"weights": WEIGHTS, "terms": terms, "least": LEAST, "most": MOST_FOUND})
        return dict(cursor.fetchall())


def terms_of(text):
    """Pairs of neighbouring Chinese characters, and other words, each once; numbers tell of one case alone."""
    text = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower()
    terms = [han[place : place + 2] for han in NOT_HAN.split(text) for place in range(len(han) - 1)]
    terms += [word for word in NOT_WORD.split(text) if len(word) >= SHORTEST_WORD and word.isalpha()]
    return list(dict.fromkeys(terms))[:MOST_TERMS]
