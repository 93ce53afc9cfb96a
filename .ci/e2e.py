"""The end-to-end test: the real program, driven from outside as a person with a screen reader, a mouse and a
keyboard would.

Widgets are found by their accessible names through AT-SPI; keys, clicks and text come from xdotool. Every
step waits until what it expects is there, or fails with the tree of widgets; nothing sleeps for a fixed time but to
see that a picture stays as it is.

Started by e2e.sh: e2e.py PROGRAM TOP WORK
"""

import ctypes
import difflib
import os
import re
import shutil
import subprocess
import sys
import time

import edits
import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PROGRAM, TOP, WORK = sys.argv[1:4]
SHIPPED = os.path.join(TOP, "data", "pakistan-afghanistan-2025.ron")
DOSSIER = os.path.join(WORK, "dossier.ron")
PICTURES = os.path.join(TOP, "target", "e2e")

# How long one thing may take, in seconds. A slow and busy machine needs a tenth of it.
PATIENCE = 20.0

CARDS = {
    "Doha": "Doha, 18–19 Oct 2025, Ceasefire",
    "Istanbul": "Istanbul, 25–30 Oct 2025, Process agreement",
    "Istanbul II": "Istanbul II, 6–7 Nov 2025, Broken off",
}


CHANGED_CARD = "Istanbul, 25–30 Oct 2025, Partial settlement"

# Of the display that e2e.sh starts, in pixels.
SCREEN = (1280, 800)

# AT-SPI's names of roles; newer versions say "button" for "push button".
BUTTONS = ("push button", "button", "toggle button", "menu item")
FIELDS = ("entry", "text")


class Failed(Exception):
    """A step that did not come out as expected."""


def wait(what, condition, patience=PATIENCE):
    """Asks again and again until the condition gives something, and returns that."""
    deadline = time.monotonic() + patience
    while True:
        try:
            found = condition()
        except GLib.Error:
            # A widget went away while it was being looked at.
            found = None
        if found:
            return found
        if time.monotonic() > deadline:
            raise Failed(f"waited {patience:.0f} s in vain: {what}")
        time.sleep(0.05)


