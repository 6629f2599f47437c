#!/usr/bin/env python3
"""Opens a report in headless Chromium and checks that it works: no message on
the console, nothing fetched, legend and sliders answer to mouse and keyboard,
nothing is wider than a phone, every picture has a text.

  Tools/check-report.py result/report.html [--shots FOLDER] [--pdf FILE]

Needs Chromium and nothing else. Exit code 77: there is no Chromium here.
"""

import argparse
import base64
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

PROGRAMS = ["chromium", "chromium-browser", "google-chrome", "chrome"]


@contextlib.contextmanager
def folder_for_a_while():
    """A browser's last process may still write into it when it is taken away."""
    path = tempfile.mkdtemp()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


class Browser:
    """Chromium over its debugging pipe: JSON messages that end in NUL."""

    def __init__(self, program, profile):
        (self.child_in, self.to) = os.pipe()
        (self.back, self.child_out) = os.pipe()
        command = [
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--remote-debugging-pipe", "--user-data-dir=" + profile, "about:blank",
        ]
        # The pipe is on file descriptors 3 and 4, by Chromium's rule.
        shell = 'exec "$@" 3<&%d 4>&%d' % (self.child_in, self.child_out)
        self.process = subprocess.Popen(
            ["bash", "-c", shell, "bash"] + command, pass_fds=(self.child_in, self.child_out),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(self.child_in)
        os.close(self.child_out)
        self.buffer = b""
        self.number = 0
        self.events = []
        self.session = None

    def receive(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.back, 1 << 20)
            if not piece:
                raise SystemExit("Chromium has gone")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit("%s: %s" % (method, answer["error"]["message"]))
                return answer["result"]
            self.events.append(answer)

    def evaluate(self, text):
        result = self.call(
            "Runtime.evaluate", expression=text, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise SystemExit("page: " + details.get("exception", details).get("description", ""))
        return result["result"].get("value")

    def open(self, address):
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call(
            "Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log", "Network"]:
            self.call(domain + ".enable")
        self.call("Page.navigate", url=address)
        for _ in range(200):
            if self.evaluate("document.readyState") == "complete":
                return
            time.sleep(0.05)

    def resize(self, width, height, phone=False):
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=2 if phone else 1, mobile=phone)
        time.sleep(0.3)

    def shot(self, path):
        picture = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(picture["data"]))

    def press(self, key, code):
        for kind in ["keyDown", "keyUp"]:
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key,
                windowsVirtualKeyCode=code)

    def messages(self):
        """What the page said or asked for that it should not have."""
        out = []
        for event in self.events:
            method, given = event.get("method"), event.get("params", {})
            if method == "Runtime.consoleAPICalled":
                out.append("console: " + json.dumps(given["args"])[:300])
            elif method == "Runtime.exceptionThrown":
                out.append("exception: " + json.dumps(given["exceptionDetails"])[:300])
            elif method == "Log.entryAdded":
                out.append("log: " + given["entry"]["text"])
            elif method == "Network.requestWillBeSent":
                url = given["request"]["url"]
                if not url.startswith(("file:", "data:", "blob:")):
                    out.append("fetched: " + url)
        return out


SHARE_SHOWN = """
(async () => {
  const image = document.getElementById("units");
  // The page hands the picture over anew: on a busy machine that takes a while.
  for (let tries = 0; tries < 50; tries++) {
    await new Promise(done => setTimeout(done, 150));
    try { await image.decode(); break; } catch (error) { if (tries === 49) throw error; }
  }
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth; canvas.height = image.naturalHeight;
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
  let shown = 0;
  for (let i = 3; i < data.length; i += 4) shown += data[i] > 0;
  return shown / (canvas.width * canvas.height);
})()
"""

COLOURS_SHOWN = SHARE_SHOWN.replace(
    "let shown = 0;", "const seen = new Set();").replace(
    "for (let i = 3; i < data.length; i += 4) shown += data[i] > 0;",
    "for (let i = 0; i < data.length; i += 4)"
    " if (data[i + 3] > 0) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);").replace(
    "return shown / (canvas.width * canvas.height);", "return seen.size;")

SET_COARSE = """
(n => {
  const slider = document.getElementById("coarse");
  slider.value = n || slider.max;
  slider.dispatchEvent(new Event("input"));
})(%d)
"""


def check(page, failures):
    def expect(holds, text):
        if not holds:
            failures.append(text)

    if page.evaluate("!!document.getElementById('stage')"):
        check_map(page, expect)
    elif page.evaluate("!!document.getElementById('groups')"):
        check_groups(page, expect)
    else:
        check_batch(page, expect)
    bare = page.evaluate("[...document.images].filter(i => !i.alt).length")
    expect(bare == 0, "%s pictures have no text" % bare)
    nameless = page.evaluate(
        "[...document.querySelectorAll('svg')].filter(s => !s.querySelector('title')).length")
    expect(nameless == 0, "%s drawings have no title" % nameless)


