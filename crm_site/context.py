"""What the frame of every page shows beside the page itself."""


def navigation(request):
    return {}
