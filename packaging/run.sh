#!/bin/sh
# SPDX-FileCopyrightText: Signalbox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh [--build-only] [ARGUMENT...]
# Installs what is missing, builds Signalbox and starts it: the window where there is a display,
# otherwise headless. Arguments go to signalbox. What is up to date is not done again.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")
build=$root/build/release

start=yes
if [ "${1-}" = --build-only ]; then
    start=no
    shift
fi

# Not on stdout: that belongs to Signalbox.
{
    echo "1/4 Checking packages"
    sh "$here/install-dependencies.sh" build

    echo "2/4 Configuring"
    if [ ! -f "$build/build.ninja" ] || [ -n "$(find "$root/CMakePresets.json" -newer "$build/build.ninja")" ]; then
        (cd "$root" && cmake --preset release)
    fi

    echo "3/4 Building"
    cmake --build "$build" --target signalbox
} >&2

if [ $start = no ]; then
    echo "Built $build/signalbox" >&2
    exit 0
fi

# Words that need no window, with or without a display.
for argument in "$@"; do
    case $argument in
    --headless | --version | --help | -h | -v | check | explain | test)
        exec "$build/signalbox" "$@"
        ;;
    esac
done
if [ -n "${DISPLAY-}" ] || [ -n "${WAYLAND_DISPLAY-}" ]; then
    echo "4/4 Starting the window" >&2
    exec "$build/signalbox" "$@"
fi
echo "4/4 Starting without a window: there is no display" >&2
exec "$build/signalbox" --headless "$@"
