"""What a customer opens without a login: the form for complaints, and the page that says how theirs stands."""

from django.urls import path

from complaints.views import web

app_name = "complain"
urlpatterns = [
    path("", web.complain, name="form"),
    path("status/", web.find_status, name="find_status"),
    path("<str:number>/<str:key>/", web.status, name="status"),
]
