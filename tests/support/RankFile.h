// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace signalbox::tests {

/// A rank file with the 256 bytes in order, so that each has its own value as rank, and \a merges
/// behind them from rank 256.
inline QByteArray rankFile(const QByteArrayList &merges)
{
    QByteArray text;
    int rank = 0;
    const auto add = [&](const QByteArray &token) {
        text += token.toBase64() + ' ' + QByteArray::number(rank++) + '\n';
    };
    for (int byte = 0; byte < 256; ++byte)
        add(QByteArray(1, static_cast<char>(byte)));
    for (const QByteArray &merge : merges)
        add(merge);
    return text;
}

} // namespace signalbox::tests
