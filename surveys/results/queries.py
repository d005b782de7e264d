"""The statements of surveys.results.reading; {sheets} and {measures} are the temporary tables of one wave.

{sheets} holds one row per complete answer sheet with its segments, {measures} one per sheet and measure. A wave has one
sheet of each customer, so the customer names it, and two waves are joined without a way round by their sheets.
Segments that are unknown are empty, so that null says "rolled up" in a grouping set.
"""

# Millions of rows are grouped in memory, for this transaction only.
CREATE = """
    SET LOCAL work_mem = '256MB';
    DROP TABLE IF EXISTS {sheets}, {measures};
    CREATE TEMPORARY TABLE {sheets} (
        sheet bigint, customer bigint, stratum text, grade text, tier text, region text, industry text, department text,
        mode text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE {measures} (customer bigint, measure int, value float8, is_top boolean) ON COMMIT DROP;
"""
ADD_SHEETS = """
    INSERT INTO {sheets}
    SELECT r.id, u.customer_id, CASE WHEN %(stratified)s THEN u.stratum ELSE '' END, u.grade, u.tier,
        COALESCE(u.region_id::text, ''), COALESCE(u.industry_id::text, ''), COALESCE(u.owner_department_id::text, ''), r.mode
    FROM surveys_response r JOIN surveys_frameunit u ON u.id = r.unit_id
    WHERE u.wave_id = %(wave)s AND r.state = 'complete'
"""
# A rating is a whole number on its scale; a plain number only lies on it.
ADD_ITEMS = """
    INSERT INTO {measures}
    SELECT s.customer, d.measure, a.number, CASE WHEN d.is_rated THEN a.number >= d.top END
    FROM surveys_answer a JOIN {sheets} s ON s.sheet = a.response_id
    JOIN unnest(%(items)s::bigint[], %(measures)s::int[], %(lows)s::float8[], %(highs)s::float8[], %(tops)s::float8[],
                %(rated)s::boolean[]) AS d(item, measure, low, high, top, is_rated) ON d.item = a.item_id
    WHERE a.number BETWEEN d.low AND d.high AND (NOT d.is_rated OR a.number = trunc(a.number))
"""
# A link's score is the mean of its items on 0 to 100; it is a top score where the mean reaches the second best point.
ADD_MEANS = """
    INSERT INTO {measures}
    SELECT m.customer, d.whole, sum(d.weight * (m.value - d.low) / (d.high - d.low)) * 100 / sum(d.weight),
        sum(d.weight * (m.value - d.top) / (d.high - d.low)) >= -1e-9
    FROM {measures} m
    JOIN unnest(%(measures)s::int[], %(wholes)s::int[], %(weights)s::float8[], %(lows)s::float8[], %(highs)s::float8[],
                %(tops)s::float8[]) AS d(measure, whole, weight, low, high, top) ON d.measure = m.measure
    GROUP BY m.customer, d.whole HAVING sum(d.weight) > 0
"""
ADD_CHOICES = """
    INSERT INTO {measures}
    SELECT s.customer, %(measure)s, d.value, NULL
    FROM surveys_answer a JOIN {sheets} s ON s.sheet = a.response_id
    JOIN unnest(%(options)s::text[], %(values)s::float8[]) AS d(option, value) ON d.option = a.choices->>0
    WHERE a.item_id = %(item)s
"""
# Detractors give at most 6; the count means something for recommendations only.
GROUPS = """
    SELECT measure, stratum, grade, tier, region, industry, department, mode, count(*), sum(value), sum(value * value),
        count(*) FILTER (WHERE is_top), count(*) FILTER (WHERE value <= 6)
    FROM {measures} JOIN {sheets} USING (customer) WHERE measure = ANY(%s)
    GROUP BY GROUPING SETS ((measure, stratum), (measure, stratum, grade), (measure, stratum, tier),
        (measure, stratum, region), (measure, stratum, industry), (measure, stratum, department), (measure, stratum, mode))
"""
SHEETS = """
    SELECT stratum, grade, tier, region, industry, department, mode, count(*) FROM {sheets}
    GROUP BY GROUPING SETS ((stratum), (stratum, grade), (stratum, tier), (stratum, region), (stratum, industry),
        (stratum, department), (stratum, mode))
"""
FRAME = """
    SELECT stratum, grade, tier, region, industry, department, count(*) FROM (
        SELECT CASE WHEN %(stratified)s THEN stratum ELSE '' END AS stratum, grade, tier,
            COALESCE(region_id::text, '') AS region, COALESCE(industry_id::text, '') AS industry,
            COALESCE(owner_department_id::text, '') AS department
        FROM surveys_frameunit WHERE wave_id = %(wave)s AND disposition <> 'NE'
    ) AS units
    GROUP BY GROUPING SETS ((stratum), (stratum, grade), (stratum, tier), (stratum, region), (stratum, industry),
        (stratum, department))
"""
SPREAD = """
    SELECT measure, value, count(*) FROM {measures} WHERE measure = ANY(%s) GROUP BY 1, 2
"""
BANDS = """
    SELECT measure, LEAST(floor(value / 10), 9), count(*) FROM {measures} WHERE measure = ANY(%s) GROUP BY 1, 2
"""
UNUSED = """
    SELECT a.item_id, count(*) FILTER (WHERE a.is_not_applicable), count(a.number)
    FROM surveys_answer a JOIN {sheets} s ON s.sheet = a.response_id GROUP BY 1
"""
CHOSEN = """
    SELECT a.item_id, c.option, count(*) FROM surveys_answer a
    JOIN {sheets} s ON s.sheet = a.response_id, jsonb_array_elements_text(a.choices) AS c(option)
    WHERE a.item_id = ANY(%s) GROUP BY 1, 2
"""
RELIABILITY = """
    WITH answered AS (
        SELECT m.customer, d.link, d.items, m.measure, m.value FROM {measures} m
        JOIN unnest(%(measures)s::int[], %(links)s::int[], %(sizes)s::int[]) AS d(measure, link, items) ON d.measure = m.measure
    ), whole AS (
        SELECT customer, link, sum(value) AS total, array_agg(measure) AS measures, array_agg(value) AS parts
        FROM answered GROUP BY customer, link, items HAVING count(*) = items
    )
    SELECT link, NULL, var_samp(total) FROM whole GROUP BY link
    UNION ALL
    SELECT link, part.measure, var_samp(part.value) FROM whole, unnest(measures, parts) AS part(measure, value)
    GROUP BY link, part.measure
"""
PAIRS = """
    SELECT measure, count(*), avg(m.value - e.value), var_samp(m.value - e.value),
        count(*) FILTER (WHERE m.is_top AND NOT e.is_top), count(*) FILTER (WHERE e.is_top AND NOT m.is_top)
    FROM {measures} m JOIN {earlier} e USING (customer, measure) GROUP BY measure
"""
SCORES = "SELECT customer, measure, value FROM {measures} WHERE measure = ANY(%s)"
ANALYZE = "ANALYZE {sheets}; ANALYZE {measures}"
