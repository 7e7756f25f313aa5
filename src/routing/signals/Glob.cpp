// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/Glob.h"

#include "routing/signals/Utf8.h"

#include <algorithm>

namespace signalbox::routing {

Glob::Glob(std::string_view pattern)
{
    std::size_t position = 0;
    while (position < pattern.size()) {
        if (pattern[position] == '[') {
            if (const std::size_t end = addSet(pattern, position); end > position) {
                position = end;
                continue;
            }
        }
        char32_t character = nextCharacter(pattern, position);
        if (character == U'*') {
            if (m_steps.empty() || m_steps.back().kind != Step::Kind::Star)
                m_steps.push_back({.kind = Step::Kind::Star});
            continue;
        }
        if (character == U'?') {
            m_steps.push_back({.kind = Step::Kind::Any});
            continue;
        }
        if (character == U'\\' && position < pattern.size())
            character = nextCharacter(pattern, position);
        m_steps.push_back({.kind = Step::Kind::Character, .character = character});
    }
}

/// Adds the set that begins at \a position and returns where it ends; \a position itself when it
/// has no end and the bracket stands for itself.
std::size_t Glob::addSet(std::string_view pattern, std::size_t position)
{
    const std::size_t open = position++;
    Step step{.kind = Step::Kind::Set, .begin = m_ranges.size()};
    if (position < pattern.size() && (pattern[position] == '!' || pattern[position] == '^')) {
        step.kind = Step::Kind::NotSet;
        ++position;
    }
    bool isFirst = true; // a closing bracket at the beginning is one of the set
    while (position < pattern.size() && (isFirst || pattern[position] != ']')) {
        isFirst = false;
        const char32_t first = nextCharacter(pattern, position);
        char32_t last = first;
        if (position + 1 < pattern.size() && pattern[position] == '-'
            && pattern[position + 1] != ']') {
            ++position;
            last = nextCharacter(pattern, position);
        }
        m_ranges.push_back({first, last});
    }
    if (position >= pattern.size()) {
        m_ranges.resize(step.begin);
        return open;
    }
    step.end = m_ranges.size();
    m_steps.push_back(step);
    return position + 1;
}

bool Glob::matchesStep(const Step &step, char32_t character) const
{
    switch (step.kind) {
    case Step::Kind::Character:
        return step.character == character;
    case Step::Kind::Any:
        return true;
    case Step::Kind::Star:
        return false;
    case Step::Kind::Set:
    case Step::Kind::NotSet:
        break;
    }
    const bool isIn = std::any_of(m_ranges.begin() + static_cast<std::ptrdiff_t>(step.begin),
                                  m_ranges.begin() + static_cast<std::ptrdiff_t>(step.end),
                                  [character](const Range &range) {
                                      return range.first <= character && character <= range.last;
                                  });
    return isIn == (step.kind == Step::Kind::Set);
}

bool Glob::matches(std::string_view text) const
{
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::size_t step = 0;
    std::size_t position = 0;
    std::size_t afterStar = none; // where to go on after the last star
    std::size_t starPosition = 0; // and with which text
    while (position < text.size()) {
        if (step < m_steps.size() && m_steps[step].kind == Step::Kind::Star) {
            afterStar = ++step;
            starPosition = position;
            if (step == m_steps.size())
                return true;
            continue;
        }
        std::size_t next = position;
        if (step < m_steps.size() && matchesStep(m_steps[step], nextCharacter(text, next))) {
            ++step;
            position = next;
            continue;
        }
        if (afterStar == none)
            return false;
        nextCharacter(text, starPosition); // the star takes one more
        position = starPosition;
        step = afterStar;
    }
    while (step < m_steps.size() && m_steps[step].kind == Step::Kind::Star)
        ++step;
    return step == m_steps.size();
}

} // namespace signalbox::routing
