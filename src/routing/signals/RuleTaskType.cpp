// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/RuleTaskType.h"

#include "models/base/MarkTable.h"
#include "routing/signals/TaskTypeCues.h"

#include <algorithm>
#include <array>
#include <numeric>

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

/// What stands in a text that is not a word. The first of them speak for code.
constexpr std::size_t codeMarks = 34;
enum Mark : std::size_t {
    Fence = 0,
    Fraction = codeMarks,
    Root,
    Dollar,
    Square,
    Logarithm,
    Equals,
    ChoiceB,
    ChoiceBParenthesis,
    ChoiceBBetween,
    ChoiceC,
    ChoiceCParenthesis,
    ChoiceCBetween,
    Bullet,
    Dash,
    Question,
    FirstDigit,
    MarkCount = FirstDigit + 10,
};

constexpr std::array<std::string_view, MarkCount> marks{
    "```",
    "def ",
    "#include",
    "return ",
    "import ",
    "();",
    "};",
    "{\n",
    "=> ",
    "->",
    "==",
    "!=",
    "public class",
    "std::",
    "console.log",
    "print(",
    "SELECT ",
    "</",
    "function ",
    "const ",
    "let ",
    "self.",
    "assert ",
    "Traceback (most",
    "Exception:",
    "Error:",
    "\n    at ",
    "NULL",
    "nullptr",
    "&&",
    "[PYTHON]",
    "$ git ",
    "#!/bin",
    ">>> ",
    "\\frac",
    "\\sqrt",
    "$",
    "^2",
    "\\log",
    " = ",
    "\nB.",
    "\nB)",
    "(B)",
    "\nC.",
    "\nC)",
    "(C)",
    "\n- ",
    "\n-",
    "?",
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
};
constexpr models::MarkTable markTable(marks, models::MarkCase::Exact);

/// How often each mark stands in a text.
class FoundMarks final
{
public:
    explicit FoundMarks(std::string_view text)
    {
        markTable.scan(text, [this](std::size_t mark) {
            ++m_counts[mark];
            return true;
        });
    }

    /// No more than eight are counted.
    [[nodiscard]] double operator[](Mark mark) const
    {
        constexpr unsigned most = 8;
        return std::min(m_counts[mark], most);
    }
    [[nodiscard]] bool hasQuestion() const { return m_counts[Question] > 0; }
    [[nodiscard]] double digits() const
    {
        return std::accumulate(m_counts.begin() + FirstDigit, m_counts.end(), 0U);
    }
    [[nodiscard]] double codeShare() const
    {
        const auto found = std::count_if(m_counts.begin(), m_counts.begin() + codeMarks,
                                         [](unsigned count) { return count > 0; });
        const double fence = m_counts[Fence] > 0 ? 1 : 0;
        return std::min(fence + static_cast<double>(found) * 0.5, 3.0);
    }

private:
    std::array<unsigned, MarkCount> m_counts{};
};

void addForms(std::string_view text, Points &points)
{
    const FoundMarks found(text);
    points[Coding] += 2 * found.codeShare();
    points[Math] += std::min(1.2 * found[Fraction] + 1.2 * found[Root] + 0.8 * found[Dollar]
                                 + found[Square] + found[Logarithm] + found[Equals],
                             4.0);
    if (found.digits() >= 2 && found.hasQuestion() && text.size() < 1200)
        points[Math] += std::min(found.digits() / 8, 1.5);
    // Choices with letters are an examination; a long statement without an instruction is one too.
    const bool hasChoices = found[ChoiceB] + found[ChoiceBParenthesis] + found[ChoiceBBetween] > 0
        && found[ChoiceC] + found[ChoiceCParenthesis] + found[ChoiceCBetween] > 0;
    if (hasChoices) {
        points[Knowledge] += 2.5;
        points[Math] *= 0.6;
        points[Factual] *= 0.5;
    } else if (found[Bullet] + found[Dash] >= 2) {
        points[Reasoning] += 0.8;
    }
    constexpr std::size_t shortQuestion = 160;
    if (found.hasQuestion())
        points[text.size() < shortQuestion ? Factual : Knowledge] += 0.7;
    else if (text.size() > 2 * edge / 5)
        points[Knowledge] += 0.35;
    if (text.size() < 40)
        points[Chat] += 0.6;
}

} // namespace

double codeShare(std::string_view text)
{
    return FoundMarks(text.substr(0, 2 * edge + middle)).codeShare();
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
