#!/usr/bin/python3
"""browse.py PAGE STEP… - opens a report in headless Chromium, as wide as a phone or a desk, and does what the steps say.

  width PIXELS      from here on (1200 at first)
  open FRAGMENT     the page anew, with this behind its #
  click TEXT        on the first link, button or summary that is to be seen and holds this text
  follow ADDRESS    a click on the first link to be seen whose address ends so
  choose NAME WHAT  an option of a filter
  type TEXT         into the search
  see TEXT          it can be read within 5 s
  miss TEXT         it cannot be read
  address FRAGMENT  what stands behind the #
  narrow            nothing is wider than the screen

At the end nothing may have been fetched, and nothing told to the console.  The exit status: 0; 1 after a message that names the
step; 77 when there is no Chromium to drive, with the reason.
"""
import os
import shutil
import sys
import time
from pathlib import Path

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import Select
except ImportError:
    print("no selenium for /usr/bin/python3: apt-get install python3-selenium")
    sys.exit(77)

PATIENCE = 5


def start():
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        print("no chromium or no chromedriver: apt-get install chromium chromium-driver")
        sys.exit(77)
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for word in ["--headless=new", "--disable-gpu", "--window-size=1200,900"] + (["--no-sandbox"] if os.getuid() == 0 else []):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service(driver), options=options)


class Visit:
    def __init__(self, browser, page):
        self.browser, self.page = browser, Path(page).resolve().as_uri()
        self.open("")

    def text(self):
        return self.browser.find_element(By.TAG_NAME, "body").text

    def until(self, holds, complaint):
        end = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > end:
                raise AssertionError(complaint())
            time.sleep(0.05)

    def shown(self, css, holds):
        found = [e for e in self.browser.find_elements(By.CSS_SELECTOR, css) if holds(e) and e.is_displayed()]
        assert found, "there is nothing to click"
        return found[0]

    def width(self, pixels):
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                     {"width": int(pixels), "height": 850, "deviceScaleFactor": 1, "mobile": int(pixels) < 600})

    def open(self, fragment):
        self.browser.get("about:blank")
        self.browser.get(self.page + ("#" + fragment if fragment else ""))

    def click(self, text):
        self.shown("a, button, summary", lambda e: text in e.text).click()

    def follow(self, address):
        self.shown("a", lambda e: (e.get_attribute("href") or "").endswith(address)).click()

    def choose(self, words):
        name, what = words.split(" ", 1)
        Select(self.browser.find_element(By.NAME, name)).select_by_visible_text(what)

    def type(self, text):
        self.browser.find_element(By.NAME, "q").send_keys(text)

    def see(self, text):
        self.until(lambda: text in self.text(), lambda: "the page says only:\n" + self.text()[:3000])

    def miss(self, text):
        assert text not in self.text(), "it is there"

    def address(self, fragment):
        there = lambda: self.browser.execute_script("return location.hash.slice(1)")
        self.until(lambda: there() == fragment, lambda: "it is " + there())

    def narrow(self, _=None):
        wide, screen = self.browser.execute_script("return [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= screen, f"the page is {wide} wide, the screen {screen}"

    def end(self, _=None):
        fetched = self.browser.execute_script("return performance.getEntriesByType('resource').map((e) => e.name)")
        told = [entry["message"] for entry in self.browser.get_log("browser")]
        assert not fetched and not told, f"fetched: {fetched}; told to the console: {told}"


def main(page, *steps):
    browser = start()
    try:
        visit = Visit(browser, page)
        for step in [*steps, "end"]:
            word, _, rest = step.partition(" ")
            try:
                getattr(visit, word)(rest)
            except Exception as trouble:
                print(f"{step}: {trouble}")
                return 1
    finally:
        browser.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