def xdotool(*arguments):
    command = ["xdotool", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    return done.stdout.strip()


class Image(ctypes.Structure):
    """The beginning of an XImage of Xlib."""

    _fields_ = [(name, ctypes.c_int) for name in ("width", "height", "xoffset", "format")]
    _fields_ += [("data", ctypes.c_void_p)]
    _fields_ += [(f"part{number}", ctypes.c_int) for number in range(5)]
    _fields_ += [("bytes_per_line", ctypes.c_int)]


def pixels():
    """The bytes of everything that the display shows."""
    lib = ctypes.CDLL("libX11.so.6")
    lib.XOpenDisplay.restype = ctypes.c_void_p
    lib.XDefaultRootWindow.restype = ctypes.c_ulong
    lib.XGetImage.restype = ctypes.POINTER(Image)
    display = ctypes.c_void_p(lib.XOpenDisplay(None))
    root = ctypes.c_ulong(lib.XDefaultRootWindow(display))
    every_plane, by_pixels = ctypes.c_ulong(0xFFFFFFFF), 2
    image = lib.XGetImage(display, root, 0, 0, *SCREEN, every_plane, by_pixels)
    try:
        return ctypes.string_at(image.contents.data, image.contents.bytes_per_line * SCREEN[1])
    finally:
        lib.XDestroyImage(image)
        lib.XCloseDisplay(display)


def settled(n_looks=2):
    """The display, once it has stayed the same for so many half seconds."""
    first = pixels()
    for _ in range(n_looks):
        time.sleep(0.5)
        if pixels() != first:
            return None
    return first


def lines_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read().splitlines(keepends=True)


class Window:
    """The program's window, seen from outside."""

    def __init__(self, *arguments):
        self.log = open(os.path.join(WORK, "roundtable.log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [PROGRAM, *arguments], stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL
        )
        self.application = wait("the program among the accessible ones", self.find_application)
        # Every look is a fresh one.
        self.application.set_cache_mask(Atspi.Cache.NONE)
        self.id = wait("the window with the keyboard's focus", self.find_window)
        # Decorations included, the window must lie on the screen.
        xdotool("windowsize", self.id, 1260, 740)
        xdotool("windowmove", self.id, 4, 24)

    def find_window(self):
        windows = xdotool("search", "--onlyvisible", "--name", "Roundtable$").split()
        if xdotool("getwindowfocus") in windows:
            return xdotool("getwindowfocus")
        for window in windows:
            xdotool("windowactivate", window)
            xdotool("windowfocus", window)
        return None

    def find_application(self):
        if self.process.poll() is not None:
            raise Failed(f"the program ended with exit code {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and child.get_name() == "roundtable" and child.get_child_count():
                return child
        return None

    def title(self):
        return xdotool("getwindowname", self.id)

    def walk(self):
        """All widgets, parents before children: (depth, widget)."""
        stack = [(0, self.application)]
        while stack:
            depth, widget = stack.pop()
            yield depth, widget
            try:
                children = [widget.get_child_at_index(i) for i in range(widget.get_child_count())]
            except GLib.Error:
                continue
            stack.extend((depth + 1, child) for child in reversed(children) if child)

    def find(self, name, *roles):
        """The first widget with this name (a text, or a pattern that fits all of it) and one of these roles."""
        fits = name.fullmatch if isinstance(name, re.Pattern) else name.__eq__
        for _, widget in self.walk():
            try:
                if fits(widget.get_name() or "") and (not roles or widget.get_role_name() in roles):
                    return widget
            except GLib.Error:
                continue
        return None

    def see(self, name, *roles):
        """Waits for a widget and returns it."""
        shown = name.pattern if isinstance(name, re.Pattern) else name
        return wait(f"“{shown}” {' or '.join(roles)}", lambda: self.find(name, *roles))

    def see_no(self, name, *roles):
        wait(f"“{name}” going away", lambda: not self.find(name, *roles))

    def press(self, name, *roles):
        """Presses a button the way a screen reader does."""
        # One that goes away before it is pressed is looked for again.
        shown = name.pattern if isinstance(name, re.Pattern) else name

        def is_pressed():
            widget = self.find(name, *roles)
            return widget and Atspi.Action.do_action(widget, 0)

        wait(f"“{shown}” to be pressed", is_pressed)

    def click(self, name, *roles):
        """Presses a button with the mouse, once it has come to rest."""
        seen = []

        def resting_place():
            place = Atspi.Component.get_extents(self.see(name, *roles), Atspi.CoordType.WINDOW)
            seen.append((place.x, place.y, place.width, place.height))
            return len(seen) > 1 and seen[-1] == seen[-2]

        wait(f"“{name}” at rest", resting_place)
        x, y, width, height = seen[-1]
        xdotool("mousemove", "--window", self.id, x + width // 2, y + height // 2, "click", 1)

    def keys(self, *keys):
        xdotool("key", "--clearmodifiers", "--delay", 30, *keys)

    def value(self, name):
        """What stands in a text field."""
        field = self.find(name, *FIELDS)
        return Atspi.Text.get_text(field, 0, -1) if field else None

    def wait_for_focus(self, name):
        def has_focus():
            field = self.find(name, *FIELDS)
            return field and field.get_state_set().contains(Atspi.StateType.FOCUSED)

        wait(f"the keyboard's focus in “{name}”", has_focus)

    def type_into(self, name, text):
        """Puts the keyboard's focus into a text field and types over what stands there."""
        def takes_focus():
            field = self.find(name, *FIELDS)
            return field and Atspi.Component.grab_focus(field)

        wait(f"“{name}” to type into", takes_focus)
        self.wait_for_focus(name)
        self.keys("ctrl+a")
        xdotool("type", "--delay", 15, text)
        wait(f"“{text}” in “{name}”", lambda: self.value(name) == text)

    def is_saved(self, saved):
        """Waits until status bar and title both say whether there are unsaved changes."""
        self.see("Saved" if saved else "● Unsaved changes", "label")
        title = "dossier.ron – Roundtable" if saved else "● dossier.ron – Roundtable"
        wait(f"the title “{title}”", lambda: self.title() == title)

    def exit_code(self):
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise Failed("the program does not end") from None

    def picture(self, name):
        """Keeps a screenshot where a tool for it is at hand."""
        if shutil.which("import"):
            os.makedirs(PICTURES, exist_ok=True)
            target = os.path.join(PICTURES, f"{name}.png")
            subprocess.run(["import", "-window", self.id, target], timeout=PATIENCE, check=False)

    def dump(self):
        """The tree of widgets, for the log of a failure."""
        for depth, widget in self.walk():
            try:
                role, name = widget.get_role_name(), widget.get_name() or ""
                text = self.value_of(widget)
            except GLib.Error:
                role, name, text = "gone", "", ""
            print(f"    {'  ' * depth}{role} “{name[:80]}”{text}")

    @staticmethod
    def value_of(widget):
        if widget.get_role_name() not in FIELDS:
            return ""
        return f" = “{Atspi.Text.get_text(widget, 0, -1)[:60]}”"


def check(condition, message):
    if not condition:
        raise Failed(message)


def changes():
    """The lines in which the file differs from the shipped one: (old, new), without indentation."""
    diff = list(difflib.unified_diff(lines_of(SHIPPED), lines_of(DOSSIER), n=0))[2:]
    old = [line[1:].strip() for line in diff if line.startswith("-")]
    new = [line[1:].strip() for line in diff if line.startswith("+")]
    return list(zip(old, new)) if len(old) == len(new) else [("?", "".join(diff))]


STEPS = []


def step(function):
    STEPS.append(function)
    return function


@step
def opens_and_shows_the_rounds(window):
    """The window opens and shows the three rounds."""
    for card in CARDS.values():
        window.see(card, *BUTTONS)
    window.is_saved(True)
    window.picture("1-overview")


@step
def keeps_what_stands_still(window):
    """The timeline moves by keys, and what stood still meanwhile looks as if it were painted anew."""
    before = wait("a picture that stays", settled)
    # An empty place of the timeline takes the keyboard; then the pointer lies where nothing is.
    xdotool("mousemove", "--window", window.id, 1150, 625, "click", 1)
    xdotool("mousemove", "--window", window.id, 630, 728)
    for key in "s s d d a w d".split():
        window.keys(key)
        time.sleep(0.1)
    wait("a timeline that moves", lambda: pixels() != before)
    moved = wait("a timeline that stays", lambda: settled(5))
    window.picture("1-moved")
    xdotool("windowsize", window.id, 1250, 730)
    wait("another size", lambda: pixels() != moved)
    wait("another size that stays", settled)
    xdotool("windowsize", window.id, 1260, 740)
    wait("the same picture, painted anew", lambda: pixels() == moved)


@step
def shows_a_round(window):
    """A click on the second round's card shows that round."""
    window.click(CARDS["Istanbul"], *BUTTONS)
    # Its page is shown, and the inspector beside it.
    window.see("Round 2 of 3", "label")
    window.see("ROUND R2", "label")
    window.see("Istanbul talks, second round", "label")
    wait("its name in the inspector", lambda: window.value("Name") == "Istanbul talks, second round")
    window.picture("2-round")


@step
def changes_an_outcome(window):
    """The inspector changes its outcome, and the card, the title and the status bar say so."""
    # The chip at the head of the page selects the value, which unfolds its group in the inspector.
    window.press("Process agreement", "push button", "button")
    window.press(re.compile("Outcome(: .*)?"), "combo box")
    window.press("Partial settlement", *BUTTONS)
    window.see(CHANGED_CARD, *BUTTONS)
    window.is_saved(False)
    check(not changes(), "the file has changed before it was saved")


@step
def undoes_and_redoes(window):
    """Undo and redo by key: the document knows when it is the saved one again."""
    window.keys("ctrl+z")
    window.see(CARDS["Istanbul"], *BUTTONS)
    window.is_saved(True)
    window.keys("ctrl+shift+z")
    window.see(CHANGED_CARD, *BUTTONS)
    window.is_saved(False)


@step
def changes_a_date(window):
    """A date is typed over in the inspector and taken over by Enter."""
    window.keys("ctrl+4")
    window.see("Search events", *FIELDS)
    window.keys("ctrl+f")
    window.wait_for_focus("Search events")
    xdotool("type", "--delay", 15, "E34")
    window.see("1 of 86 events shown", "label")
    window.press(re.compile("E34, .*"), *BUTTONS)
    window.see("EVENT E34", "label")
    window.type_into("Date", "2025-10-21")
    window.keys("Return")
    window.see(re.compile("21 October 2025.*"), "label")
    window.picture("3-event")


@step
def saves(window):
    """Ctrl+S saves, and the file differs in exactly these two lines."""
    window.keys("ctrl+s")
    window.is_saved(True)
    found = changes()
    check(len(found) == 2, f"{len(found)} changed lines: {found}")
    (old_outcome, new_outcome), (old_date, new_date) = found
    check(old_outcome.replace("ProcessAgreement", "PartialSettlement") == new_outcome != old_outcome, f"{found[0]}")
    check(old_date.replace("2025-10-20", "2025-10-21") == new_date != old_date, f"{found[1]}")
    left_behind = [name for name in os.listdir(WORK) if name.endswith(".tmp")]
    check(not left_behind, f"left behind: {left_behind}")


@step
def is_still_sound(_):
    """The saved file has no errors, by the program's own check."""
    done = subprocess.run([PROGRAM, "check", DOSSIER], capture_output=True, text=True, timeout=PATIENCE, check=False)
    check(done.returncode == 0, f"exit code {done.returncode}: {done.stdout}{done.stderr}")


@step
def refuses_a_wrong_date(window):
    """A date that does not exist is refused with the reason; nothing changes, and Escape drops it."""
    window.type_into("Date", "2025-13-01")
    window.keys("Return")
    window.see(re.compile(".*month.*13.*|.*13.*month.*"), "label")
    window.is_saved(True)
    window.picture("4-wrong-date")
    Atspi.Component.grab_focus(window.see("Date", *FIELDS))
    window.wait_for_focus("Date")
    window.keys("Escape")
    wait("the date that is in the file", lambda: window.value("Date") == "2025-10-21")
    window.is_saved(True)
    check(len(changes()) == 2, "the file has changed")


@step
def asks_before_quitting(window):
    """Quitting by the menu with unsaved changes asks first, and the answer can be no."""
    window.type_into("Date", "2025-10-22")
    window.keys("Return")
    window.is_saved(False)
    window.press("File", *BUTTONS)
    window.press(re.compile("Quit.*"), *BUTTONS)
    window.see("Save the changes to dossier.ron?", "label")
    window.picture("5-unsaved")
    window.press("Cancel", *BUTTONS)
    window.see_no("Do not save")
    check(window.process.poll() is None, "it has ended")
    window.is_saved(False)


@step
def quits_without_saving(window):
    """“Do not save” closes the window: exit code 0, the file is as it was saved."""
    window.press("File", *BUTTONS)
    window.press(re.compile("Quit.*"), *BUTTONS)
    window.press("Do not save", *BUTTONS)
    code = window.exit_code()
    check(code == 0, f"exit code {code}")
    check(len(changes()) == 2, f"the file has changed: {changes()}")


@step
def recovers_after_a_kill(_):
    """Killed with unsaved changes, the program offers them at its next start and restores them; the file waits."""
    for day in ("2025-10-23", "2025-10-24", "2025-10-25"):
        saved = lines_of(DOSSIER)
        window = Window(DOSSIER)
        try:
            window.see("EVENT E34", "label")
            window.type_into("Date", day)
            window.keys("Return")
            window.is_saved(False)
            # What the program promises: two seconds after a change it is safe.
            time.sleep(2)
        finally:
            window.process.kill()
            window.process.wait()
        window = Window(DOSSIER)
        try:
            window.see("Unsaved changes were found", "label")
            window.picture("6-recovery")
            check(lines_of(DOSSIER) == saved, "the file was touched")
            window.press("Restore", *BUTTONS)
            window.is_saved(False)
            check(lines_of(DOSSIER) == saved, "the file was touched")
            window.keys("ctrl+s")
            window.is_saved(True)
            check(any(day in line for line in lines_of(DOSSIER)), "the change is not in the file")
        finally:
            window.process.kill()
            window.process.wait()


@step
def makes_ten_edits(_):
    """Ten different edits of the shipped dossier, each saved, touch their own lines only; undo leads back."""
    folder = os.path.join(WORK, "ten")
    os.makedirs(folder)
    dossier = shutil.copy(SHIPPED, os.path.join(folder, "dossier.ron"))
    window = Window(dossier)
    try:
        edits.ten_edits(sys.modules[__name__], window, dossier)
    except Failed:
        window.picture("failure-of-ten")
        window.dump()
        raise
    finally:
        window.process.kill()
        window.process.wait()


@step
def without_a_display(_):
    """Without a display the program prints one line and exits with 1."""
    environment = {**os.environ, "DISPLAY": ""}
    done = subprocess.run([PROGRAM], env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    check(done.returncode == 1, f"exit code {done.returncode}")
    check(len(done.stderr.splitlines()) == 1 and "no display" in done.stderr, f"it prints: {done.stderr!r}")


def switch_accessibility_on():
    """As a screen reader does when it starts; without it, programs do not describe their widgets."""
    command = (
        "gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus"
        " --method org.freedesktop.DBus.Properties.Set org.a11y.Status IsEnabled <true>"
    ).split()

    def switched():
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        return done.returncode == 0

    wait("the accessibility bus", switched)


def main():
    began = time.monotonic()
    n_passed, window = 0, None
    shutil.copy(SHIPPED, DOSSIER)
    name = "The program starts."
    try:
        # A window that appears before the window manager is there would not get the keyboard.
        wait("the window manager", lambda: xdotool("get_num_desktops"))
        switch_accessibility_on()
        window = Window(DOSSIER)
        for function in STEPS:
            name = function.__doc__
            function(window)
            n_passed += 1
            print(f"ok   {time.monotonic() - began:5.1f} s  {name}", flush=True)
    except (Failed, GLib.Error, subprocess.TimeoutExpired) as error:
        print(f"FAIL {time.monotonic() - began:5.1f} s  {name}\n    {error}", flush=True)
        subprocess.run(["xwininfo", "-root", "-tree"], timeout=PATIENCE, check=False)
        if window:
            window.picture("failure")
            window.dump()
    finally:
        if window:
            if window.process.poll() is None:
                window.process.kill()
            window.process.wait()
            window.log.seek(0)
            printed = window.log.read().strip()
            if printed:
                print("    the program printed:\n" + printed[-3000:])
    n_failed = 0 if n_passed == len(STEPS) else 1
    print(f"e2e: {n_passed} passed, {n_failed} failed", flush=True)
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
