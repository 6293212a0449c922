#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a screen reader gets it: over AT-SPI, on a display, a session bus and an accessibility bus of its own.
Run: atspi_tree.py PLUMBLINE. Exit status 77 where one of these cannot be had."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

from dbus_client import Bus, BusError

REGISTRY = "org.a11y.atspi.Registry"
ROOT = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
VALUE = "org.a11y.atspi.Value"
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher",
             "/usr/lib/at-spi-bus-launcher")
# Of atspi-constants.h.
FILLER, FRAME, PAGE_TAB, PUSH_BUTTON, SLIDER = 20, 23, 37, 43, 51
SELECTED, FOCUSABLE, FOCUSED, SHOWING = 23, 11, 12, 25
PAGES = ("Health", "Suspects", "Trace", "Explore", "Incident", "Sources", "Spread")
MOST_NODES = 8000
MOST_CHILDREN = 120  # of a table the first ones


class Node:
    def __init__(self, bus, reference, parent=None):
        self.bus, (self.owner, self.path), self.parent = bus, reference, parent
        self.role = bus.call(self.owner, self.path, ACCESSIBLE, "GetRole")[0]
        self.name = bus.property(self.owner, self.path, ACCESSIBLE, "Name")

    def __repr__(self):
        above = f"{self.parent!r} > " if self.parent else ""
        return f"{above}{self.role}:{self.name[:40]!r}"

    def children(self):
        references = self.bus.call(self.owner, self.path, ACCESSIBLE, "GetChildren")[0]
        found = []
        for reference in references[:MOST_CHILDREN]:
            try:
                found.append(Node(self.bus, reference, self))
            except BusError:
                pass  # gone meanwhile
        return found

    def states(self):
        """Empty for what is gone meanwhile."""
        try:
            low, high = self.bus.call(self.owner, self.path, ACCESSIBLE, "GetState")[0]
        except BusError:
            return set()
        bits = low | high << 32
        return {bit for bit in range(64) if bits >> bit & 1}

    def interfaces(self):
        return self.bus.call(self.owner, self.path, ACCESSIBLE, "GetInterfaces")[0]

    def actions(self):
        return [name for name, _, _ in self.bus.call(self.owner, self.path, ACTION, "GetActions")[0]]

    def act(self, name):
        actions = self.actions()
        if name not in actions:
            raise BusError(f"{self!r} has no action {name}, only {actions}")
        return self.bus.call(self.owner, self.path, ACTION, "DoAction", "i", actions.index(name))[0]

    def value(self, which="CurrentValue"):
        return self.bus.property(self.owner, self.path, VALUE, which)

    def set_value(self, value):
        self.bus.call(self.owner, self.path, "org.freedesktop.DBus.Properties", "Set", "ssv", VALUE, "CurrentValue",
                      ("d", value))


def walk(node):
    """All of the tree, breadth first."""
    waiting, seen = [node], 0
    while waiting and seen < MOST_NODES:
        current = waiting.pop(0)
        seen += 1
        yield current
        try:
            waiting += current.children()
        except BusError:
            pass  # gone meanwhile


