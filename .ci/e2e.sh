#!/usr/bin/env bash
# Starts a display, a session bus and the accessibility bus of their own, and runs the end-to-end test there.
# Usage: .ci/e2e.sh path/to/roundtable
set -euo pipefail
cd "$(dirname "$0")/.."
binary=$(realpath "$1")
work=$(mktemp -d)
cleanup() {
    [ -z "${xvfb:-}" ] || kill "$xvfb" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

# The server itself picks a display that is free and tells its number.
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$work/display" >/dev/null 2>&1 &
xvfb=$!
read -r -t 30 number <"$work/display"

mkdir -p "$work/home" "$work/run"
chmod 700 "$work/run"
env -u WAYLAND_DISPLAY \
    DISPLAY=":$number" LIBGL_ALWAYS_SOFTWARE=1 GTK_A11Y=none NO_AT_BRIDGE=1 \
    HOME="$work/home" XDG_CONFIG_HOME="$work/home/.config" XDG_DATA_HOME="$work/home/.local/share" \
    XDG_CACHE_HOME="$work/home/.cache" XDG_RUNTIME_DIR="$work/run" \
    timeout 240 dbus-run-session -- /usr/bin/python3 -W ignore::DeprecationWarning .ci/e2e.py "$binary" "$work"
