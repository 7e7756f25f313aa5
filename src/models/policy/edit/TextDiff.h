// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <vector>

namespace signalbox::models {

/// A piece of two texts that are compared.
struct TextPiece
{
    enum class Kind : quint8 { Same, Removed, Added };

    Kind kind = Kind::Same;
    QString text{};

    bool operator==(const TextPiece &) const = default;
};

/// What has to be taken out of \a before and put in to make it \a after, by whole words; pieces of
/// one kind are never neighbours. Where the texts are too long to be compared in detail, their
/// middle is exchanged whole. Pure; the work is bounded.
[[nodiscard]] std::vector<TextPiece> textDiff(const QString &before, const QString &after);

} // namespace signalbox::models
