#!/bin/sh
# SPDX-FileCopyrightText: Signalbox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# test.sh [--preset ci|dev|asan|tsan] [CTEST-ARGUMENT...]
# Installs what is missing, builds everything and runs the whole test suite, or with arguments such
# as "-R Router" a part of it. Ends with the status of ctest.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")

preset=ci
if [ "${1-}" = --preset ]; then
    preset=${2:?"--preset needs a name: ci, dev, asan or tsan"}
    shift 2
fi
build=$root/build/$preset

echo "1/4 Checking packages"
sh "$here/install-dependencies.sh" build test

# All commands take their presets from the source folder.
cd "$root"

echo "2/4 Configuring ($preset)"
if [ ! -f "$build/build.ninja" ] || [ -n "$(find CMakePresets.json -newer "$build/build.ninja")" ]; then
    cmake --preset "$preset"
fi

echo "3/4 Building ($preset)"
cmake --build "$build"

echo "4/4 Testing ($preset)"
exec ctest --preset "$preset" "$@"
