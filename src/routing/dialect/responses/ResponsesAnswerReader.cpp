// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesAnswerReader.h"

#include "routing/dialect/UsageReader.h"
#include "routing/dialect/responses/ResponsesItem.h"
#include "routing/dialect/responses/ResponsesStatus.h"

#include <algorithm>
#include <iterator>

namespace signalbox::routing {

namespace {

std::string logprobsOf(const Json &item)
{
    for (const Json &content : arrayField(item, "content")) {
        if (const auto list = field(content, "logprobs")) {
            if (std::string wrapped = wrappedLogprobs(*list); !wrapped.empty())
                return wrapped;
        }
    }
    return {};
}

template<typename Kind>
bool has(const std::vector<Part> &parts)
{
    return std::ranges::any_of(parts,
                               [](const Part &part) { return std::holds_alternative<Kind>(part); });
}

} // namespace

AnswerMessage readResponsesAnswer(const Json &body)
{
    AnswerMessage answer;
    answer.dialect = models::ClientDialect::OpenAiResponses;
    answer.id = stringField(body, "id");
    answer.model = stringField(body, "model");
    answer.createdS = integerField(body, "created_at").value_or(0);
    AnswerCandidate candidate;
    for (const Json &item : arrayField(body, "output")) {
        if (stringField(item, "type") == "message" && candidate.logprobsJson.empty())
            candidate.logprobsJson = logprobsOf(item);
        std::ranges::move(partsOfItem(item), std::back_inserter(candidate.parts));
    }
    ResponsesStop stop = responsesStop(body,
                                       {.hasCalls = has<ToolCallPart>(candidate.parts),
                                        .hasRefusal = has<RefusalPart>(candidate.parts)});
    candidate.stop = stop.reason;
    candidate.nativeStop = std::move(stop.native);
    if (std::string error = jsonField(body, "error"); !error.empty()) {
        if (candidate.parts.empty())
            return answer; // no answer at all: the error is told instead
        candidate.stop = StopReason::Error;
        answer.rest.emplace_back("error", std::move(error));
    }
    answer.candidates.push_back(std::move(candidate));
    if (const std::string usage = jsonField(body, "usage"); !usage.empty()) {
        const AnswerFacts facts =
            readAnswerFacts(models::ClientDialect::OpenAiResponses, "{\"usage\":" + usage + "}");
        answer.usage = facts.usage;
        answer.reportedCost = facts.reportedCost;
    }
    return answer;
}

} // namespace signalbox::routing
