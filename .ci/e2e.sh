#!/usr/bin/env bash
# The end-to-end test: starts the real program in a display, a desktop session and a home of its own, and
# drives it from outside (e2e.py). Leaves nothing behind.
#
# Usage: e2e.sh [PROGRAM]; without PROGRAM it is target/debug/roundtable.
set -euo pipefail

top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
program=$(realpath -- "${1:-${CARGO_TARGET_DIR:-$top/target}/debug/roundtable}")
work=$(mktemp -d)
xvfb=
openbox=

finish() {
    for pid in $openbox $xvfb; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf -- "$work"
}
trap finish EXIT

# Nothing of the user's own session and home: no settings, no recent files, no bus, no Wayland.
unset DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS SESSION_MANAGER WAYLAND_DISPLAY WAYLAND_SOCKET DISPLAY XAUTHORITY
export HOME=$work/home XDG_RUNTIME_DIR=$work/run
export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share XDG_CACHE_HOME=$HOME/.cache
export XDG_STATE_HOME=$HOME/.local/state
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
export LC_ALL=C.UTF-8 LIBGL_ALWAYS_SOFTWARE=1
# Settings are kept in memory, not in a service that would have to be started first.
export GSETTINGS_BACKEND=memory

# The server itself chooses a free number and says so once it is ready.
mkfifo "$work/display"
# Without -r a key that is released late would be taken for one that is held down.
Xvfb -r -displayfd 4 -screen 0 1280x800x24 -nolisten tcp -noreset 4>"$work/display" >"$work/xvfb.log" 2>&1 &
xvfb=$!
if ! read -r -t 20 number <"$work/display"; then
    echo "e2e: Xvfb did not start"
    cat "$work/xvfb.log"
    exit 1
fi
export DISPLAY=:$number
openbox >"$work/openbox.log" 2>&1 &
openbox=$!

# The bus complains that it may not open as many files as it would like; nobody needs that many here.
result=0
timeout --kill-after=5 1200 dbus-run-session -- bash -c '
    launcher=
    for path in /usr/libexec/at-spi-bus-launcher /usr/lib/at-spi2-core/at-spi-bus-launcher; do
        if [ -x "$path" ]; then
            "$path" --launch-immediately >"$3/at-spi.log" 2>&1 &
            launcher=$!
            break
        fi
    done
    result=0
    /usr/bin/python3 "$1" "$2" "$4" "$3" || result=$?
    kill $launcher 2>/dev/null && wait $launcher
    exit "$result"
' bash "$top/.ci/e2e.py" "$program" "$work" "$top" 2> >(grep -v "Failed to set fd limit" >&2) || result=$?

if [ "$result" -ne 0 ]; then
    for log in xvfb openbox at-spi; do
        sed "s/^/    $log: /" "$work/$log.log"
    done
    kill -0 "$xvfb" 2>/dev/null || echo "    Xvfb had ended"
    kill -0 "$openbox" 2>/dev/null || echo "    openbox had ended"
fi
exit "$result"
