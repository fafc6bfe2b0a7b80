"""Each page's Content Security Policy: what an audit finds, what browsers stop, and that nothing of ours is stopped."""

import pytest
from builders import FOUND, ask
from conftest import wait_until

from briefing_desk.audit.policy import check_policy
from briefing_desk.audit.tree import parse_html
from briefing_desk.syntax.source import Source

STRICT = "default-src 'none'; script-src 'self'; base-uri 'none'"
ALERT = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
"""The source that allows the script `alert(1)`."""


def write_page(policy, rest=""):
    return f'<html><head><meta http-equiv="content-security-policy" content="{policy}"></head>\n{rest}</html>'


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        (write_page(STRICT), ""),
        (write_page(STRICT, '<script src="a.js"></script><script type="application/json">{}</script>'), ""),
        (write_page(f"script-src {ALERT}; object-src 'none'; base-uri 'self'", "<script>alert(1)</script>"), ""),
        ("<html><head></head></html>", "1:1 policy-missing: the page has no Content Security Policy"),
        (f"<html><head></head><body>{write_page(STRICT)[12:]}", "1:1 policy-missing: "),
        (write_page(""), "1:13 policy-unfit: by its `script-src` the page's policy allows `*`"),
        (write_page("default-src 'none'"), "1:13 policy-unfit: by its `base-uri` the page's policy allows `*`"),
        (write_page(f"script-src 'unsafe-inline'; {STRICT}"), "1:13 policy-unfit: by its `script-src`"),
        (write_page(STRICT.replace("'self'", "'self' https:")), "1:13 policy-unfit: by its `script-src`"),
        (write_page(f"{STRICT}; object-src *"), "1:13 policy-unfit: by its `object-src` the page's policy allows `*`"),
        (write_page(STRICT, "<script>alert(2)</script>"), ""),
        (write_page(STRICT, "<script>alert(1)</script>"), "2:1 policy-unfit: the page's policy stops the script, "),
        (
            write_page(STRICT).replace("<meta", "<script>alert(1)</script>\n<meta"),
            "1:13 policy-unfit: the script stands before the page's policy, which does not bind it",
        ),
    ],
)
def test_what_an_audit_finds(html, problem):
    problems = check_policy(parse_html(Source("p", html)), "alert(1)".__eq__)
    found = [f"{p.at.line}:{p.at.column} {p.code}: {p.message}" for p in problems]
    assert [line[: len(problem)] for line in found[:1]] == ([problem] if problem else [])


INJECT = """() => {
  const script = document.createElement("script");
  script.textContent = "window.sung = 1";
  document.body.append(script);
  const html = '<img src="data:," onerror="window.sung = 2"><a id="b-bad" href="javascript:window.sung = 3">x</a>';
  document.body.insertAdjacentHTML("beforeend", html);
  document.getElementById("b-bad").click();
}"""


@pytest.fixture(params=["served", "filed"])
def base(request, demo, address):
    """Return where the demo stands: on a server, and in a file system."""
    return address if request.param == "served" else (demo / "site").as_uri()


@pytest.mark.slow
def test_everything_works_under_the_policy_and_nothing_else_runs(open_page, base):
    """`open_page` fails where the console tells of a violation; the last step provokes three."""
    page = open_page(f"{base}/index.html")
    page.get_by_role("button", name="Switch to dark mode").click()
    page.goto(f"{base}/actors/ukraine.html")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    ask(page, "longstanding objections eastward")
    page.locator(FOUND).first.click()
    page.wait_for_url(lambda url: "/nato-bid.html" in url and "#" in url)
    page.select_option("select[name=mark]", "changed")
    assert page.locator("td.b-match:visible").count() == 1
    page.locator("figure.b-quote").first.get_by_role("button", name="copy citation").click()
    page.get_by_text("copied").first.wait_for()


@pytest.mark.slow
def test_what_somebody_else_brings_in_does_not_run(chromium, base):
    page = chromium.new_page()
    stopped = []
    page.on("console", lambda message: stopped.append(message.text) if message.type == "error" else None)
    page.goto(f"{base}/nato-bid.html")
    page.evaluate(INJECT)
    wait_until(page, lambda: len(stopped) >= 3)
    assert page.evaluate("window.sung") is None
    assert len([words for words in stopped if "Content Security Policy" in words]) == 3
    page.close()
