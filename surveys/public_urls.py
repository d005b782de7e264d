"""What a contact opens without a login: the questionnaire behind a personal link."""

from django.urls import path

from surveys.views import web

app_name = "survey"
urlpatterns = [
    path("<str:token>/", web.start, name="start"),
    path("<str:token>/language/", web.language, name="language"),
    path("<str:token>/opt-out/", web.opt_out, name="opt_out"),
    path("<str:token>/part/<slug:key>/", web.section, name="section"),
    path("<str:token>/part/<slug:key>/save/", web.save, name="save"),
]
