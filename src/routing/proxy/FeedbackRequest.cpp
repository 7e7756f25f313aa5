// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/FeedbackRequest.h"

#include "models/policy/Signal.h"
#include "models/traffic/ExchangeRecord.h"
#include "routing/json/JsonField.h"
#include "routing/proxy/FeedbackDesk.h"

#include <algorithm>
#include <array>
#include <optional>

namespace signalbox::routing {

namespace {

constexpr std::size_t longestComment = 4096; // bytes
constexpr std::size_t longestLabel = 64; // bytes
constexpr std::size_t longestBody = 64UL * 1024;

struct Label
{
    std::string_view name;
    double value;
};
constexpr std::array knownLabels{
    Label{"good", 1},      Label{"bad", 0},     Label{"mixed", 0.5},   Label{"correct", 1},
    Label{"incorrect", 0}, Label{"helpful", 1}, Label{"unhelpful", 0},
};
constexpr std::array<std::string_view, 7> knownFields{"exchange", "conversation", "score",  "value",
                                                      "label",    "task_type",    "comment"};

DialectError wrong(std::string_view param, std::string message)
{
    return {.status = 400,
            .message = std::move(message),
            .code = "invalid_feedback",
            .param = std::string(param)};
}

class Reader
{
public:
    Reader(const Json &body, const FeedbackDesk &desk)
        : m_body(body)
        , m_desk(desk)
    {}

    std::variant<models::Feedback, DialectError> read(qint64 nowMs)
    {
        m_feedback.givenAtMs = nowMs;
        std::optional<DialectError> problem = readNames();
        if (!problem)
            problem = readOpinion();
        if (!problem)
            problem = readNotes();
        if (!problem)
            problem = readExchange(); // last: what is wrong in itself is told first
        if (problem)
            return *problem;
        return m_feedback;
    }

private:
    std::optional<DialectError> readNames()
    {
        simdjson::dom::object object;
        if (m_body.get_object().get(object) != simdjson::SUCCESS)
            return wrong({}, "The body must be a JSON object.");
        for (const auto [key, value] : object) {
            if (std::find(knownFields.begin(), knownFields.end(), key) == knownFields.end())
                return wrong(key,
                             "The field '" + std::string(key)
                                 + "' is unknown: exchange or conversation, one of score, value "
                                   "and label, task_type and comment are known.");
        }
        return std::nullopt;
    }

    std::optional<DialectError> readExchange()
    {
        const auto exchange = field(m_body, "exchange");
        const auto conversation = field(m_body, "conversation");
        if (exchange.has_value() == conversation.has_value())
            return wrong("exchange",
                         "Exactly one of the fields 'exchange' and 'conversation' must "
                         "say which answer is meant.");
        const std::string_view name = exchange ? "exchange" : "conversation";
        const auto id = asString(exchange ? *exchange : *conversation);
        if (!id || id->empty())
            return wrong(name, "The field '" + std::string(name) + "' must be a text.");
        m_feedback.exchangeId = exchange ? models::exchangeIdFromText(QString::fromUtf8(*id))
                                         : m_desk.newestOf(QString::fromUtf8(*id));
        if (exchange && m_feedback.exchangeId == 0)
            return wrong(name,
                         "The field 'exchange' must be an id as 'x-signalbox-exchange' has "
                         "it.");
        if (!m_desk.knows(m_feedback.exchangeId))
            return DialectError{.status = 404,
                                .message = "There is no such exchange, or it is too long ago.",
                                .code = "unknown_exchange",
                                .param = std::string(name)};
        return std::nullopt;
    }

    std::optional<DialectError> readOpinion()
    {
        const auto score = field(m_body, "score");
        const auto value = field(m_body, "value");
        const auto label = field(m_body, "label");
        const int given = (score ? 1 : 0) + (value ? 1 : 0) + (label ? 1 : 0);
        if (given == 0 && field(m_body, "comment"))
            return std::nullopt;
        if (given != 1)
            return wrong("score",
                         "Exactly one of the fields 'score', 'value' and 'label' must say "
                         "how good the answer was, or a 'comment' alone be given.");
        if (score) {
            const auto number = asReal(*score);
            if (!number || !(*number >= 0) || !(*number <= 1))
                return wrong("score", "The field 'score' must be a number from 0 to 1.");
            m_feedback.value = *number;
        } else if (value) {
            const auto flag = asBoolean(*value);
            if (!flag)
                return wrong("value", "The field 'value' must be true or false.");
            m_feedback.value = *flag ? 1 : 0;
        } else {
            const auto word = asString(*label);
            const auto *known =
                std::find_if(knownLabels.begin(), knownLabels.end(),
                             [&](const Label &one) { return word && one.name == *word; });
            if (!word || word->empty() || word->size() > longestLabel)
                return wrong("label", "The field 'label' must be a text of at most 64 bytes.");
            if (known != knownLabels.end()) // others are kept, and teach nothing
                m_feedback.value = known->value;
            m_feedback.label = QString::fromUtf8(*word);
        }
        return std::nullopt;
    }

    std::optional<DialectError> readNotes()
    {
        if (const auto taskType = field(m_body, "task_type")) {
            const auto name = asString(*taskType);
            if (!name || !models::taskTypeNames().contains(QString::fromUtf8(*name)))
                return wrong("task_type",
                             "The field 'task_type' must be one of "
                                 + models::taskTypeNames().join(QStringLiteral(", ")).toStdString()
                                 + ".");
            m_feedback.taskType = QString::fromUtf8(*name);
        }
        if (const auto comment = field(m_body, "comment")) {
            const auto words = asString(*comment);
            if (!words || words->size() > longestComment)
                return wrong("comment",
                             "The field 'comment' must be a text of at most 4096 "
                             "bytes.");
            m_feedback.comment = QString::fromUtf8(*words);
        }
        return std::nullopt;
    }

    const Json &m_body;
    const FeedbackDesk &m_desk;
    models::Feedback m_feedback;
};

} // namespace

std::variant<models::Feedback, DialectError> readFeedback(const std::string &body,
                                                          const FeedbackDesk &desk, qint64 nowMs)
{
    if (body.size() > longestBody)
        return wrong({}, "The body is longer than 64 KiB.");
    simdjson::dom::parser parser;
    Json root;
    if (parser.parse(body.data(), body.size(), false).get(root) != simdjson::SUCCESS)
        return wrong({}, "The body is not valid JSON.");
    return Reader(root, desk).read(nowMs);
}

} // namespace signalbox::routing
