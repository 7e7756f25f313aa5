// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulate/AnswerWriter.h"

namespace signalbox::routing::simulate {

/// OpenAI Responses: the response and its numbered events. There is one output item, a message or
/// a function call.
class OpenAiResponsesWriter final : public AnswerWriter
{
public:
    using AnswerWriter::AnswerWriter;

    void writeWhole(std::string &out) const override;
    void writeOpening(std::string &out) override;
    void writeToken(std::string &out, std::size_t index) override;
    void writeClosing(std::string &out) override;

private:
    enum class Stage : quint8 { InProgress, Ended };

    void appendResponse(std::string &out, Stage stage) const;
    void appendUsage(std::string &out) const;
    void appendItem(std::string &out, Stage stage) const;
    void appendItemId(std::string &out) const;
    static void appendTextPart(std::string &out, std::string_view text);
    /// "completed", or "incomplete" when the limit cut the answer.
    [[nodiscard]] std::string_view endStatus() const;
    /// Begins an event up to its first own field; the caller closes the object and the event.
    void beginEvent(std::string &out, std::string_view type);
    /// The same for an event about the content of the item.
    void beginContentEvent(std::string &out, std::string_view type);

    qint64 m_sequence = 0;
};

} // namespace signalbox::routing::simulate
