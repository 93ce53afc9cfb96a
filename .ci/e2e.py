"""Drives the real window as an outsider: through the accessibility bus, the keyboard and the mouse.

Usage: e2e.py path/to/roundtable empty-folder
"""

import os
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

BINARY, WORK = sys.argv[1:3]
SHIPPED = "data/pakistan-afghanistan-2025.ron"
DOSSIER = os.path.join(WORK, "dossier.ron")
PATIENCE = 20.0

passed = 0


def ok(text):
    global passed
    passed += 1
    print(f"ok: {text}", flush=True)


def wait_for(what, test, patience=PATIENCE):
    """Waits until the test gives something true, and returns it."""
    end = time.monotonic() + patience
    while True:
        try:
            found = test()
        except GLib.Error:
            found = None
        if found:
            return found
        if time.monotonic() > end:
            dump(app(), 0)
            raise AssertionError(f"not seen within {patience} s: {what}")
        time.sleep(0.05)


def app():
    desktop = Atspi.get_desktop(0)
    for idx in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(idx)
        if child is not None and child.get_name() == os.path.basename(BINARY):
            return child
    return None


def nodes(node=None):
    node = node or app()
    if node is None:
        return
    todo = [node]
    while todo:
        current = todo.pop()
        yield current
        try:
            children = [current.get_child_at_index(i) for i in range(current.get_child_count())]
        except GLib.Error:
            continue
        todo.extend(child for child in reversed(children) if child is not None)


def find(test):
    for node in nodes():
        try:
            if test(node):
                return node
        except GLib.Error:
            continue
    return None


def named(name, role=None):
    return find(lambda n: (n.get_name() or "") == name and (role is None or n.get_role_name() == role))


def starting(start, role=None):
    return find(lambda n: (n.get_name() or "").startswith(start) and (role is None or n.get_role_name() == role))


def dump(node, depth):
    if node is None or depth > 12:
        return
    try:
        print("  " * depth + f"{node.get_role_name()}: {node.get_name()!r}", file=sys.stderr)
        for idx in range(node.get_child_count()):
            dump(node.get_child_at_index(idx), depth + 1)
    except GLib.Error:
        return


def click(node):
    """Presses a widget the way a screen reader does."""
    action = node.get_action_iface()
    for idx in range(action.get_n_actions()):
        if action.get_action_name(idx) in ("click", "press"):
            action.do_action(idx)
            return
    action.do_action(0)


def xdotool(*args):
    subprocess.run(["xdotool", *args], check=True, stdout=subprocess.DEVNULL)


def keys(*chords):
    for chord in chords:
        xdotool("key", "--clearmodifiers", chord)
        time.sleep(0.12)


