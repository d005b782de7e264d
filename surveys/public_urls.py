"""What a contact opens without a login: the questionnaire behind a personal link."""

app_name = "survey"
urlpatterns = []
