// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/RequestSurvey.h"
#include "routing/signals/SurveySamples.h"

#include <QtGlobal>

#include <boost/container/small_vector.hpp>
#include <simdjson.h>
#include <string_view>

namespace signalbox::routing {

/// The inside of a string's quotes as it stands in the body; empty when \a value is no string.
std::string_view rawString(simdjson::ondemand::value &value);

/// Calls \a visit with key and value of every member of \a value while all goes well. False when
/// the JSON is damaged; a value that is no object has no members.
template<typename Visit>
bool forEachMember(simdjson::ondemand::value &value, Visit visit)
{
    simdjson::ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return true;
    for (auto field : object) {
        std::string_view key;
        simdjson::ondemand::value member;
        if (field.error() != simdjson::SUCCESS
            || field.unescaped_key().get(key) != simdjson::SUCCESS
            || field.value().get(member) != simdjson::SUCCESS || !visit(key, member))
            return false;
    }
    return true;
}

/// The same for the elements of an array.
template<typename Visit>
bool forEachElement(simdjson::ondemand::value &value, Visit visit)
{
    simdjson::ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return true;
    for (auto element : array) {
        simdjson::ondemand::value one;
        if (element.get(one) != simdjson::SUCCESS || !visit(one))
            return false;
    }
    return true;
}

/// Reads the messages of all dialects into a survey: their shapes differ, but no field means one
/// thing here and another there. Used during one survey; all functions return false when the JSON
/// is damaged, and then nothing more may be read.
class SurveyMessages final
{
public:
    using Value = simdjson::ondemand::value;
    using Texts = boost::container::small_vector<std::string_view, 4>;

    SurveyMessages(std::size_t bodySize, RequestSurvey &survey)
        : m_survey(survey)
        , m_samples(bodySize, survey)
    {}

    /// A message, an item of Responses or a content of Gemini; a string is the user's.
    bool readMessage(Value &value);
    /// A list of them, or one.
    bool readMessages(Value &value);
    /// A system prompt outside of the messages: a string, or parts.
    bool readSystem(Value &value);
    /// Text of the user's that is no message: a prompt, what is to be embedded.
    bool readUserText(Value &value);
    /// Images beside a prompt.
    bool readImages(Value &value);
    /// JSON that the model reads, such as a call's arguments.
    bool countJson(Value &value);
    /// Writes the texts into the survey. To be called once, also behind damage.
    void finish();

private:
    enum class Role : quint8 { None, User, Assistant, System, Tool };

    struct Message
    {
        Role role = Role::None;
        std::string_view type; ///< of an item of Responses
        Texts texts;
        int images = 0;
        int documents = 0;
        bool hasResult = false;
    };
    struct Part;

    static constexpr int deepest = 6;

    bool readContent(Value &value, Message &message, int depth);
    bool readPart(Value &value, Message &message, int depth);
    bool readPartMember(std::string_view key, Value &value, Part &part, int depth);
    bool readMessageMember(std::string_view key, Value &value, Message &message);
    void addText(std::string_view text, Texts &texts);
    static void addPart(const Part &part, Message &message);
    void addMessage(Message &message);
    void addUserMessage(Message &message);
    static Role roleOf(std::string_view name);

    RequestSurvey &m_survey;
    SurveySamples m_samples;
    Texts m_system;
    Texts m_first;
    Texts m_last;
    bool m_followsCall = false; ///< the item before was a call too: both are of one message
};

} // namespace signalbox::routing
