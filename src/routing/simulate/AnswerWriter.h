// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"
#include "routing/simulate/SimulatedAnswer.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace signalbox::routing::simulate {

/// What a provider adds to an answer to tell it from others.
struct AnswerIdentity
{
    quint64 number = 0; ///< unlike that of every other answer; ids are made of it
    std::string model;
    qint64 createdSeconds = 0; ///< since 1970
};

/// Gives an answer the form of one dialect. Appends to a buffer of the caller's, which is reused
/// for every token, so that a token costs no allocation.
///
///     writeWhole  |  writeOpening writeToken* writeClosing      each token once, in order
class AnswerWriter
{
public:
    AnswerWriter(SimulatedAnswer answer, AnswerIdentity identity)
        : m_answer(std::move(answer))
        , m_identity(std::move(identity))
    {}
    virtual ~AnswerWriter() = default;
    Q_DISABLE_COPY_MOVE(AnswerWriter)

    [[nodiscard]] const SimulatedAnswer &answer() const { return m_answer; }
    [[nodiscard]] virtual std::string_view streamContentType() const
    {
        return "text/event-stream; charset=utf-8";
    }
    virtual void writeWhole(std::string &out) const = 0;
    virtual void writeOpening(std::string &out) = 0;
    virtual void writeToken(std::string &out, std::size_t index) = 0;
    virtual void writeClosing(std::string &out) = 0;

protected:
    [[nodiscard]] const AnswerIdentity &identity() const { return m_identity; }
    [[nodiscard]] bool isToolCall() const { return m_answer.kind == AnswerKind::ToolCall; }
    /// Appends \a prefix and the number of the answer, as a JSON string.
    void appendId(std::string &out, std::string_view prefix) const;

private:
    SimulatedAnswer m_answer;
    AnswerIdentity m_identity;
};

/// The wishes about form that stand outside the prompt.
struct AnswerForm
{
    bool includeUsage = false; ///< OpenAI chat streams
    bool serverSentEvents = true; ///< Gemini streams
    bool isCompletion = false; ///< Ollama's /api/generate
};

/// The writer for a generating \a dialect; null for one that does not generate.
[[nodiscard]] std::unique_ptr<AnswerWriter> makeAnswerWriter(models::ClientDialect dialect,
                                                             SimulatedAnswer answer,
                                                             AnswerIdentity identity,
                                                             AnswerForm form);

} // namespace signalbox::routing::simulate
