"""Which files of the front-end packages `collectstatic` gathers, and their addresses."""

from functools import cache

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(StaticFilesConfig):
    """Of ECharts, which comes as 50 MB of variants, only the file that pages load is gathered."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("echarts.js*", "echarts.common.*", "echarts.esm.*", "echarts.simple.*"),
    ]


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """The address of a file does not change while the server runs; every page names a dozen."""

    @cache  # noqa: B019 - there is one of them
    def url(self, name, force=False):
        return super().url(name, force)
