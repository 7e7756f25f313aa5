// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/Words.h"

namespace signalbox::routing {

// A function by itself: inlined into the look-ups it runs out of registers, and takes twice as
// long.
HashedWord nextHashedWord(const char *at, const char *end)
{
    while (at != end && wordBytes[static_cast<unsigned char>(*at)] != WordByte::Any)
        ++at;
    if (at == end)
        return {};
    const char *const begin = at;
    quint64 hash = emptyWordHash;
    for (; at != end && isWordByte(*at); ++at)
        hash = grownHash(hash, *at);
    if (at[-1] != '\'')
        return {.hash = hash, .end = at};
    const char *last = at - 1;
    while (*last == '\'')
        --last;
    return {.hash = wordHash({begin, static_cast<std::size_t>(last - begin) + 1}), .end = at};
}

} // namespace signalbox::routing
