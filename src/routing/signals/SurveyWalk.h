// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/Endpoint.h"
#include "routing/signals/RequestSurvey.h"
#include "routing/signals/SurveyMessages.h"

#include <QtGlobal>

#include <simdjson.h>
#include <string_view>

namespace signalbox::routing {

/// Walks over the members of a request's body, of whichever dialect. Used for one survey.
class SurveyWalk final
{
public:
    using Value = simdjson::ondemand::value;

    SurveyWalk(const Endpoint &endpoint, std::size_t bodySize, RequestSurvey &survey)
        : m_endpoint(endpoint)
        , m_survey(survey)
        , m_messages(bodySize, survey)
    {}

    /// False when the JSON is damaged: what stands before has been read.
    bool walk(simdjson::ondemand::object object);
    void finish() { m_messages.finish(); }

private:
    using Reader = bool (SurveyWalk::*)(Value &);
    struct Field;

    /// How surely a field names the conversation; a surer one wins.
    enum class Surety : quint8 { None, CacheKey, Metadata, Name };

    bool member(std::string_view key, Value &value);
    bool messages(Value &value) { return m_messages.readMessages(value); }
    bool input(Value &value);
    bool content(Value &value);
    bool requests(Value &value);
    bool countedRequest(Value &value);
    bool userText(Value &value) { return m_messages.readUserText(value); }
    bool system(Value &value) { return m_messages.readSystem(value); }
    bool images(Value &value) { return m_messages.readImages(value); }
    bool tools(Value &value);
    bool tool(Value &value);
    bool outputLimit(Value &value);
    bool responseFormat(Value &value);
    bool textSettings(Value &value);
    bool outputFormat(Value &value);
    bool outputConfig(Value &value);
    bool ollamaFormat(Value &value);
    bool ollamaOptions(Value &value);
    bool generationConfig(Value &value);
    bool thinkingConfig(Value &value);
    bool effort(Value &value);
    bool reasoning(Value &value);
    bool think(Value &value);
    bool metadata(Value &value);
    bool conversation(Value &value);
    bool cacheKey(Value &value);
    bool previousResponse(Value &value);
    void nameConversation(std::string_view raw, Surety surety);

    const Endpoint &m_endpoint;
    RequestSurvey &m_survey;
    SurveyMessages m_messages;
    Surety m_surety = Surety::None;
};

} // namespace signalbox::routing
