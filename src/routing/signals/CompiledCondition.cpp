// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/CompiledCondition.h"

#include "models/policy/checks/TextPattern.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <re2/re2.h>

namespace signalbox::routing {

using models::Comparison;

namespace {

constexpr char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char byte) { return static_cast<signed char>(byte) >= 0; });
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<double> numberIn(std::string_view text)
{
    text = trimmed(text);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    // "nan" and "inf" are texts, whatever the C library thinks of them.
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

std::optional<bool> flagIn(std::string_view text)
{
    if (text == "true")
        return true;
    if (text == "false")
        return false;
    return std::nullopt;
}

re2::RE2::Options regexOptions()
{
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(models::regexMemoryBytes);
    options.set_never_capture(true);
    return options;
}

} // namespace

SignalReading readingOf(const CompiledCondition::Constant &constant)
{
    if (const auto *flag = std::get_if<bool>(&constant))
        return *flag;
    if (const auto *number = std::get_if<double>(&constant))
        return *number;
    if (const auto *text = std::get_if<std::string>(&constant))
        return std::string_view(*text);
    return {};
}

CompiledCondition::Constant CompiledCondition::constantOf(const models::SignalValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag;
    if (const auto *number = std::get_if<double>(&value))
        return *number;
    if (const auto *text = std::get_if<QString>(&value))
        return text->toStdString();
    return {};
}

std::optional<double> CompiledCondition::numberOf(const SignalReading &reading)
{
    if (const auto *number = std::get_if<double>(&reading))
        return *number;
    if (const auto *text = std::get_if<std::string_view>(&reading))
        return numberIn(*text);
    return std::nullopt;
}

bool CompiledCondition::isEqual(const SignalReading &reading, const Constant &constant)
{
    const auto *text = std::get_if<std::string_view>(&reading);
    const auto *wanted = std::get_if<std::string>(&constant);
    if (text && wanted)
        return *text == *wanted;
    const bool hasFlag =
        std::holds_alternative<bool>(reading) || std::holds_alternative<bool>(constant);
    const SignalReading right = readingOf(constant);
    if (hasFlag) {
        const auto flagOf = [](const SignalReading &one) -> std::optional<bool> {
            if (const auto *flag = std::get_if<bool>(&one))
                return *flag;
            const auto *spelled = std::get_if<std::string_view>(&one);
            return spelled ? flagIn(*spelled) : std::nullopt;
        };
        const std::optional<bool> left = flagOf(reading);
        return left && left == flagOf(right);
    }
    const std::optional<double> left = numberOf(reading);
    return left && left == numberOf(right);
}

CompiledCondition::CompiledCondition(Comparison comparison,
                                     const QList<models::SignalValue> &values)
    : m_comparison(comparison)
{
    if (!values.isEmpty())
        m_value = constantOf(values.first());
    if (comparison == Comparison::In || comparison == Comparison::NotIn) {
        for (const models::SignalValue &value : values)
            m_values.push_back(constantOf(value));
        std::ranges::sort(m_values);
    }
    compilePattern();
}

void CompiledCondition::compilePattern()
{
    const bool isPattern = m_comparison == Comparison::Glob || m_comparison == Comparison::Regex
        || m_comparison == Comparison::Contains || m_comparison == Comparison::StartsWith;
    if (!isPattern)
        return;
    if (const auto *number = std::get_if<double>(&m_value)) {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *number).ptr;
        m_value = std::string(digits.data(), end);
    } else if (const auto *flag = std::get_if<bool>(&m_value)) {
        m_value = std::string(*flag ? "true" : "false");
    }
    auto *text = std::get_if<std::string>(&m_value);
    if (!text) {
        m_problem = "The condition has no value.";
        return;
    }
    re2::RE2::Options options = regexOptions();
    if (m_comparison == Comparison::Glob) {
        m_glob.emplace(*text);
        return;
    }
    if (m_comparison == Comparison::Contains) {
        if (isAscii(*text)) {
            std::ranges::transform(*text, text->begin(), lower);
            return;
        }
        // RE2 knows the case of letters beyond ASCII.
        options.set_literal(true);
        options.set_case_sensitive(false);
    } else if (m_comparison != Comparison::Regex) {
        return;
    }
    m_regex = std::make_shared<const re2::RE2>(*text, options);
    if (!m_regex->ok())
        m_problem = "The expression cannot be used: " + m_regex->error();
}

