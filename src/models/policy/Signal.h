// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>

namespace signalbox::models {

/// What a rule may ask about a request. In a policy a signal is a name, some with an argument
/// behind the first dot: `input_tokens`, `header.x-team`, `body./tools/0/name`.
enum class SignalKind : quint8 {
    Model, ///< the name the client asked for
    Route, ///< the route being walked; a sub-route's own within it
    Client, ///< name of the client key
    Dialect, ///< openai, openai-responses, anthropic, gemini, ollama
    Operation, ///< generate, embed, count_tokens
    Header, ///< argument: its name, in any case
    Metadata, ///< argument: a key of the body's `metadata`
    Body, ///< argument: a JSON pointer (RFC 6901) into the body
    Hour, ///< 0..23 of the local clock
    Weekday, ///< 1 Monday .. 7 Sunday, local clock
    InputTokens, ///< an estimate that needs no tokenizer
    MaxOutputTokens, ///< what the client allows; missing when it sets no limit
    Messages, ///< how many the conversation has, without system prompts
    Turns, ///< how many of them are the user's own
    Tools, ///< how many the client offers
    ToolTurn, ///< the last message brings results of tools
    Images, ///< how many
    Documents, ///< how many files
    JsonSchema, ///< an answer by JSON (schema) is asked for
    Reasoning, ///< thinking is asked for
    Stream, ///< the client wants events
    SystemText, ///< the system prompt
    LastText, ///< what the user said last
    Language, ///< ISO 639-1 of the user's last text
    TaskType, ///< see taskTypeNames()
    Complexity, ///< 0 trivial .. 1 hard
    Sentiment, ///< -1 bad .. 1 good
    Frustration, ///< 0 .. 1, of the conversation so far
    Conversation, ///< the conversation's id
    PreviousOutcome, ///< of this conversation's last exchange: success, or an error class
    PreviousFailures, ///< exchanges of this conversation that failed in a row
};
constexpr int signalKindCount = static_cast<int>(SignalKind::PreviousFailures) + 1;

/// A signal's value: missing, true or false, a number, or a text.
using SignalValue = std::variant<std::monostate, bool, double, QString>;

enum class SignalType : quint8 {
    Text,
    Number,
    Flag,
    Any, ///< known only when it is read: body
};

struct SignalName
{
    SignalKind kind = SignalKind::Model;
    QString argument; ///< for Header (lower case), Metadata and Body

    [[nodiscard]] QString toString() const;
    /// Nothing for an unknown name, or one whose argument is missing or one too many.
    static std::optional<SignalName> fromString(const QString &text);
    bool operator==(const SignalName &) const = default;
};

/// Every name there is, those with an argument up to their dot; for suggestions and completion.
QStringList signalNames();
SignalType signalType(SignalKind kind);
/// The texts \a kind can have, where there is only a fixed set; else empty.
QStringList signalTexts(SignalKind kind);

/// Types of tasks, as `task_type`, accuracies and feedback name them.
QStringList taskTypeNames();

} // namespace signalbox::models
