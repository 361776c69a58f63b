"""Looks at pages with a browser: check.py BROWSER SCREENSHOTS PAGE…"""

import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import probes

SIZES = {390: 844, 1440: 900}
LARGEST = 2_000_000


class Checks:
    def __init__(self, name):
        self.name = name
        self.count = 0
        self.failures = []

    def holds(self, what, problems):
        self.count += 1
        if problems:
            self.failures.append(what)
            print(f"{self.name}: {what}: does not hold", file=sys.stderr)
            for problem in problems[:8]:
                print(f"    {problem}", file=sys.stderr)
            if len(problems) > 8:
                print(f"    and {len(problems) - 8} more", file=sys.stderr)


def axe_problems(page):
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:120]} ({len(one['nodes'])} places)" for one in found
    ]


def sorting(page):
    """Sorts by age, both ways."""
    problems = []
    head = page.locator("#sources th[data-sorts] button", has_text="Age")
    for order in ("ascending", "descending"):
        head.click()
        keys = page.eval_on_selector_all("#sources tbody tr", "rows => rows.map(row => Number(row.cells[3].dataset.key))")
        if keys != sorted(keys, reverse=order == "descending"):
            problems.append(f"rows are not {order} by age")
        if head.locator("xpath=..").get_attribute("aria-sort") != order:
            problems.append(f"aria-sort is not {order}")
    page.locator("#sources th[data-sorts] button", has_text="No.").click()
    return problems


def filtering(page):
    """Searches and filters, and counts what is left."""
    problems = []
    shown = "rows => rows.filter(row => !row.hidden).length"
    rows = "#sources tbody tr"
    everything = page.eval_on_selector_all(rows, shown)
    page.select_option("#sure", "high")
    high = page.eval_on_selector_all(rows, shown)
    expected = page.locator(f"{rows}[data-confidence=high]").count()
    if high != expected:
        problems.append(f"{high} rows of high confidence are shown, {expected} there are")
    page.fill("#find", "no source says these words together")
    if page.eval_on_selector_all(rows, shown) != 0:
        problems.append("a search for what is nowhere leaves rows")
    if not page.locator("[data-count=sources]").inner_text().startswith("0 of "):
        problems.append("the count of rows is not told")
    page.fill("#find", "")
    page.select_option("#sure", "")
    if page.eval_on_selector_all(rows, shown) != everything:
        problems.append("not all rows come back")
    return problems


def theme_switch(page):
    ground = "getComputedStyle(document.body).backgroundColor"
    seen = []
    for _ in range(3):
        page.click("#theme")
        seen.append((page.locator("html").get_attribute("data-theme"), page.evaluate(ground)))
    names = [name for name, _ in seen]
    problems = [] if names == ["light", "dark", None] else [f"the themes are {names}"]
    if seen[0][1] == seen[1][1]:
        problems.append("light and dark have one ground")
    return problems


def keyboard(page):
    page.keyboard.press("Tab")
    box = page.evaluate("(() => { const b = document.activeElement.getBoundingClientRect(); return [b.top, b.height] })()")
    link = page.evaluate("document.activeElement.className")
    problems = [] if link == "skip" and box[0] >= 0 else ["the first stop is no link to the report that can be seen"]
    page.keyboard.press("Tab")
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    if float(width.removesuffix("px")) < 2:
        problems.append(f"what has the focus has an outline of {width}")
    return problems


def same_figures(path, text):
    """The total of report.md, where it is beside the page."""
    other = path.with_name("report.md")
    if not other.exists():
        return []
    rows = [line for line in other.read_text().splitlines() if line.startswith("| total |  |  |")]
    figures = [cell.split(" (")[0].strip() for cell in rows[0].split("|")[4:6]] if rows else []
    return [figure for figure in figures if figure and figure.replace("≥ ", "") not in text]


def look(browser, path, shots):
    name = path.parent.name
    checks = Checks(name)
    size = path.stat().st_size
    checks.holds("under 2 MB", [] if size < LARGEST else [f"{size} bytes"])
    for theme in ("light", "dark"):
        for width, height in SIZES.items():
            checks.name = f"{name}, {theme}, {width} px"
            messages, requests = [], []
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce")
            page = context.new_page()
            page.on("console", lambda one: messages.append(one.text))
            page.on("pageerror", lambda one: messages.append(str(one)))
            page.on("request", lambda one: requests.append(one.url))
            page.goto(path.as_uri())
            if shots:
                page.screenshot(path=f"{shots}/{name}-{theme}-{width}.png", full_page=True)
                page.screenshot(path=f"{shots}/{name}-{theme}-{width}-first.png")
            checks.holds("the keyboard finds its way", keyboard(page))
            checks.holds("an accessibility engine finds nothing", axe_problems(page))
            page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
            for what, probe in probes.EVERYWHERE:
                checks.holds(what, page.evaluate(probe))
            checks.holds("an accessibility engine finds nothing in open tables", axe_problems(page))
            if page.locator("#sources").count():
                checks.holds("rows are sorted", sorting(page))
                checks.holds("rows are filtered", filtering(page))
            checks.holds("every amount leads to its rule and its source", page.evaluate(probes.DEAD_ENDS))
            moves = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
            checks.holds("nothing moves for who wants that", [] if moves == "auto" else [moves])
            checks.holds("figures are those of report.md", same_figures(path, page.content()))
            checks.holds("the theme can be switched", theme_switch(page))
            checks.holds("nothing in the console", messages)
            checks.holds("nothing is requested", [url for url in requests if url != path.as_uri()])
            context.close()
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(path.as_uri())
    paper = page.pdf(path=f"{shots}/{name}.pdf" if shots else None, prefer_css_page_size=True)
    checks.name = f"{name}, on paper"
    checks.holds("it prints", [] if paper.startswith(b"%PDF") and len(paper) > 20_000 else ["nothing is printed"])
    page.emulate_media(media="print", color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    checks.holds("paper is light", [] if ground == "rgb(255, 255, 255)" else [ground])
    context.close()
    print(f"{name}: {checks.count} checks, {len(checks.failures)} do not hold; {size / 1000:.0f} kB")
    return not checks.failures


def glance(browser, path):
    """A page that only leads to others."""
    name = f"{path.parent.name}/{path.stem}"
    checks = Checks(name)
    for theme in ("light", "dark"):
        for width, height in SIZES.items():
            checks.name = f"{name}, {theme}, {width} px"
            messages, requests = [], []
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
            page.on("console", lambda one: messages.append(one.text))
            page.on("request", lambda one: requests.append(one.url))
            page.goto(path.as_uri())
            wide = page.evaluate("document.querySelector('main').clientWidth")
            checks.holds("its content has room", [] if wide >= min(600, 0.8 * width) else [f"{wide} px"])
            checks.holds("an accessibility engine finds nothing", axe_problems(page))
            dead = page.eval_on_selector_all(
                "a[href]", "all => all.map(one => one.getAttribute('href')).filter(one => !one.startsWith('#'))")
            checks.holds("its links lead to files", [one for one in dead if not (path.parent / one).exists()])
            checks.holds("nothing in the console", messages)
            checks.holds("nothing is requested", [url for url in requests if url != path.as_uri()])
            page.close()
    print(f"{name}: {checks.count} checks, {len(checks.failures)} do not hold")
    return not checks.failures


def main():
    program, shots, *paths = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        results = [
            glance(browser, path) if path.name == "index.html" else look(browser, path, shots)
            for path in map(pathlib.Path, paths)
        ]
        browser.close()
    sys.exit(0 if all(results) else 1)


main()
