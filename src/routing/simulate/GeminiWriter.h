// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulate/AnswerWriter.h"

namespace signalbox::routing::simulate {

/// Gemini generateContent: whole responses, one for each token in a stream. The finish reason
/// stands in the response of the last token; a function call comes whole in one response.
class GeminiWriter final : public AnswerWriter
{
public:
    GeminiWriter(SimulatedAnswer answer, AnswerIdentity identity, AnswerForm form);

    [[nodiscard]] std::string_view streamContentType() const override;
    void writeWhole(std::string &out) const override;
    void writeOpening(std::string &out) override;
    void writeToken(std::string &out, std::size_t index) override;
    void writeClosing(std::string &out) override;

private:
    enum class Ending : quint8 { Open, Known };

    /// Text, or with a tool call the call.
    void appendPart(std::string &out, std::string_view text) const;
    void appendResponse(std::string &out, std::string_view text, std::size_t tokens,
                        Ending ending) const;
    void appendStreamed(std::string &out, std::string_view text, std::size_t tokens, Ending ending);

    bool m_serverSentEvents;
    bool m_firstElement = true;
};

} // namespace signalbox::routing::simulate
