"""Which files of the front-end packages `collectstatic` gathers."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Of ECharts, which comes as 50 MB of variants, only the file that pages load is gathered."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("echarts.js*", "echarts.common.*", "echarts.esm.*", "echarts.simple.*"),
    ]
