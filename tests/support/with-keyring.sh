#!/bin/sh
# SPDX-FileCopyrightText: Signalbox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# with-keyring.sh unlocked|locked|none|nobus COMMAND...
# Runs a command in a D-Bus session of its own whose Secret Service is a gnome-keyring that is
# unlocked, locked or not there, or without any D-Bus (nobus). HOME has to be a directory of the
# caller's that may be filled and thrown away. No display is passed on: nothing may ask a person.
set -eu

mode=$1
shift
export XDG_CONFIG_HOME="$HOME/config" XDG_DATA_HOME="$HOME/data" XDG_CACHE_HOME="$HOME/cache"
export XDG_RUNTIME_DIR="$HOME/runtime"
mkdir -p "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS GNOME_KEYRING_CONTROL XDG_CURRENT_DESKTOP

case $mode in
nobus)
    export DBUS_SESSION_BUS_ADDRESS="unix:path=$HOME/no-such-bus"
    exec "$@"
    ;;
none)
    # A bus that can start nothing.
    cat >"$HOME/bus.conf" <<'CONF'
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
CONF
    exec dbus-run-session --config-file="$HOME/bus.conf" -- "$@"
    ;;
esac

# shellcheck disable=SC2016 # expanded by the inner shell
exec dbus-run-session -- sh -eu -c '
    mode=$1
    shift
    printf "password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
    secrets=org.freedesktop.secrets
    tries=0
    until dbus-send --session --print-reply --dest=$secrets /org/freedesktop/secrets \
        org.freedesktop.DBus.Peer.Ping >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || { echo "the keyring does not answer" >&2; exit 70; }
        sleep 0.1
    done
    if [ "$mode" = locked ]; then
        dbus-send --session --print-reply --dest=$secrets /org/freedesktop/secrets \
            org.freedesktop.Secret.Service.Lock \
            array:objpath:/org/freedesktop/secrets/collection/login >/dev/null
    fi
    status=0
    "$@" || status=$?
    # The daemon would outlive its bus.
    pid=$(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \
        org.freedesktop.DBus.GetConnectionUnixProcessID string:$secrets | sed "s/.*uint32 //")
    kill "$pid" 2>/dev/null || true
    exit $status
' with-keyring "$mode" "$@"
