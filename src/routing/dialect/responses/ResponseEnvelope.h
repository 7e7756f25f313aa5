// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Codec.h"

#include <string>
#include <string_view>

namespace signalbox::routing {

/// Makes `response` objects of one answer: what stays the same, the repeated settings of the
/// request above all, is written once.
class ResponseEnvelope final
{
public:
    explicit ResponseEnvelope(const AnswerWish &wish);

    /// Empty and zero keep what the wish told.
    void setOrigin(std::string_view id, std::string_view model, qint64 createdS);

    struct State
    {
        std::string_view status;
        std::string_view incompleteReason{};
        const DialectError *error = nullptr;
        std::string_view output{}; ///< the items, with commas between
        const models::TokenUsage *usage = nullptr; ///< null until it counts
    };
    [[nodiscard]] std::string object(const State &state) const;

    /// "msg_<exchange>_<n>": an id for the next item.
    std::string nextId(std::string_view prefix);

private:
    std::string m_exchangeId;
    std::string m_id;
    std::string m_model;
    qint64 m_createdS = 0;
    std::string m_echo;
    int m_made = 0;
};

/// The status of an answer that stopped for \a reason, and why it is incomplete if it is.
struct ResponsesEnd
{
    std::string_view status;
    std::string_view incompleteReason;
};
ResponsesEnd responsesEnd(StopReason reason, bool hasRefusal);

} // namespace signalbox::routing
