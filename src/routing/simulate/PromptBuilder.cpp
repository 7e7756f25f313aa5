// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/PromptBuilder.h"

#include "routing/simulate/SchemaSample.h"

#include <algorithm>

namespace signalbox::routing::simulate {

namespace {

/// A picture costs about as much as this many characters.
constexpr qint64 imageCharacters = 1000;
/// A prompt with this word in it asks for a call of the first tool.
constexpr std::string_view callWord = "CALL";
constexpr std::string_view anyObject = R"({"answer":"Simulated answer"})";

qint64 codePoints(std::string_view utf8)
{
    return std::ranges::count_if(
        utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

} // namespace

void PromptBuilder::refuse(std::string_view message, std::string_view parameter)
{
    if (!m_problem)
        m_problem =
            PromptProblem{.message = std::string(message), .parameter = std::string(parameter)};
}

void PromptBuilder::addText(std::string_view text)
{
    m_prompt.characters += codePoints(text);
}

void PromptBuilder::beginUserTurn()
{
    m_prompt.lastUserText.clear();
    m_prompt.endsWithToolResult = false;
}

void PromptBuilder::addUserText(std::string_view text)
{
    m_prompt.lastUserText += text;
    addText(text);
}

void PromptBuilder::addToolResult(std::string_view text)
{
    m_prompt.endsWithToolResult = true;
    addText(text);
}

void PromptBuilder::addImage()
{
    m_prompt.characters += imageCharacters;
}

void PromptBuilder::readLimit(const Json &body, std::string_view key)
{
    const auto value = field(body, key);
    if (!value)
        return;
    const auto limit = asInteger(*value);
    if (!limit || *limit < 1)
        return refuse("'" + std::string(key) + "' must be a whole number of at least 1.", key);
    m_prompt.maxTokens = *limit;
}

void PromptBuilder::readStops(const Json &body, std::string_view key, std::size_t most)
{
    const auto value = field(body, key);
    if (!value)
        return;
    if (const auto single = asString(*value)) {
        m_prompt.stopSequences.emplace_back(*single);
        return;
    }
    const std::string name(key);
    simdjson::dom::array list;
    if (value->get(list) != simdjson::SUCCESS)
        return refuse("'" + name + "' must be a string or a list of strings.", key);
    for (const Json entry : list) {
        const auto text = asString(entry);
        if (!text)
            return refuse("'" + name + "' must hold strings only.", key);
        m_prompt.stopSequences.emplace_back(*text);
    }
    if (m_prompt.stopSequences.size() > most)
        refuse("'" + name + "' holds more than " + std::to_string(most) + " sequences.", key);
}

void PromptBuilder::checkRange(const Json &body, std::string_view key, double least,
                               double greatest)
{
    const auto value = field(body, key);
    double number = 0;
    if (!value)
        return;
    if (value->get(number) != simdjson::SUCCESS)
        return refuse("'" + std::string(key) + "' must be a number.", key);
    if (number < least || number > greatest)
        refuse("'" + std::string(key) + "' is out of range.", key);
}

void PromptBuilder::readSystem(const Json &value, std::string_view key)
{
    if (const auto text = asString(value))
        return addText(*text);
    simdjson::dom::array parts;
    if (value.get(parts) != simdjson::SUCCESS)
        return;
    for (const Json part : parts)
        addText(stringField(part, key));
}

void PromptBuilder::offerTool(std::string_view name, std::optional<Json> schema)
{
    m_prompt.characters += static_cast<qint64>(name.size());
    if (schema)
        m_prompt.characters += jsonLength(*schema);
    m_tools.push_back({.name = name, .schema = schema});
}

void PromptBuilder::demandTool(ToolDemand demand, std::string_view name)
{
    m_toolDemand = demand;
    m_namedTool = name;
}

void PromptBuilder::demandJson(const std::optional<Json> &schema)
{
    if (schema && !schema->is_object())
        return refuse("The JSON schema must be an object.", "schema");
    m_prompt.structured = schema ? sampleOf(*schema) : std::string(anyObject);
}

void PromptBuilder::decideTool()
{
    auto tool = m_tools.begin();
    switch (m_toolDemand) {
    case ToolDemand::None:
        return;
    case ToolDemand::Auto:
        if (m_prompt.endsWithToolResult || m_tools.empty()
            || m_prompt.lastUserText.find(callWord) == std::string::npos)
            return;
        break;
    case ToolDemand::Any:
        break;
    case ToolDemand::Named:
        tool = std::ranges::find(m_tools, m_namedTool, &Tool::name);
        break;
    }
    if (tool == m_tools.end())
        return refuse("The tool asked for by the tool choice is not among the tools.",
                      "tool_choice");
    m_prompt.toolCall =
        SimulatedToolCall{.name = std::string(tool->name), .arguments = sampleObject(tool->schema)};
}

PromptResult PromptBuilder::take()
{
    if (!m_problem)
        decideTool();
    if (m_problem)
        return models::Failure{std::move(*m_problem)};
    return std::move(m_prompt);
}

} // namespace signalbox::routing::simulate
