// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/RequestSurvey.h"

#include "models/tokens/TokenEstimate.h"
#include "routing/http/HttpRequest.h"
#include "routing/signals/JsonUnescape.h"
#include "routing/signals/SurveyJson.h"
#include "routing/signals/SurveyWalk.h"
#include "routing/signals/TextMemo.h"

#include <simdjson.h>

namespace signalbox::routing {

namespace ondemand = simdjson::ondemand;

namespace {

void readWith(ondemand::parser &parser, const Endpoint &endpoint, const std::string &body,
              RequestSurvey &survey)
{
    ondemand::document document;
    const simdjson::padded_string_view padded(body.data(), body.size(),
                                              body.size() + PaddedBody::padding);
    if (parser.iterate(padded).get(document) != simdjson::SUCCESS)
        return;
    ondemand::object object;
    if (document.get_object().get(object) != simdjson::SUCCESS)
        return;
    SurveyWalk walk(endpoint, body.size(), survey);
    survey.isWhole = walk.walk(object);
    walk.finish();
}

} // namespace

RequestSurvey RequestSurvey::read(const Endpoint &endpoint, const std::string &body)
{
    RequestSurvey survey;
    if (body.empty())
        return survey;
    if (body.size() > keepParserBytes) {
        ondemand::parser parser;
        readWith(parser, endpoint, body, survey);
    } else {
        thread_local ondemand::parser parser;
        readWith(parser, endpoint, body, survey);
    }
    return survey;
}

PromptView promptView(const RequestSurvey &survey)
{
    return {.lastText = survey.lastText,
            .systemText = survey.systemText,
            .turns = survey.turns,
            .tools = survey.tools,
            .images = survey.images,
            .documents = survey.documents,
            .wantsJson = survey.wantsJson,
            .wantsReasoning = survey.wantsReasoning,
            .textBytes = survey.textBytes};
}

double estimatedInputTokens(const RequestSurvey &survey)
{
    // Flat amounts, because the model is not chosen yet: means of the measured frames of the
    // families that Frames.h has, and media of a usual size.
    constexpr double message = 4;
    constexpr double answer = 3;
    constexpr double toolsBegin = 60;
    constexpr double tool = 20;
    constexpr double toolByte = 0.2;
    constexpr double image = 750;
    constexpr double document = 1500;

    thread_local TextMemo<qint64> known;
    qint64 sampled = 0;
    for (std::size_t i = 0; i < survey.samplesTaken; ++i) {
        const std::string_view sample = survey.samples.at(i);
        sampled += known.of({sample}, [sample] {
            std::string text;
            text.reserve(RequestSurvey::sampleBytes + 4); // a character may reach over the limit
            appendUnescaped(sample, text, RequestSurvey::sampleBytes);
            return models::estimateTokens(text);
        });
    }
    auto tokens = static_cast<double>(sampled);
    if (survey.sampledBytes > 0) {
        tokens *= static_cast<double>(survey.textBytes) / static_cast<double>(survey.sampledBytes);
    }
    tokens += message * survey.messages + image * survey.images + document * survey.documents;
    if (survey.messages > 0)
        tokens += answer;
    if (survey.tools > 0) {
        tokens +=
            toolsBegin + tool * survey.tools + toolByte * static_cast<double>(survey.toolBytes);
    }
    return tokens;
}

} // namespace signalbox::routing
