// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/gemini/GeminiAnswerReader.h"

#include "routing/dialect/ConversationTools.h"
#include "routing/dialect/FieldCheck.h"
#include "routing/dialect/UsageReader.h"
#include "routing/dialect/gemini/GeminiAnswerParts.h"
#include "routing/dialect/gemini/GeminiField.h"
#include "routing/dialect/gemini/GeminiLogprobs.h"
#include "routing/dialect/gemini/GeminiPartReader.h"
#include "routing/dialect/gemini/GeminiStop.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace signalbox::routing {

namespace {

AnswerCandidate readCandidate(const Json &from)
{
    AnswerCandidate candidate;
    candidate.index = integerField(from, "index").value_or(0);
    if (const auto content = geminiField(from, "content")) {
        // What cannot be read in an answer is left out; nobody could mend it.
        FieldCheck ignored;
        const std::string path =
            "candidates[" + std::to_string(candidate.index) + "].content.parts[";
        int index = 0;
        for (const Json &part : arrayField(*content, "parts"))
            readGeminiPart(part, path + std::to_string(index++) + "]", ignored, candidate.parts);
    }
    const bool hasCalls = std::ranges::any_of(candidate.parts, [](const Part &part) {
        return std::holds_alternative<ToolCallPart>(part);
    });
    candidate.nativeStop = geminiFinishReason(from);
    candidate.stop = stopFromGemini(candidate.nativeStop, hasCalls ? HasCalls::Yes : HasCalls::No);
    if (const auto logprobs = geminiField(from, "logprobsResult"))
        candidate.logprobsJson = openAiLogprobs(*logprobs);
    candidate.rest = geminiRest(from, {"index", "content", "finishReason", "logprobsResult"});
    return candidate;
}

} // namespace

AnswerMessage readGeminiAnswer(const Json &body)
{
    AnswerMessage answer;
    answer.dialect = models::ClientDialect::Gemini;
    const auto text = [&](std::string_view name) {
        const auto value = geminiField(body, name);
        return std::string(value ? asString(*value).value_or(std::string_view())
                                 : std::string_view());
    };
    answer.id = text("responseId");
    answer.model = text("modelVersion");
    answer.createdS = geminiCreatedS(body);
    for (const Json &candidate : arrayField(body, "candidates")) {
        answer.candidates.push_back(readCandidate(candidate));
        for (const std::string_view name : saidOf(candidate, geminiExtras))
            answer.unsaid.emplace_back(name);
    }
    AnswerFacts facts = readAnswerFacts(models::ClientDialect::Gemini, jsonText(body));
    if (answer.candidates.empty()) {
        AnswerCandidate blocked;
        if (geminiField(body, "promptFeedback"))
            blocked.stop = StopReason::ContentFilter;
        blocked.nativeStop = std::move(facts.finishReason);
        answer.candidates.push_back(std::move(blocked));
    }
    answer.usage = facts.usage;
    answer.reportedCost = facts.reportedCost;
    answer.rest = geminiRest(
        body, {"candidates", "usageMetadata", "modelVersion", "responseId", "createTime"});
    return answer;
}

qint64 geminiCreatedS(const Json &body)
{
    const auto value = geminiField(body, "createTime");
    const std::string_view text =
        value ? asString(*value).value_or(std::string_view()) : std::string_view();
    if (text.empty())
        return 0;
    const QDateTime time = QDateTime::fromString(
        QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), Qt::ISODateWithMs);
    return time.isValid() ? time.toSecsSinceEpoch() : 0;
}

} // namespace signalbox::routing
