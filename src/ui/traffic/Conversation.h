// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace signalbox::ui {

/// A piece of a message.
struct ConversationPart
{
    enum class Kind : quint8 {
        Text,
        Reasoning,
        ToolCall, ///< `name` is the tool, `text` its arguments
        ToolResult, ///< `name` is the call it answers
        Media, ///< an image, sound or file; `text` says which
    };

    Kind kind = Kind::Text;
    QString name;
    QString text;

    bool operator==(const ConversationPart &) const = default;
};

/// What one side said at one time.
struct ConversationMessage
{
    QString role; ///< as the dialect writes it: system, user, assistant, model, tool
    QList<ConversationPart> parts;

    bool operator==(const ConversationMessage &) const = default;
};

using Conversation = QList<ConversationMessage>;

/// The messages of a request body. Empty when it is not one of that dialect.
Conversation readRequest(models::ClientDialect dialect, const QByteArray &body);

/// The messages of an answer; the events of a stream are put together again. A stream that broke
/// off gives what had arrived.
Conversation readResponse(models::ClientDialect dialect, const QByteArray &body);

} // namespace signalbox::ui
