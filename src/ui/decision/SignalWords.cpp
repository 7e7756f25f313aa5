// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/Signal.h"
#include "ui/decision/DecisionWords.h"

#include <QCoreApplication>

namespace signalbox::ui {

using models::SignalKind;

namespace {

/// Carries the translation context for functions that belong to no class.
struct SignalWords
{
    Q_DECLARE_TR_FUNCTIONS(SignalWords)
};

QString kindText(SignalKind kind)
{
    switch (kind) {
    case SignalKind::Model:
        return SignalWords::tr("model asked for");
    case SignalKind::Route:
        return SignalWords::tr("route");
    case SignalKind::Client:
        return SignalWords::tr("client");
    case SignalKind::Dialect:
        return SignalWords::tr("API");
    case SignalKind::Operation:
        return SignalWords::tr("operation");
    case SignalKind::Header:
        return SignalWords::tr("header %1");
    case SignalKind::Metadata:
        return SignalWords::tr("metadata %1");
    case SignalKind::Body:
        return SignalWords::tr("body %1");
    case SignalKind::Hour:
        return SignalWords::tr("hour");
    case SignalKind::Weekday:
        return SignalWords::tr("weekday");
    case SignalKind::InputTokens:
        return SignalWords::tr("input tokens");
    case SignalKind::MaxOutputTokens:
        return SignalWords::tr("most output tokens");
    case SignalKind::Messages:
        return SignalWords::tr("messages");
    case SignalKind::Turns:
        return SignalWords::tr("turns");
    case SignalKind::Tools:
        return SignalWords::tr("tools");
    case SignalKind::ToolTurn:
        return SignalWords::tr("brings results of tools");
    case SignalKind::Images:
        return SignalWords::tr("images");
    case SignalKind::Documents:
        return SignalWords::tr("documents");
    case SignalKind::JsonSchema:
        return SignalWords::tr("answer by a schema");
    case SignalKind::Reasoning:
        return SignalWords::tr("thinking");
    case SignalKind::Stream:
        return SignalWords::tr("streamed");
    case SignalKind::SystemText:
        return SignalWords::tr("system prompt");
    case SignalKind::LastText:
        return SignalWords::tr("last message");
    case SignalKind::Language:
        return SignalWords::tr("language");
    case SignalKind::TaskType:
        return SignalWords::tr("type of task");
    case SignalKind::Complexity:
        return SignalWords::tr("complexity");
    case SignalKind::Sentiment:
        return SignalWords::tr("sentiment");
    case SignalKind::Frustration:
        return SignalWords::tr("frustration");
    case SignalKind::Conversation:
        return SignalWords::tr("conversation");
    case SignalKind::PreviousOutcome:
        return SignalWords::tr("previous outcome");
    case SignalKind::PreviousFailures:
        return SignalWords::tr("previous failures");
    }
    return {};
}

} // namespace

QString signalText(const QString &name)
{
    const auto known = models::SignalName::fromString(name);
    if (!known)
        return name;
    const QString text = kindText(known->kind);
    return text.contains(QLatin1String("%1")) ? text.arg(known->argument) : text;
}

} // namespace signalbox::ui
