// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "routing/json/JsonField.h"
#include "routing/simulate/SimulatedPrompt.h"

#include <optional>
#include <string>
#include <string_view>

namespace signalbox::routing::simulate {

using PromptResult = models::Result<SimulatedPrompt, PromptProblem>;

/// Whether the client leaves it to the model to call a tool.
enum class ToolDemand : quint8 { Auto, None, Any, Named };

/// Gathers a prompt while a reader walks a request. The first problem wins; what follows it is
/// ignored. The JSON document must outlive the builder.
class PromptBuilder final
{
public:
    void refuse(std::string_view message, std::string_view parameter);
    [[nodiscard]] bool isRefused() const { return m_problem.has_value(); }

    /// Text of any turn but a user's, or of the system.
    void addText(std::string_view text);
    /// A user's turn begins: what users said before is history.
    void beginUserTurn();
    void addUserText(std::string_view text);
    void addToolResult(std::string_view text);
    void addImage();

    /// Reads the token limit \a key of \a body, when it is there: a whole number from 1 up.
    void readLimit(const Json &body, std::string_view key);
    /// Reads a stop sequence or a list of at most \a most.
    void readStops(const Json &body, std::string_view key, std::size_t most);
    /// Refuses a number outside of \a least to \a greatest.
    void checkRange(const Json &body, std::string_view key, double least, double greatest);
    /// Reads a text given as a string, or as a list of parts that have a string \a key.
    void readSystem(const Json &value, std::string_view key);

    void offerTool(std::string_view name, std::optional<Json> schema);
    void demandTool(ToolDemand demand, std::string_view name = {});
    void demandJson(const std::optional<Json> &schema);

    [[nodiscard]] PromptResult take();

private:
    void decideTool();

    struct Tool
    {
        std::string_view name;
        std::optional<Json> schema;
    };

    SimulatedPrompt m_prompt;
    std::optional<PromptProblem> m_problem;
    std::vector<Tool> m_tools;
    ToolDemand m_toolDemand = ToolDemand::Auto;
    std::string_view m_namedTool;
};

} // namespace signalbox::routing::simulate
