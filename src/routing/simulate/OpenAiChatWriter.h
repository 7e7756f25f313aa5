// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulate/AnswerWriter.h"

namespace signalbox::routing::simulate {

/// OpenAI Chat Completions: `chat.completion` and its chunks.
class OpenAiChatWriter final : public AnswerWriter
{
public:
    OpenAiChatWriter(SimulatedAnswer answer, AnswerIdentity identity, AnswerForm form);

    void writeWhole(std::string &out) const override;
    void writeOpening(std::string &out) override;
    void writeToken(std::string &out, std::size_t index) override;
    void writeClosing(std::string &out) override;

private:
    void appendHead(std::string &out, std::string_view object) const;
    void appendUsage(std::string &out) const;
    void appendToolCall(std::string &out, std::string_view arguments) const;
    [[nodiscard]] std::string_view finishReason() const;

    AnswerForm m_form;
    std::string m_chunkHead; ///< of every chunk, up to its choices
    std::string_view m_chunkTail;
};

} // namespace signalbox::routing::simulate
