"""Pages that belong to no area: home, search over everything, health."""

from django.http import HttpResponse
from django.shortcuts import render


def home(request):
    return render(request, "home.html")


def search(request):
    return HttpResponse()


def health(request):
    return HttpResponse()
