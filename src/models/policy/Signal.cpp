// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/Signal.h"

#include <algorithm>
#include <array>

namespace signalbox::models {

namespace {

struct Row
{
    SignalKind kind;
    QLatin1String name;
    SignalType type;
    bool hasArgument = false;
};

constexpr std::array<Row, static_cast<std::size_t>(signalKindCount)> rows{{
    {SignalKind::Model, QLatin1String("model"), SignalType::Text},
    {SignalKind::Route, QLatin1String("route"), SignalType::Text},
    {SignalKind::Client, QLatin1String("client"), SignalType::Text},
    {SignalKind::Dialect, QLatin1String("dialect"), SignalType::Text},
    {SignalKind::Operation, QLatin1String("operation"), SignalType::Text},
    {SignalKind::Header, QLatin1String("header"), SignalType::Text, true},
    {SignalKind::Metadata, QLatin1String("metadata"), SignalType::Text, true},
    {SignalKind::Body, QLatin1String("body"), SignalType::Any, true},
    {SignalKind::Hour, QLatin1String("hour"), SignalType::Number},
    {SignalKind::Weekday, QLatin1String("weekday"), SignalType::Number},
    {SignalKind::InputTokens, QLatin1String("input_tokens"), SignalType::Number},
    {SignalKind::MaxOutputTokens, QLatin1String("max_output_tokens"), SignalType::Number},
    {SignalKind::Messages, QLatin1String("messages"), SignalType::Number},
    {SignalKind::Turns, QLatin1String("turns"), SignalType::Number},
    {SignalKind::Tools, QLatin1String("tools"), SignalType::Number},
    {SignalKind::ToolTurn, QLatin1String("tool_turn"), SignalType::Flag},
    {SignalKind::Images, QLatin1String("images"), SignalType::Number},
    {SignalKind::Documents, QLatin1String("documents"), SignalType::Number},
    {SignalKind::JsonSchema, QLatin1String("json_schema"), SignalType::Flag},
    {SignalKind::Reasoning, QLatin1String("reasoning"), SignalType::Flag},
    {SignalKind::Stream, QLatin1String("stream"), SignalType::Flag},
    {SignalKind::SystemText, QLatin1String("system_text"), SignalType::Text},
    {SignalKind::LastText, QLatin1String("last_text"), SignalType::Text},
    {SignalKind::Language, QLatin1String("language"), SignalType::Text},
    {SignalKind::TaskType, QLatin1String("task_type"), SignalType::Text},
    {SignalKind::Complexity, QLatin1String("complexity"), SignalType::Number},
    {SignalKind::Sentiment, QLatin1String("sentiment"), SignalType::Number},
    {SignalKind::Frustration, QLatin1String("frustration"), SignalType::Number},
    {SignalKind::Conversation, QLatin1String("conversation"), SignalType::Text},
    {SignalKind::PreviousOutcome, QLatin1String("previous_outcome"), SignalType::Text},
    {SignalKind::PreviousFailures, QLatin1String("previous_failures"), SignalType::Number},
}};

const Row &rowOf(SignalKind kind)
{
    return rows[static_cast<std::size_t>(kind)];
}

} // namespace

QString SignalName::toString() const
{
    const Row &row = rowOf(kind);
    return row.hasArgument ? row.name + QLatin1Char('.') + argument : QString(row.name);
}

std::optional<SignalName> SignalName::fromString(const QString &text)
{
    const qsizetype dot = text.indexOf(QLatin1Char('.'));
    const QStringView name = QStringView(text).left(dot < 0 ? text.size() : dot);
    const auto *row =
        std::ranges::find_if(rows, [name](const Row &one) { return one.name == name; });
    if (row == rows.end() || row->hasArgument != (dot >= 0))
        return std::nullopt;
    QString argument = dot < 0 ? QString() : text.mid(dot + 1);
    if (row->hasArgument && argument.isEmpty())
        return std::nullopt;
    if (row->kind == SignalKind::Header)
        argument = argument.toLower();
    if (row->kind == SignalKind::Body && !argument.startsWith(QLatin1Char('/')))
        return std::nullopt;
    return SignalName{.kind = row->kind, .argument = std::move(argument)};
}

QStringList signalNames()
{
    QStringList names;
    for (const Row &row : rows)
        names.append(row.hasArgument ? row.name + QLatin1Char('.') : QString(row.name));
    return names;
}

SignalType signalType(SignalKind kind)
{
    return rowOf(kind).type;
}

QStringList signalTexts(SignalKind kind)
{
    switch (kind) {
    case SignalKind::Dialect:
        return {QStringLiteral("openai"), QStringLiteral("openai-responses"),
                QStringLiteral("anthropic"), QStringLiteral("gemini"), QStringLiteral("ollama")};
    case SignalKind::Operation:
        return {QStringLiteral("generate"), QStringLiteral("embed"),
                QStringLiteral("count_tokens")};
    case SignalKind::TaskType:
        return taskTypeNames();
    default:
        return {};
    }
}

QStringList taskTypeNames()
{
    return {QStringLiteral("coding"),      QStringLiteral("math"),
            QStringLiteral("reasoning"),   QStringLiteral("knowledge"),
            QStringLiteral("factual"),     QStringLiteral("summarisation"),
            QStringLiteral("extraction"),  QStringLiteral("classification"),
            QStringLiteral("translation"), QStringLiteral("creative"),
            QStringLiteral("chat"),        QStringLiteral("tool_use")};
}

} // namespace signalbox::models
