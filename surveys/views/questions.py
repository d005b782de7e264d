"""What interviewers' and contacts' pages answer to htmx when one question was answered."""

from django.http import HttpResponseBadRequest
from django.shortcuts import render


def question_state(request, sheet, refusal):
    """What became of the answer (`only` names its item), to be shown below the question."""
    question = sheet.question(request.POST.get("only", ""))
    if question is None:
        return HttpResponseBadRequest()
    context = {"question": question, "refusal": refusal}
    return render(request, "surveys/_question_state.html", context, status=409 if refusal else 200)
