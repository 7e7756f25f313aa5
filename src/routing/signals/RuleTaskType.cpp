// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/RuleTaskType.h"

#include "routing/signals/TaskTypeCues.h"

#include <algorithm>
#include <array>
#include <bit>

namespace signalbox::routing {

namespace {

using Points = std::array<double, taskTypes.size()>;

const CueTable &taskTable()
{
    static const CueTable made(taskTypeCues);
    return made;
}

constexpr std::size_t edge = 400; ///< bytes at both ends that count in full
constexpr std::size_t middle = 3000; ///< bytes between them that are looked at
constexpr double middleWeight = 0.2;

void addCues(std::string_view text, double weight, Points &points)
{
    // A phrase that comes again says little more.
    std::array<double, taskTypeCues.size()> seen{};
    taskTable().scan(text, [&](const Cue &cue, std::size_t) {
        double &times = seen.at(static_cast<std::size_t>(&cue - taskTypeCues.data()));
        points.at(static_cast<std::size_t>(cue.kind)) += weight * cue.weight / (1 + times);
        times += 2;
    });
}

void addForms(std::string_view text, Points &points)
{
    const auto count = [text](std::string_view part) {
        std::size_t found = 0;
        for (std::size_t at = text.find(part); at != std::string_view::npos && found < 8;
             at = text.find(part, at + part.size()))
            ++found;
        return static_cast<double>(found);
    };
    points[Coding] += 2 * codeShare(text);
    points[Math] += std::min(1.2 * count("\\frac") + 1.2 * count("\\sqrt") + 0.8 * count("$")
                                 + count("^2") + count("\\log") + count(" = "),
                             4.0);
    const auto digits = static_cast<double>(
        std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
    if (digits >= 2 && text.find('?') != std::string_view::npos && text.size() < 1200)
        points[Math] += std::min(digits / 8, 1.5);
    // Choices with letters are an examination; a long statement without an instruction is one too.
    const bool hasChoices = count("\nB.") + count("\nB)") + count("(B)") > 0
        && count("\nC.") + count("\nC)") + count("(C)") > 0;
    if (hasChoices) {
        points[Knowledge] += 2.5;
        points[Math] *= 0.6;
        points[Factual] *= 0.5;
    } else if (count("\n- ") + count("\n-") >= 2) {
        points[Reasoning] += 0.8;
    }
    constexpr std::size_t shortQuestion = 160;
    if (text.find('?') != std::string_view::npos)
        points[text.size() < shortQuestion ? Factual : Knowledge] += 0.7;
    else if (text.size() > 2 * edge / 5)
        points[Knowledge] += 0.35;
    if (text.size() < 40)
        points[Chat] += 0.6;
}

} // namespace

double codeShare(std::string_view text)
{
    static constexpr std::array<std::string_view, 34> marks{
        "```",          "def ",   "#include",    "return ", "import ", "();",
        "};",           "{\n",    "=> ",         "->",      "==",      "!=",
        "public class", "std::",  "console.log", "print(",  "SELECT ", "</",
        "function ",    "const ", "let ",        "self.",   "assert ", "Traceback (most",
        "Exception:",   "Error:", "\n    at ",   "NULL",    "nullptr", "&&",
        "[PYTHON]",     "$ git ", "#!/bin",      ">>> ",
    };
    // Which marks begin with a byte: most bytes of a prompt begin none.
    static constexpr std::array<quint64, 256> beginning = [] {
        std::array<quint64, 256> made{};
        for (std::size_t i = 0; i < marks.size(); ++i)
            made.at(static_cast<unsigned char>(marks.at(i).front())) |= quint64{1} << i;
        return made;
    }();
    const std::string_view looked = text.substr(0, 2 * edge + middle);
    quint64 seen = 0;
    for (std::size_t at = 0; at < looked.size(); ++at) {
        quint64 open = beginning[static_cast<unsigned char>(looked[at])] & ~seen;
        for (; open != 0; open &= open - 1) {
            const int place = std::countr_zero(open);
            const std::string_view mark = marks.at(static_cast<std::size_t>(place));
            if (at + 1 < looked.size() && looked[at + 1] == mark[1]
                && looked.substr(at).starts_with(mark))
                seen |= quint64{1} << place;
        }
    }
    const int found = std::popcount(seen);
    const double fence = (seen & 1U) != 0 ? 1 : 0; // the first of the marks
    return std::min(fence + static_cast<double>(found) * 0.5, 3.0);
}

std::string_view RuleTaskType::classify(const PromptView &prompt) const
{
    if (prompt.tools > 0)
        return "tool_use";
    const std::string_view text = prompt.lastText;
    Points points{};
    points[Chat] = 0.3; // when nothing speaks for anything
    if (text.size() <= 2 * edge) {
        addCues(text, 1, points);
    } else {
        addCues(text.substr(0, edge), 1, points);
        addCues(text.substr(text.size() - edge), 1, points);
        addCues(text.substr(edge, std::min(middle, text.size() - 2 * edge)), middleWeight, points);
    }
    addForms(text.substr(0, 2 * edge + middle), points);
    if (text.size() < 400) // a house style that says what this assistant is for
        addCues(prompt.systemText.substr(0, edge), 0.3, points);
    const auto *const best = std::ranges::max_element(points);
    return taskTypes.at(static_cast<std::size_t>(best - points.begin()));
}

} // namespace signalbox::routing
