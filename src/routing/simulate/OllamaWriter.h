// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulate/AnswerWriter.h"

namespace signalbox::routing::simulate {

/// Ollama's chat and its completions: one JSON object, or one a line. A tool call comes whole in
/// one line.
class OllamaWriter final : public AnswerWriter
{
public:
    OllamaWriter(SimulatedAnswer answer, AnswerIdentity identity, AnswerForm form);

    [[nodiscard]] std::string_view streamContentType() const override;
    void writeWhole(std::string &out) const override;
    void writeOpening(std::string &out) override;
    void writeToken(std::string &out, std::size_t index) override;
    void writeClosing(std::string &out) override;

private:
    void appendToolCalls(std::string &out) const;
    void appendDone(std::string &out) const;

    std::string m_head; ///< of every line, up to the content
    std::string_view m_messageEnd; ///< behind it
};

} // namespace signalbox::routing::simulate
