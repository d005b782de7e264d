"""Logging in and out, passwords, one's own settings."""

from django.contrib.auth import views as auth
from django.urls import path, reverse_lazy

from people import saved_view_views, views

app_name = "people"

urlpatterns = [
    path("login/", views.PersonLoginView.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("language/", views.language, name="language"),
    path("views/<slug:list_name>/", saved_view_views.view_list, name="view_list"),
    path("view/<int:pk>/edit/", saved_view_views.view_edit, name="view_edit"),
    path("view/<int:pk>/remove/", saved_view_views.view_remove, name="view_remove"),
    path("view/<int:pk>/copy/", saved_view_views.view_copy, name="view_copy"),
    path("me/", views.profile, name="profile"),
    path(
        "password/change/",
        auth.PasswordChangeView.as_view(
            template_name="people/password_change.html", success_url=reverse_lazy("people:password_change_done")
        ),
        name="password_change",
    ),
    path(
        "password/change/done/",
        auth.PasswordChangeDoneView.as_view(template_name="people/password_change_done.html"),
        name="password_change_done",
    ),
    path("password/reset/", views.PersonPasswordResetView.as_view(), name="password_reset"),
    path(
        "password/reset/done/",
        auth.PasswordResetDoneView.as_view(template_name="people/password_reset_done.html"),
        name="password_reset_done",
    ),
    path(
        "password/reset/<uidb64>/<token>/",
        auth.PasswordResetConfirmView.as_view(
            template_name="people/password_reset_confirm.html",
            success_url=reverse_lazy("people:password_reset_complete"),
        ),
        name="password_reset_confirm",
    ),
    path(
        "password/reset/complete/",
        auth.PasswordResetCompleteView.as_view(template_name="people/password_reset_complete.html"),
        name="password_reset_complete",
    ),
]
