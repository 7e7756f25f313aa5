// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <functional>

namespace signalbox::routing {

/// Makes a part of a journal from what it holds, which is its own: called once, on any thread. So
/// that the proxy's thread need not write thousands of numbers.
using JournalText = std::function<QByteArray()>;

/// \a payload as a line of a journal: a checksum, a space, the payload, a line break. Empty for an
/// empty one. A payload holds entries between semicolons, whose first letter says whose they are,
/// and no line break.
[[nodiscard]] QByteArray sealedLine(const QByteArray &payload);

/// What a whole, undamaged line says, without its line break; empty for any other.
[[nodiscard]] QByteArray payloadOf(const QByteArray &line);

/// Calls \a visit with every entry of \a journal, in order. Lines that are torn or damaged are
/// passed over.
template<typename Visit>
void forEachEntry(const QByteArray &journal, Visit visit)
{
    qsizetype begin = 0;
    for (qsizetype end = journal.indexOf('\n'); end >= 0; end = journal.indexOf('\n', begin)) {
        const QByteArray payload = payloadOf(journal.mid(begin, end - begin));
        begin = end + 1;
        if (payload.isEmpty())
            continue;
        for (const QByteArray &entry : payload.split(';'))
            visit(entry);
    }
}

} // namespace signalbox::routing