class Peers:
    """What has to run; ended in the order in which it depends on each other."""

    def __init__(self):
        self.processes = []

    def start(self, *command, environment=None, **options):
        process = subprocess.Popen(command, env=environment, **options)
        self.processes.append(process)
        return process

    def stop(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def until(what, seconds, look):
    """What `look` gives once that is something; the test fails with `what` where it never is."""
    end = time.monotonic() + seconds
    problem = None
    while time.monotonic() < end:
        try:
            found = look()
            if found:
                return found
        except BusError as error:
            problem = error
        time.sleep(0.2)
    raise SystemExit(f"FAILED: {what} within {seconds} s" + (f" ({problem})" if problem else ""))


def start_display(peers):
    reading, writing = os.pipe()
    peers.start("Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten", "tcp",
                pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    if not number:
        raise SystemExit("FAILED: Xvfb does not start")
    return ":" + number


def start_buses(peers, environment, launcher):
    """The address of the accessibility bus; `environment` gets that of the session bus."""
    session = peers.start("dbus-daemon", "--session", "--nofork", "--print-address", environment=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    environment["DBUS_SESSION_BUS_ADDRESS"] = session.stdout.readline().strip()
    peers.start(launcher, "--launch-immediately", environment=environment, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL)
    bus = Bus(environment["DBUS_SESSION_BUS_ADDRESS"])

    def ask():
        return bus.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")[0]

    address = until("the accessibility bus does not tell its address", 30, ask)
    bus.close()
    return address


def record(plumbline, folder):
    path = os.path.join(folder, "drill.plumb")
    subprocess.run([plumbline, "drill", "--scenario", "lost-context", "--seed", "3", "--for", "120s", "--out", path,
                    "--start", "2026-11-01T08:00:00Z"], check=True, capture_output=True, timeout=300)
    return path


def alarms_of(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT count(DISTINCT alarm) FROM alarms").fetchone()[0]
    finally:
        connection.close()


class Checks:
    def __init__(self):
        self.failed = 0

    def __call__(self, what, is_so, details=""):
        print(("ok      " if is_so else "FAILED  ") + what + ("" if is_so else f": {details}"), flush=True)
        self.failed += not is_so
        return is_so


def check_names(nodes, check):
    nameless, focusable = [], 0
    for node in nodes:
        states = node.states()
        if FOCUSABLE in states and SHOWING in states:
            focusable += 1
            # A filler is a tab widget or the like, whose keys go to what is in it.
            if not node.name and node.role != FILLER:
                nameless.append(node)
    check("something can have the focus", focusable > 15, f"only {focusable} of {len(nodes)} nodes")
    check("all that can have the focus has a name", not nameless, nameless[:10])


def is_current(tab):
    """Qt 6.4 tells the current tab by the focus, later ones by the selection."""
    return bool(tab.states() & {SELECTED, FOCUSED})


def check_pages(frame, nodes, check):
    tabs = {}
    for node in nodes:
        if node.role == PAGE_TAB:
            tabs.setdefault(node.name.split(" ")[0], node)
    if not check("each page has a tab", all(page in tabs for page in PAGES), sorted(tabs)):
        return
    for page in ("Sources", "Explore"):
        tabs[page].act("Press")
        check(f"a press on the tab {page} changes to it", wait_for(lambda tab=tabs[page]: is_current(tab), 15),
              sorted(tabs[page].states()))
    shown = [node for node in walk(frame) if node.name == "Rate to be back under" and SHOWING in node.states()]
    check("what is on the page Explore can be seen then", bool(shown))
    tabs["Health"].act("Press")
    wait_for(lambda: is_current(tabs["Health"]), 15)
    current = [page for page in PAGES if is_current(tabs[page])]
    check("one page is chosen at a time", current == ["Health"], current)


def wait_for(look, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if look():
            return True
        time.sleep(0.2)
    return False


def check_time_bar(nodes, check):
    bars = [node for node in nodes if node.role == SLIDER and node.name == "Overview of the recording"]
    if not check("the time bar is a slider", len(bars) == 1,
                 [node for node in nodes if node.role == SLIDER]):
        return None
    bar = bars[0]
    if not check("it has a value", VALUE in bar.interfaces(), bar.interfaces()):
        return None
    least, value, most = bar.value("MinimumValue"), bar.value(), bar.value("MaximumValue")
    check("which is within its range", least <= value <= most and most > least, (least, value, most))
    middle = (least + most) / 2
    bar.set_value(middle)
    check("and can be set", wait_for(lambda: abs(bar.value() - middle) < 2, 10), f"{bar.value()} for {middle}")
    return bar


def check_alarm_line(nodes, check):
    lines = [node for node in nodes
             if node.role == PUSH_BUTTON and node.name.startswith(("Alarm: ", "INCIDENT ", "No open alarm"))]
    check("the line of the alarm is told in words", len(lines) == 1,
          [node.name for node in nodes if node.role == PUSH_BUTTON][:40])


# From just before the first alarm on it is played: that has to be said.
def check_announcement(bus, application, nodes, bar, check):
    bar.set_value(bar.value("MaximumValue"))  # as known then, marks that lie ahead are not told

    def find():
        return [mark for mark in bar.children() if " Alarm " in mark.name]

    if not check("the time bar tells its alarms", wait_for(find, 15), [mark.name for mark in bar.children()][:20]):
        return
    before = bar.value()
    find()[0].act("Press")
    check("a press on an alarm's mark goes to it", wait_for(lambda: bar.value() < before, 10), bar.value())
    reached = bar.value()
    bus.call(REGISTRY, "/org/a11y/atspi/registry", REGISTRY, "RegisterEvent", "s", "object:state-changed:showing")
    bus.listen(f"type='signal',interface='org.a11y.atspi.Event.Object',member='StateChanged',sender='{application.owner}'")
    play = [node for node in nodes if node.role == PUSH_BUTTON and node.name == "Play"]
    if not check("it can be played", len(play) == 1, play):
        return
    bar.set_value(max(0.0, reached - 3))
    time.sleep(3)  # so that the views are of then
    play[0].act("Press")
    said = []

    def is_alarm(message):
        if not message.body or message.body[0] != "showing" or message.body[1] != 1:
            return False
        try:
            name = bus.property(message.sender, message.path, ACCESSIBLE, "Name")
            role = bus.call(message.sender, message.path, ACCESSIBLE, "GetRoleName")[0]
        except BusError:
            return False
        if role == "notification":
            said.append(name)
        return role == "notification" and name.startswith("Alarm: ")

    check("a new alarm is said as it is reached", bus.wait(is_alarm, 60) is not None, f"said was {said}")


def run(plumbline, launcher, folder):
    peers, check = Peers(), Checks()
    environment = {**os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder,
                   "XDG_CONFIG_HOME": os.path.join(folder, "config"), "XDG_DATA_HOME": os.path.join(folder, "data"),
                   "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    for name in ("WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "NO_AT_BRIDGE", "DBUS_SESSION_BUS_ADDRESS"):
        environment.pop(name, None)
    try:
        recording = record(plumbline, folder)
        environment["DISPLAY"] = start_display(peers)
        bus = Bus(start_buses(peers, environment, launcher))
        with open(os.path.join(folder, "errors"), "w+", encoding="utf-8") as errors:
            window = peers.start(plumbline, recording, environment=environment, stdout=subprocess.DEVNULL, stderr=errors)

            def find():
                if window.poll() is not None:
                    errors.seek(0)
                    raise SystemExit(f"FAILED: the window ended with {window.returncode}: {errors.read()}")
                applications = Node(bus, (REGISTRY, ROOT)).children()
                return [node for node in applications if node.name == "plumbline"]

            application = until("the application is not on the accessibility bus", 60, find)[0]
            check("the application is there", True)
            frames = until("it has no window", 30,
                           lambda: [node for node in application.children() if node.role == FRAME])
            check("the window has its title", frames[0].name.startswith("drill") and "Plumbline" in frames[0].name,
                  frames[0].name)
            time.sleep(3)  # the first answers are read
            nodes = list(walk(frames[0]))
            check("the tree has an end", 50 < len(nodes) < MOST_NODES, len(nodes))
            check_names(nodes, check)
            check_alarm_line(nodes, check)
            check_pages(frames[0], nodes, check)
            bar = check_time_bar(nodes, check)
            if check("the drill has an alarm", alarms_of(recording) > 0) and bar is not None:
                check_announcement(bus, application, nodes, bar, check)
            window.send_signal(signal.SIGTERM)
            check("the window ends well", window.wait(timeout=30) == 0, window.returncode)
            bus.close()
    finally:
        peers.stop()
    return check.failed


def main():
    launcher = next((path for path in LAUNCHERS if os.access(path, os.X_OK)), None)
    for name, found in (("Xvfb", shutil.which("Xvfb")), ("dbus-daemon", shutil.which("dbus-daemon")),
                        ("at-spi-bus-launcher", launcher)):
        if not found:
            print(f"skipped: {name} is not installed")
            return 77
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        failed = run(os.path.abspath(sys.argv[1]), launcher, folder)
    print(f"{failed} failed" if failed else "all is told")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
