// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/RuleComplexity.h"

#include "routing/signals/CueTable.h"
#include "routing/signals/RuleTaskType.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace signalbox::routing {

namespace {

enum Kind : int { Thought, Demand, Step };

constexpr std::array cues{
    Cue{"prove", Thought},        Cue{"derive", Thought},        Cue{"step by step", Thought},
    Cue{"analyze", Thought},      Cue{"analyse", Thought},       Cue{"design", Thought},
    Cue{"architecture", Thought}, Cue{"trade offs", Thought},    Cue{"tradeoffs", Thought},
    Cue{"compare", Thought},      Cue{"optimize", Thought},      Cue{"optimise", Thought},
    Cue{"evaluate", Thought},     Cue{"reason", Thought},        Cue{"strategy", Thought},
    Cue{"refactor", Thought},     Cue{"debug", Thought},         Cue{"root cause", Thought},
    Cue{"algorithm", Thought},    Cue{"concurrency", Thought},   Cue{"race condition", Thought},
    Cue{"distributed", Thought},  Cue{"complexity", Thought},    Cue{"theorem", Thought},
    Cue{"integral", Thought},     Cue{"polynomial", Thought},    Cue{"probability", Thought},
    Cue{"implications", Thought}, Cue{"justify", Thought},       Cue{"critically", Thought},
    Cue{"in depth", Thought},     Cue{"comprehensive", Thought}, Cue{"plan", Thought},
    Cue{"why", Thought, 0.5},     Cue{"how", Thought, 0.3},      Cue{"explain", Thought, 0.5},
    Cue{"implement", Thought},    Cue{"migrate", Thought},       Cue{"simulate", Thought},
    Cue{"must", Demand},          Cue{"at least", Demand},       Cue{"at most", Demand},
    Cue{"without", Demand},       Cue{"ensure", Demand},         Cue{"constraint", Demand},
    Cue{"constraints", Demand},   Cue{"requirements", Demand},   Cue{"only", Demand, 0.4},
    Cue{"exactly", Demand},       Cue{"edge cases", Demand},     Cue{"should", Demand, 0.4},
    Cue{"never", Demand, 0.5},    Cue{"first", Step, 0.5},       Cue{"then", Step, 0.7},
    Cue{"after that", Step},      Cue{"finally", Step},          Cue{"next", Step, 0.3},
    Cue{"second", Step, 0.4},     Cue{"also", Step, 0.5},        Cue{"both", Step, 0.4},
};

const CueTable &complexityTable()
{
    static const CueTable made(cues);
    return made;
}

/// 0 .. 1 of \a amount, half at \a half.
double saturated(double amount, double half)
{
    return amount / (amount + half);
}

/// Lines that begin as those of a list, and questions beyond the first.
double listed(std::string_view text)
{
    double lines = 0;
    bool isBegin = true;
    double questions = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char byte = text[i];
        const bool isItem = (byte >= '1' && byte <= '9' && i + 1 < text.size()
                             && (text[i + 1] == '.' || text[i + 1] == ')'))
            || ((byte == '-' || byte == '*') && i + 1 < text.size() && text[i + 1] == ' ');
        lines += isBegin && isItem ? 1 : 0;
        questions += byte == '?' ? 1 : 0;
        isBegin = byte == '\n' || (isBegin && byte == ' ');
    }
    return lines + std::max(questions - 1, 0.0);
}

} // namespace

double RuleComplexity::estimate(const PromptView &prompt) const
{
    constexpr std::size_t most = 8192;
    const std::string_view text = prompt.lastText.substr(0, most);
    std::array<double, 3> found{};
    std::size_t words = 0;
    forEachWord(text, [&words](std::string_view, std::size_t) {
        ++words;
        return true;
    });
    complexityTable().scan(text, [&found](const Cue &cue, std::size_t) {
        found.at(static_cast<std::size_t>(cue.kind)) += cue.weight;
    });
    const double all = static_cast<double>(words)
        * static_cast<double>(std::max<std::size_t>(prompt.lastText.size(), 1))
        / static_cast<double>(std::max<std::size_t>(text.size(), 1));
    // 2,000 words are about 11 doublings.
    double score = 0.3 * std::min(std::log2(1 + all) / 11, 1.0);
    score += 0.25 * saturated(found[Thought], 2);
    score += 0.15 * saturated(listed(text) + found[Step], 4);
    score += 0.15 * codeShare(text) / 3;
    score += 0.1 * saturated(found[Demand], 2);
    score += 0.1 * saturated(static_cast<double>(prompt.textBytes), 40'000);
    score += prompt.wantsReasoning ? 0.1 : 0;
    return std::clamp(score, 0.0, 1.0);
}

} // namespace signalbox::routing
