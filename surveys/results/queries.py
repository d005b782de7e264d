"""The statements of surveys.results.reading.

`survey_sheets` holds one row per complete answer sheet with its segments; `survey_measures` one per sheet and measure.
Segments that are unknown are empty, so that null says "rolled up" in a grouping set.
"""

# Millions of rows are grouped in memory, for this transaction only.
CREATE = """
    SET LOCAL work_mem = '256MB';
    DROP TABLE IF EXISTS survey_sheets, survey_measures;
    CREATE TEMPORARY TABLE survey_sheets (
        sheet bigint, wave bigint, customer bigint, stratum text, grade text, tier text, region text, industry text,
        department text, mode text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE survey_measures (sheet bigint, measure int, value float8, is_top boolean) ON COMMIT DROP;
"""
ADD_SHEETS = """
    INSERT INTO survey_sheets
    SELECT r.id, u.wave_id, u.customer_id, CASE WHEN %(stratified)s THEN u.stratum ELSE '' END, u.grade, u.tier,
        COALESCE(u.region_id::text, ''), COALESCE(u.industry_id::text, ''), COALESCE(u.owner_department_id::text, ''), r.mode
    FROM surveys_response r JOIN surveys_frameunit u ON u.id = r.unit_id
    WHERE u.wave_id = %(wave)s AND r.state = 'complete'
"""
# A rating is a whole number on its scale; a plain number only lies on it.
ADD_ITEMS = """
    INSERT INTO survey_measures
    SELECT s.sheet, d.measure, a.number, CASE WHEN d.is_rated THEN a.number >= d.top END
    FROM surveys_answer a JOIN survey_sheets s ON s.sheet = a.response_id AND s.wave = %(wave)s
    JOIN unnest(%(items)s::bigint[], %(measures)s::int[], %(lows)s::float8[], %(highs)s::float8[], %(tops)s::float8[],
                %(rated)s::boolean[]) AS d(item, measure, low, high, top, is_rated) ON d.item = a.item_id
    WHERE a.number BETWEEN d.low AND d.high AND (NOT d.is_rated OR a.number = trunc(a.number))
"""
# A link's score is the mean of its items on 0 to 100; it is a top score where the mean reaches the second best point.
ADD_MEANS = """
    INSERT INTO survey_measures
    SELECT m.sheet, d.whole, sum(d.weight * (m.value - d.low) / (d.high - d.low)) * 100 / sum(d.weight),
        sum(d.weight * (m.value - d.top) / (d.high - d.low)) >= -1e-9
    FROM survey_measures m JOIN survey_sheets s ON s.sheet = m.sheet AND s.wave = %(wave)s
    JOIN unnest(%(measures)s::int[], %(wholes)s::int[], %(weights)s::float8[], %(lows)s::float8[], %(highs)s::float8[],
                %(tops)s::float8[]) AS d(measure, whole, weight, low, high, top) ON d.measure = m.measure
    GROUP BY m.sheet, d.whole HAVING sum(d.weight) > 0
"""
ADD_CHOICES = """
    INSERT INTO survey_measures
    SELECT s.sheet, %(measure)s, d.value, NULL
    FROM surveys_answer a JOIN survey_sheets s ON s.sheet = a.response_id AND s.wave = %(wave)s
    JOIN unnest(%(options)s::text[], %(values)s::float8[]) AS d(option, value) ON d.option = a.choices->>0
    WHERE a.item_id = %(item)s
"""
# Detractors give at most 6; the count means something for recommendations only.
GROUPS = """
    SELECT measure, stratum, grade, tier, region, industry, department, mode, count(*), sum(value), sum(value * value),
        count(*) FILTER (WHERE is_top), count(*) FILTER (WHERE value <= 6)
    FROM survey_measures JOIN survey_sheets USING (sheet) WHERE wave = %s AND measure = ANY(%s)
    GROUP BY GROUPING SETS ((measure, stratum), (measure, stratum, grade), (measure, stratum, tier),
        (measure, stratum, region), (measure, stratum, industry), (measure, stratum, department), (measure, stratum, mode))
"""
SHEETS = """
    SELECT stratum, grade, tier, region, industry, department, mode, count(*) FROM survey_sheets WHERE wave = %s
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
    SELECT measure, value, count(*) FROM survey_measures JOIN survey_sheets USING (sheet)
    WHERE wave = %s AND measure = ANY(%s) GROUP BY 1, 2
"""
BANDS = """
    SELECT measure, LEAST(floor(value / 10), 9), count(*) FROM survey_measures JOIN survey_sheets USING (sheet)
    WHERE wave = %s AND measure = ANY(%s) GROUP BY 1, 2
"""
UNUSED = """
    SELECT a.item_id, count(*) FILTER (WHERE a.is_not_applicable), count(a.number)
    FROM surveys_answer a JOIN survey_sheets s ON s.sheet = a.response_id AND s.wave = %s GROUP BY 1
"""
CHOSEN = """
    SELECT a.item_id, c.option, count(*) FROM surveys_answer a
    JOIN survey_sheets s ON s.sheet = a.response_id AND s.wave = %s, jsonb_array_elements_text(a.choices) AS c(option)
    WHERE a.item_id = ANY(%s) GROUP BY 1, 2
"""
RELIABILITY = """
    WITH answered AS (
        SELECT m.sheet, d.link, d.items, m.measure, m.value FROM survey_measures m
        JOIN survey_sheets s ON s.sheet = m.sheet AND s.wave = %(wave)s
        JOIN unnest(%(measures)s::int[], %(links)s::int[], %(sizes)s::int[]) AS d(measure, link, items) ON d.measure = m.measure
    ), whole AS (
        SELECT sheet, link, sum(value) AS total FROM answered GROUP BY sheet, link, items HAVING count(*) = items
    )
    SELECT link, NULL, var_samp(total) FROM whole GROUP BY link
    UNION ALL
    SELECT link, measure, var_samp(value) FROM answered JOIN whole USING (sheet, link) GROUP BY link, measure
"""
PAIRS = """
    SELECT m.measure, count(*), avg(m.value - e.value), var_samp(m.value - e.value),
        count(*) FILTER (WHERE m.is_top AND NOT e.is_top), count(*) FILTER (WHERE e.is_top AND NOT m.is_top)
    FROM survey_sheets s JOIN survey_sheets b ON b.customer = s.customer AND b.wave = %(earlier)s
    JOIN survey_measures m ON m.sheet = s.sheet JOIN survey_measures e ON e.sheet = b.sheet AND e.measure = m.measure
    WHERE s.wave = %(wave)s GROUP BY 1
"""

SCORES = """
    SELECT sheet, measure, value FROM survey_measures JOIN survey_sheets USING (sheet)
    WHERE wave = %s AND measure = ANY(%s)
"""
