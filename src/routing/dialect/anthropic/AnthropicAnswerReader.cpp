// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/anthropic/AnthropicAnswerReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/UsageReader.h"
#include "routing/dialect/anthropic/AnthropicPartReader.h"
#include "routing/dialect/anthropic/ClaudeStops.h"

#include <utility>

namespace signalbox::routing {

using models::ClientDialect;

AnswerMessage readAnthropicAnswer(const Json &body)
{
    AnswerMessage answer;
    answer.dialect = ClientDialect::Anthropic;
    answer.id = stringField(body, "id");
    answer.model = stringField(body, "model");
    AnswerCandidate candidate;
    FieldChecker check; // what is malformed is read as far as it goes
    candidate.parts = readAnthropicContent(body, "content", "", check);
    candidate.nativeStop = stringField(body, "stop_reason");
    candidate.stop = claudeStopReason(candidate.nativeStop);
    candidate.stopSequence = stringField(body, "stop_sequence");
    answer.candidates.push_back(std::move(candidate));
    const std::string usage = jsonField(body, "usage");
    if (!usage.empty())
        answer.usage = readAnswerFacts(ClientDialect::Anthropic, "{\"usage\":" + usage + "}").usage;
    answer.rest = restOf(
        body, {"id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage"});
    return answer;
}

} // namespace signalbox::routing
