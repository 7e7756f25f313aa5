// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/Policy.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace signalbox::ui {

/// A request as a form asks for it; what it becomes is one of the dialect OpenAI Chat.
struct AskedRequest
{
    QString model{}; ///< or a route
    QString system{};
    QString user{};
    int tools = 0; ///< that the model may call
    bool hasJsonSchema = false; ///< the answer has to follow one
    bool isStreamed = false;

    [[nodiscard]] QByteArray body() const;
    bool operator==(const AskedRequest &) const = default;
};

/// The header fields of \a text, one `name: value` a line, or a sentence about the first line that
/// is none. Empty lines are passed over.
[[nodiscard]] models::Result<QList<models::HeaderField>, QString>
readHeaderLines(const QString &text);
/// The lines that readHeaderLines() reads as \a headers.
[[nodiscard]] QString headerLines(const QList<models::HeaderField> &headers);

} // namespace signalbox::ui
