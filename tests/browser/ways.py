"""How a page is come by: by its address, or, where no address leads there, by doing what ends there."""

# More fields than the site reads (DATA_UPLOAD_MAX_NUMBER_FIELDS).
TOO_MANY_FIELDS = "a=&" * 5_001
FORM = {"content-type": "application/x-www-form-urlencoded"}
# 100 is a range of numbers that does not exist.
NUMBER = "10055550000"


def ask(page, address):
    """Open the address."""
    return page.goto(address)


def send_without_token(page, address):
    """Send a form that lost its token: a stale form's page."""
    return _post(page, address, f"login={NUMBER}")


def send_too_much(page, address):
    """Send a form with more fields than are read: not understood."""
    return _post(page, address, TOO_MANY_FIELDS)


def _post(page, address, data):
    page.route(f"**{address}", lambda route: route.continue_(method="POST", headers=FORM, post_data=data))
    answer = page.goto(address)
    page.unroute_all()
    return answer


def ask_too_often(page, address):
    """Ask twice for a code at once: too many tries."""
    for _ in range(2):
        page.goto(address)
        page.fill("[name=login]", NUMBER)
        with page.expect_navigation() as leading:
            page.click("form:has([name=login]) button.primary")
    return leading.value


def show_broken(page, address):
    """The page of an error, as the site would send it."""
    from django.test import RequestFactory

    from portal.views import server_error

    broken = server_error(RequestFactory().get(address))
    page.route(
        f"**{address}",
        lambda route: route.fulfill(
            status=broken.status_code, body=broken.content, content_type=broken.headers["Content-Type"]
        ),
    )
    answer = page.goto(address)
    page.unroute_all()
    return answer
