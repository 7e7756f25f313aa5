// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulate/AnswerWriter.h"

namespace signalbox::routing::simulate {

/// Anthropic Messages: the message and its named events.
class AnthropicWriter final : public AnswerWriter
{
public:
    using AnswerWriter::AnswerWriter;

    void writeWhole(std::string &out) const override;
    void writeOpening(std::string &out) override;
    void writeToken(std::string &out, std::size_t index) override;
    void writeClosing(std::string &out) override;

private:
    enum class Ending : quint8 { Open, Known };

    void appendMessageHead(std::string &out) const;
    void appendToolUse(std::string &out, std::string_view input) const;
    void appendStopReason(std::string &out, Ending ending) const;
    void appendUsage(std::string &out, qint64 outputTokens) const;
};

} // namespace signalbox::routing::simulate
