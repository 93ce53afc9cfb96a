"""Ten different edits through the real window, each saved, with what git says about the file after it.

Called by e2e.py, whose means it is given as KIT. An edit touches its own lines and no others: what that is, is
said beside each one, in lines added and taken out, or worked out from the file before it.
"""

import os
import re
import subprocess


def git(folder, *arguments):
    command = ["git", "-C", folder, "-c", "user.name=e2e", "-c", "user.email=e2e@localhost", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    return done.stdout


def show_event(kit, window, event):
    """Selects an event in its table, so that its form is in the inspector."""
    window.keys("ctrl+4")
    window.keys("ctrl+f")
    window.wait_for_focus("Search events")
    window.keys("ctrl+a")
    kit.xdotool("type", "--delay", 15, event)
    # A slow frame may have taken a part of it, and then other rows are where this one will be.
    window.see(re.compile(r"1 of \d+ events shown"), "label")
    window.press(re.compile(f"{event}, .*"), *kit.BUTTONS)
    window.see(f"EVENT {event}", "label")


def change_a_date(kit, window):
    window.type_into("Date", "2025-10-21")
    window.keys("Return")


def change_a_title(kit, window):
    window.type_into("Title", "Istanbul: a title of one line")
    window.keys("Return")


def change_an_outcome(kit, window):
    window.press(kit.CARDS["Istanbul"], *kit.BUTTONS)
    window.press("Process agreement", "push button", "button")
    window.press(re.compile("Outcome(: .*)?"), "combo box")
    window.press("Partial settlement", *kit.BUTTONS)


def rename_an_event(kit, window):
    show_event(kit, window, "E34")
    window.type_into("Id", "E340")
    window.keys("Return")
    window.see("EVENT E340", "label")


def duplicate_an_event(kit, window):
    window.keys("ctrl+d")


def move_it_up(kit, window):
    # Its keys belong to the window manager here.
    window.press("Edit", *kit.BUTTONS)
    window.press(re.compile("Move up.*"), *kit.BUTTONS)


def delete_it(kit, window):
    # A field has the keyboard's focus, in which the key would delete letters.
    window.press("Edit", *kit.BUTTONS)
    window.press(re.compile("Delete….*"), *kit.BUTTONS)


def add_an_annotation(kit, window):
    window.press("Add", *kit.BUTTONS)
    window.press(re.compile("Annotation.*"), *kit.BUTTONS)


def change_a_cell(kit, window):
    show_event(kit, window, "E02")
    window.keys("Tab", "F2")
    window.wait_for_focus("Date of E02")
    window.keys("ctrl+a")
    kit.xdotool("type", "--delay", 15, "2025-09-14")
    window.keys("Return")


def write_a_comment(kit, window):
    window.keys("ctrl+8")
    window.keys("ctrl+g")
    window.wait_for_focus("Go to line")
    kit.xdotool("type", "--delay", 15, "3")
    window.keys("Return")
    window.keys("Home")
    kit.xdotool("type", "--delay", 15, "// checked by hand")
    window.keys("Return")


def references(lines):
    n = sum('"E34"' in line for line in lines)
    return n, n


def only_new(_):
    return None, 0


def only_gone(_):
    return 0, None


def moved(_):
    return None, None


# What is done, and how many lines it may add and take out.
EDITS = [
    (change_a_date, lambda _: (1, 1)),
    (change_a_title, lambda _: (1, 1)),
    (change_an_outcome, lambda _: (1, 1)),
    (rename_an_event, references),
    (duplicate_an_event, only_new),
    (move_it_up, moved),
    (delete_it, only_gone),
    (add_an_annotation, only_new),
    (change_a_cell, lambda _: (1, 1)),
    (write_a_comment, lambda _: (1, 0)),
]


def ten_edits(kit, window, dossier):
    """Makes them all, saves each, and at last takes them back one by one: the file is as it was."""
    folder, name = os.path.split(dossier)
    git(folder, "init", "-q")
    git(folder, "add", name)
    git(folder, "commit", "-q", "-m", "as shipped")
    first = kit.lines_of(dossier)
    show_event(kit, window, "E34")
    for act, may in EDITS:
        before = kit.lines_of(dossier)
        act(kit, window)
        # Keys come another way than what is pressed as a screen reader does, and may overtake it.
        kit.wait(f"the change of “{act.__name__}”", lambda: window.title().startswith("●"))
        window.keys("ctrl+s")
        kit.wait(f"the file after “{act.__name__}”", lambda: kit.lines_of(dossier) != before)
        window.is_saved(True)
        print(f"       {act.__name__}:{git(folder, 'diff', '--stat', name).splitlines()[0]}", flush=True)
        added, gone = (int(n) for n in git(folder, "diff", "--numstat", name).split()[:2])
        for n, wanted in zip((added, gone), may(before)):
            kit.check(wanted is None or n == wanted, f"{act.__name__}: {added} lines added, {gone} taken out")
        # A record that moves takes its lines along; no line of the file is longer or shorter for it.
        kit.check(act is not move_it_up or added == gone > 0, f"{act.__name__}: {added} and {gone}")
        kit.check(max(added, gone) <= 60, f"{act.__name__} touches {added} and {gone} lines")
        git(folder, "commit", "-q", "-a", "-m", act.__name__)
    window.keys("ctrl+1")
    window.see("Where the ceasefire stands", "label")
    for _ in EDITS:
        window.keys("ctrl+z")
    window.keys("ctrl+s")
    kit.wait("the file as it was shipped", lambda: kit.lines_of(dossier) == first)
    kit.check(not git(folder, "diff", "HEAD~10", "--", name), "undoing everything leaves a difference")
