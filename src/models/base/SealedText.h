// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace signalbox::models {

/// A text, and what is to be known of it. As a file: a line of JSON with a fingerprint of the text,
/// then the text as it is, so that people can read it and damage is noticed.
struct SealedText
{
    QJsonObject facts{};
    QByteArray text{};

    static constexpr qint64 maximumBytes = 64LL * 1024 * 1024;

    /// What stands in \a path, or an English sentence that says why that is no use. Blocks on the
    /// disk.
    [[nodiscard]] static Result<SealedText, QString> read(const QString &path);
    /// Replaces \a path whole or not at all, for its owner alone. An English sentence when it
    /// fails. Blocks on the disk.
    [[nodiscard]] std::optional<QString> write(const QString &path) const;
};

} // namespace signalbox::models