bool CompiledCondition::isAmong(const SignalReading &reading) const
{
    const auto has = [this](const Constant &constant) {
        return std::ranges::binary_search(m_values, constant);
    };
    if (const auto *flag = std::get_if<bool>(&reading))
        return has(*flag) || has(std::string(*flag ? "true" : "false"));
    if (const auto *text = std::get_if<std::string_view>(&reading)) {
        // Compared in place: a key made of the text would be an allocation.
        const auto below = [](const Constant &constant, std::string_view wanted) {
            const auto *held = std::get_if<std::string>(&constant);
            return !held || *held < wanted;
        };
        const auto found = std::lower_bound(m_values.begin(), m_values.end(), *text, below);
        if (found != m_values.end() && std::get<std::string>(*found) == *text)
            return true;
        const std::optional<bool> flag = flagIn(*text);
        const std::optional<double> number = numberIn(*text);
        return (flag && has(*flag)) || (number && has(*number));
    }
    if (const auto *number = std::get_if<double>(&reading)) {
        return has(*number) || std::ranges::any_of(m_values, [&reading](const Constant &constant) {
                   return std::holds_alternative<std::string>(constant)
                       && isEqual(reading, constant);
               });
    }
    return false;
}

bool CompiledCondition::isOrdered(const SignalReading &reading) const
{
    const std::optional<double> left = numberOf(reading);
    const std::optional<double> right = numberOf(readingOf(m_value));
    if (!left || !right)
        return false;
    switch (m_comparison) {
    case Comparison::Below:
        return *left < *right;
    case Comparison::AtMost:
        return *left <= *right;
    case Comparison::Above:
        return *left > *right;
    default:
        return *left >= *right;
    }
}

bool CompiledCondition::matchesText(std::string_view text) const
{
    const auto *wanted = std::get_if<std::string>(&m_value);
    if (!wanted || !m_problem.empty())
        return false;
    if (m_glob)
        return m_glob->matches(text);
    if (m_regex)
        return re2::RE2::PartialMatch({text.data(), text.size()}, *m_regex);
    if (m_comparison == Comparison::StartsWith)
        return text.starts_with(*wanted);
    const auto found = std::search(text.begin(), text.end(), wanted->begin(), wanted->end(),
                                   [](char left, char right) { return lower(left) == right; });
    return found != text.end() || wanted->empty();
}

bool CompiledCondition::holds(const SignalReading &reading) const
{
    const bool isMissing = std::holds_alternative<std::monostate>(reading);
    switch (m_comparison) {
    case Comparison::Exists: {
        const auto *wanted = std::get_if<bool>(&m_value);
        return isMissing != (!wanted || *wanted);
    }
    case Comparison::Equal:
        return !isMissing && isEqual(reading, m_value);
    case Comparison::NotEqual:
        return isMissing || !isEqual(reading, m_value);
    case Comparison::In:
        return !isMissing && isAmong(reading);
    case Comparison::NotIn:
        return isMissing || !isAmong(reading);
    case Comparison::Below:
    case Comparison::AtMost:
    case Comparison::Above:
    case Comparison::AtLeast:
        return isOrdered(reading);
    case Comparison::Glob:
    case Comparison::Regex:
    case Comparison::Contains:
    case Comparison::StartsWith:
        break;
    }
    if (const auto *text = std::get_if<std::string_view>(&reading))
        return matchesText(*text);
    if (const auto *flag = std::get_if<bool>(&reading))
        return matchesText(*flag ? "true" : "false");
    if (const auto *number = std::get_if<double>(&reading)) {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *number).ptr;
        return matchesText({digits.data(), static_cast<std::size_t>(end - digits.data())});
    }
    return false;
}

} // namespace signalbox::routing
