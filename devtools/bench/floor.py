"""The floor: what a list of 25 rows costs at the very least in Django. It exists in the benchmark only."""

from django.db import connection
from django.shortcuts import render
from django.urls import path

from crm_site import urls
from customers.models import Customer
from devtools.bench import ANSWERED, ASKED


def count_queries(get_response):
    """Answer how many queries a request made, if it asks."""

    def middleware(request):
        if ASKED not in request.headers:
            return get_response(request)
        queries = []

        def note(execute, sql, params, many, context):
            queries.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            response = get_response(request)
        response[ANSWERED] = len(queries)
        return response

    return middleware


def floor(request):
    """25 rows with their owner through the ORM, by an index, in a plain template, behind the same middleware."""
    customers = Customer.objects.select_related("owner").order_by("-updated_at", "-id")[:25]
    return render(request, "floor.html", {"customers": customers})


urlpatterns = [path("floor/", floor), *urls.urlpatterns]
