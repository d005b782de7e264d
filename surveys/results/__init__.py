"""The results of a wave: aggregated in Postgres, reckoned by surveys.statistics, kept as one row, shown as tables and charts.

measures     what of a questionnaire is measured, and on which scale
reading      grouped sums of the answers, in temporary tables
weighing     sums of strata to estimates
protecting   which cells are too small to be shown
driving      derived importance and the map
comparing    against the wave before
computing    all of it for one wave, as the figures that are kept
tables       the figures as rows for pages and workbooks
charts       the figures as options of ECharts
"""
