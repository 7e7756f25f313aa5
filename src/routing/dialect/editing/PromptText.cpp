// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/editing/PromptText.h"

#include "routing/json/JsonText.h"

#include <algorithm>

namespace signalbox::routing {

namespace {

constexpr std::string_view opening = "{{";
constexpr std::string_view closing = "}}";
constexpr std::string_view escapedOpening = "{{{{";

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

} // namespace

std::string filledPrompt(std::string_view text, std::span<const PromptVariable> variables)
{
    std::string filled;
    filled.reserve(text.size());
    while (!text.empty()) {
        const std::size_t open = text.find(opening);
        filled.append(text.substr(0, open));
        if (open == std::string_view::npos)
            break;
        text.remove_prefix(open);
        if (text.starts_with(escapedOpening)) {
            filled.append(opening);
            text.remove_prefix(escapedOpening.size());
            continue;
        }
        const std::size_t close = text.find(closing, opening.size());
        const auto found = close == std::string_view::npos
            ? variables.end()
            : std::find_if(variables.begin(), variables.end(), [&](const PromptVariable &one) {
                  return one.name == trimmed(text.substr(opening.size(), close - opening.size()));
              });
        if (found == variables.end()) {
            filled.append(opening);
            text.remove_prefix(opening.size());
            continue;
        }
        filled.append(found->value);
        text.remove_prefix(close + closing.size());
    }
    return filled;
}

std::string promptText(const models::SignalValue &value)
{
    if (const auto *text = std::get_if<QString>(&value))
        return text->toStdString();
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? "true" : "false";
    std::string number;
    if (const auto *real = std::get_if<double>(&value))
        appendReal(number, *real);
    return number;
}

} // namespace signalbox::routing