def check_batch(page, expect):
    """The page of a batch: it says what failed, and its links lead to files."""
    failed = page.evaluate("document.querySelectorAll('#scenes .state.failed').length")
    named = page.evaluate("document.querySelectorAll('#failed li').length")
    expect(failed == named, "%s scenes failed, %s are said to" % (failed, named))
    links = page.evaluate("[...document.querySelectorAll('main a')].map(a => a.href).join('\\n')")
    for link in filter(None, links.split("\n")):
        path = urllib.parse.unquote(urllib.parse.urlparse(link).path)
        expect(os.path.exists(path), "a link leads nowhere: " + path)


def check_groups(page, expect):
    """The page of a survey: its table sorts by any column, both ways."""
    heads = page.evaluate("document.querySelectorAll('#groups th[data-sort] button').length")
    expect(heads > 3, "the table of groups cannot be sorted")
    voted = ("[...document.querySelector('#groups tbody').rows].map(r => "
             "Number([...r.children].find((c, i) => document.querySelectorAll('#groups thead th')"
             "[i].textContent === 'voted').dataset.v))")
    press = ("[...document.querySelectorAll('#groups th[data-sort] button')]"
             ".find(b => b.textContent === 'voted').click()")
    for order in (1, -1):
        page.evaluate(press)
        values = page.evaluate(voted)
        expect(values == sorted(values, key=lambda v: order * v), "groups are not sorted")


def check_map(page, expect):
    """The page of a scene: its legend and sliders change the map."""
    whole = page.evaluate(SHARE_SHOWN)
    expect(whole > 0, "the map shows nothing")
    page.evaluate("document.querySelector('[data-toggle]').click()")
    less = page.evaluate(SHARE_SHOWN)
    value = page.evaluate("document.querySelector('[data-toggle]').dataset.toggle")
    off = page.evaluate("document.querySelectorAll('[data-unit=\"%s\"].off').length" % value)
    expect(less < whole, "a unit that is switched off still shows")
    expect(off > 0, "the unit is still in table and plots")
    page.evaluate("document.getElementById('none').click()")
    expect(page.evaluate(SHARE_SHOWN) == 0, "'none' leaves units on the map")
    page.evaluate("document.querySelector('[data-only]').click()")
    only = page.evaluate(SHARE_SHOWN)
    expect(abs(only + less - whole) < 1e-9, "'only' does not show the one unit")
    page.evaluate("document.getElementById('all').click()")
    expect(page.evaluate(SHARE_SHOWN) == whole, "'all' does not bring the map back")
    if page.evaluate("!!document.getElementById('coarse')"):
        finest = page.evaluate(COLOURS_SHOWN)
        page.evaluate(SET_COARSE % 2)
        coarsest = page.evaluate(COLOURS_SHOWN)
        expect(coarsest == 2, "read with 2 units the map shows %s colours" % coarsest)
        page.evaluate(SET_COARSE % 0)
        expect(page.evaluate(COLOURS_SHOWN) == finest, "the units do not come back")
    if page.evaluate("!!document.getElementById('swipe')"):
        page.evaluate("document.getElementById('swipe').focus()")
        for _ in range(3):
            page.press("ArrowRight", 39)
        clip = page.evaluate("document.getElementById('units').style.clipPath")
        expect("3%" in clip, "the slider does not answer to the keyboard: " + clip)
    page.evaluate("document.querySelector('[data-toggle]').focus()")
    page.press(" ", 32)
    expect(page.evaluate(SHARE_SHOWN) == less, "the legend does not answer to the keyboard")
    page.press(" ", 32)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("report")
    parser.add_argument("--shots", help="folder for screenshots")
    parser.add_argument("--pdf", help="file for the printed page")
    given = parser.parse_args()
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        print("no Chromium here: the report is not tried")
        sys.exit(77)
    failures = []
    with folder_for_a_while() as profile:
        page = Browser(program, profile)
        try:
            page.open("file://" + os.path.abspath(given.report))
            for name, width, phone in [("desktop", 1280, False), ("phone", 390, True)]:
                page.resize(width, 900, phone)
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    failures.append("%s: the page is %d pixels wide" % (name, wide))
                if given.shots:
                    page.shot(os.path.join(given.shots, name + ".png"))
            page.resize(1280, 900)
            check(page, failures)
            if given.shots and page.evaluate("!!document.getElementById('swipe')"):
                page.evaluate(
                    "(s => { s.value = 45; s.dispatchEvent(new Event('input')); })"
                    "(document.getElementById('swipe'))")
                page.shot(os.path.join(given.shots, "swiped.png"))
                if page.evaluate("!!document.getElementById('coarse')"):
                    page.evaluate(SET_COARSE % 6)
                    page.shot(os.path.join(given.shots, "coarse.png"))
            if given.pdf:
                data = page.call("Page.printToPDF", preferCSSPageSize=True)["data"]
                with open(given.pdf, "wb") as file:
                    file.write(base64.b64decode(data))
            failures += page.messages()
        finally:
            page.process.terminate()
            page.process.wait()
    for failure in failures:
        print(failure)
    sys.exit(1 if failures else 0)


main()
