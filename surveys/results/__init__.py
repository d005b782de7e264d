"""The results of a wave: aggregated in Postgres, reckoned by surveys.statistics, kept in one row, shown as tables and charts.

measures     what of a questionnaire is measured, and on which scale
reading      grouped sums of the answers, in temporary tables (statements in queries)
weighing     sums of strata to estimates
protecting   which cells are too small to be shown
driving      derived importance
comparing    against the wave before
computing    all of it for one wave, as the figures that are kept
wording      names of measures and segments in the reader's language
tables       rows for pages and workbooks; showing, segmenting, trending and mapping make them of the figures
charts       the figures as options of ECharts
parts        what each part of the page shows
"""
