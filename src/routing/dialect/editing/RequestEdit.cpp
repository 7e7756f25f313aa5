// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/editing/RequestEdit.h"

#include "routing/dialect/editing/SplicedJson.h"
#include "routing/dialect/editing/SystemPromptEdit.h"
#include "routing/http/HttpRequest.h"

#include <QStringList>

#include <simdjson.h>

namespace signalbox::routing {

using models::ClientDialect;

namespace {

bool isJson(std::string_view text)
{
    simdjson::dom::parser parser;
    return parser.parse(text.data(), text.size(), true).error() == simdjson::SUCCESS;
}

bool isJsonObjectText(std::string_view text)
{
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    return parser.parse(text.data(), text.size(), true).get_object().get(object)
        == simdjson::SUCCESS;
}

class ParameterChange
{
public:
    ParameterChange(SplicedJson &json, const Endpoint &endpoint)
        : m_json(json)
        , m_endpoint(endpoint)
    {}

    /// Gives a sentence when it cannot be done.
    std::string apply(const models::ParameterEdit &edit)
    {
        const QStringList path = edit.path.split(QLatin1Char('.'));
        const std::string written = edit.path.toStdString();
        if (path.contains(QString()))
            return "'" + written + "' is no path of fields.";
        if (path.front() == QLatin1String("model") || edit.path == QLatin1String("stream"))
            return "The field '" + written + "' cannot be changed by a transform.";
        if (!edit.json.isEmpty() && !isJson({edit.json.constData(), std::size_t(edit.json.size())}))
            return "The value for '" + written + "' is not valid JSON.";
        JsonPlace object = base();
        if (m_endpoint.operation == Operation::CountTokens
            && !m_json.member(object, path.front().toStdString()))
            return {};
        for (qsizetype i = 0; i + 1 < path.size(); ++i) {
            const std::string name = path[i].toStdString();
            const auto next = m_json.member(object, name);
            if (next && isJsonObject(m_json.at(next->value))) {
                object = next->value;
                continue;
            }
            if (next && m_json.at(next->value) != "null")
                return "'" + path.mid(0, i + 1).join(QLatin1Char('.')).toStdString()
                    + "' is no object.";
            if (edit.json.isEmpty())
                return {}; // nothing there to be removed
            std::string inside = edit.json.toStdString();
            for (qsizetype deeper = path.size() - 1; deeper > i; --deeper) {
                SplicedJson made("{}");
                made.setMember(made.root(), path[deeper].toStdString(), inside);
                inside = made.take();
            }
            m_json.setMember(object, name, inside);
            return {};
        }
        const std::string name = path.back().toStdString();
        if (edit.json.isEmpty())
            m_json.removeMember(object, name);
        else
            m_json.setMember(object, name, {edit.json.constData(), std::size_t(edit.json.size())});
        return {};
    }

private:
    /// The object that parameters belong to.
    [[nodiscard]] JsonPlace base() const
    {
        if (m_endpoint == Endpoint{ClientDialect::Gemini, Operation::CountTokens}) {
            const auto counted = m_json.member(m_json.root(), "generateContentRequest");
            if (counted && isJsonObject(m_json.at(counted->value)))
                return counted->value;
        }
        return m_json.root();
    }

    SplicedJson &m_json;
    const Endpoint &m_endpoint;
};

} // namespace

EditedBody editRequest(const Endpoint &endpoint, std::string_view body,
                       const models::TransformNode &transform,
                       std::span<const PromptVariable> variables)
{
    EditedBody edited;
    edited.body.reserve(body.size() + PaddedBody::padding);
    edited.body.assign(body);
    if (!isJsonObjectText(body)) {
        edited.problems.emplace_back("The body is not a JSON object.");
        return edited;
    }
    SplicedJson json{std::string(body)};
    ParameterChange parameters(json, endpoint);
    for (const models::ParameterEdit &edit : transform.edits) {
        if (std::string problem = parameters.apply(edit); !problem.empty())
            edited.problems.push_back(std::move(problem));
    }
    if (!transform.system.text.isEmpty()) {
        const std::string text = filledPrompt(transform.system.text.toStdString(), variables);
        std::string problem = editSystemPrompt(json, endpoint, text, transform.system.place);
        if (!problem.empty())
            edited.problems.push_back(std::move(problem));
    }
    edited.isChanged = json.text() != body;
    if (edited.isChanged) {
        edited.body.reserve(json.text().size() + PaddedBody::padding);
        edited.body.assign(json.text());
    }
    return edited;
}

} // namespace signalbox::routing