def start(*args):
    return subprocess.Popen([BINARY, *args], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def window():
    out = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Roundtable"], capture_output=True, text=True)
    return out.stdout.split()[0] if out.stdout.split() else None


def changed_lines():
    with open(SHIPPED, encoding="utf-8") as file:
        before = file.read().split("\n")
    with open(DOSSIER, encoding="utf-8") as file:
        after = file.read().split("\n")
    assert len(before) == len(after), "lines were added or taken away"
    return [(a.strip(), b.strip()) for a, b in zip(before, after) if a != b]


def the_window_opens():
    wait_for("a window", window)
    xdotool("windowfocus", "--sync", wait_for("a window", window))
    for card in ("Doha, 18–19 Oct 2025", "Istanbul, 25–30 Oct 2025", "Istanbul II, 6–7 Nov 2025"):
        wait_for(card, lambda card=card: starting(card))
    ok("the window shows the three rounds")


def outcome_of_r2():
    click(wait_for("the card of the second round", lambda: starting("Istanbul, 25–30 Oct 2025")))
    wait_for("the page of the round", lambda: named("Istanbul talks, second round"))
    ok("a click on a card shows its round")
    click(wait_for("the chip of the outcome", lambda: named("Process agreement", "push button") or named("Process agreement", "button")))
    click(wait_for("the picker of the outcome", lambda: named("Outcome", "combo box")))
    click(wait_for("the list of outcomes", lambda: named("Partial settlement")))
    wait_for("the modified mark", lambda: named("● Unsaved changes"))
    ok("the outcome is changed with the picker")


def date_of_e34():
    keys("ctrl+4", "ctrl+f")
    field = wait_for("the search field", lambda: named("Search events"))
    wait_for("the focus", lambda: field.get_state_set().contains(Atspi.StateType.FOCUSED))
    xdotool("type", "--delay", "40", "E34")
    wait_for("one event", lambda: starting("1 of 86"))
    click(wait_for("the row", lambda: starting("E34")))
    date = wait_for("the field of the date", lambda: find(lambda n: n.get_name() == "Date" and n.get_role_name() in ("entry", "text")))
    type_into(date, "2025-13-21")
    wait_for("the reason", lambda: find(lambda n: "month" in (n.get_name() or "") and "13" in (n.get_name() or "")))
    with open(DOSSIER, encoding="utf-8") as file, open(SHIPPED, encoding="utf-8") as shipped:
        assert file.read() == shipped.read(), "nothing is written before saving"
    ok("a date that is none is refused with a reason")
    type_into(date, "2025-10-21")
    keys("Return")
    wait_for("the step in the status bar", lambda: starting("Change date of E34"))
    ok("a date is changed by typing")


def type_into(field, text):
    component = field.get_component_iface()
    component.grab_focus()
    wait_for("the focus", lambda: field.get_state_set().contains(Atspi.StateType.FOCUSED))
    keys("ctrl+a")
    xdotool("type", "--delay", "40", text)


def undo_redo():
    # Undo inside a text field belongs to the field, so the focus goes elsewhere first.
    keys("Escape", "ctrl+1", "ctrl+z")
    wait_for("the undone step", lambda: starting("Undone: Change date of E34"))
    keys("ctrl+shift+z")
    wait_for("the step done again", lambda: starting("Done again: Change date of E34"))
    ok("undo and redo by key")


def save():
    keys("ctrl+s")
    wait_for("the word in the status bar", lambda: starting("Saved"))
    changes = changed_lines()
    assert len(changes) == 2, changes
    (outcome_before, outcome_after), (date_before, date_after) = sorted(changes, key=lambda change: "kind" not in change[0])
    assert "ProcessAgreement" in outcome_before and "PartialSettlement" in outcome_after, changes
    assert "2025-10-20" in date_before and "2025-10-21" in date_after, changes
    check = subprocess.run([BINARY, "check", DOSSIER], capture_output=True, text=True, check=False)
    assert check.returncode == 0, check.stdout
    ok("the saved file differs in exactly the two lines, and is sound")


def quit_asks(process):
    keys("ctrl+z", "ctrl+q")
    click(wait_for("the question", lambda: named("Do not save")))
    wait_for("the end", lambda: process.poll() is not None)
    assert process.returncode == 0, process.stderr.read()
    assert len(changed_lines()) == 2, "what was not to be saved was not"
    ok("closing asks, and the program ends well")


def without_display():
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run([BINARY], capture_output=True, text=True, env=env, timeout=20, check=False)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "display" in done.stderr, done
    ok("without a display: one line, exit code 1")


def accessibility_on():
    bus = subprocess.Popen(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    switch = [
        "gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus",
        "--method", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "IsEnabled", "<true>",
    ]
    end = time.monotonic() + PATIENCE
    while subprocess.run(switch, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode != 0:
        assert time.monotonic() < end, "the accessibility bus did not start"
        time.sleep(0.1)
    return bus


def main():
    with open(SHIPPED, "rb") as source, open(DOSSIER, "wb") as target:
        target.write(source.read())
    helpers = [subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL), accessibility_on()]
    Atspi.init()
    process = start(DOSSIER)
    failed = 0
    try:
        the_window_opens()
        outcome_of_r2()
        date_of_e34()
        undo_redo()
        save()
        quit_asks(process)
        without_display()
    except AssertionError as error:
        failed = 1
        print(f"failed: {error}", flush=True)
    finally:
        for helper in [process, *helpers]:
            helper.kill()
    print(f"e2e: {passed} passed, {failed} failed", flush=True)
    sys.exit(failed)


main()
