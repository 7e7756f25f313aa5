// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/RouteGraph.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// What `{{name}}` stands for in a prompt of a transform node.
struct PromptVariable
{
    std::string name;
    std::string value; ///< plain text, UTF-8
};

/// \a text with its variables filled in: `{{name}}` or `{{ name }}`. One that is not in
/// \a variables stays as it is written, values are not looked at again, and `{{{{` stands for `{{`.
[[nodiscard]] std::string filledPrompt(std::string_view text,
                                       std::span<const PromptVariable> variables);
/// How a signal's value reads in a prompt; empty for a missing one.
[[nodiscard]] std::string promptText(const models::SignalValue &value);

/// The variables of \a node; \a signalValue(SignalName) gives the models::SignalValue of those that
/// come from signals. A missing signal is an empty text.
template<typename Lookup>
std::vector<PromptVariable> promptVariables(const models::TransformNode &node, Lookup signalValue)
{
    std::vector<PromptVariable> variables;
    variables.reserve(node.constants.size() + node.fromSignals.size());
    for (const auto &[name, text] : node.constants)
        variables.push_back({.name = name.toStdString(), .value = text.toStdString()});
    for (const auto &[name, signal] : node.fromSignals)
        variables.push_back({.name = name.toStdString(), .value = promptText(signalValue(signal))});
    return variables;
}

} // namespace signalbox::routing
