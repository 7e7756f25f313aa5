// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/signals/RequestSurvey.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace signalbox::routing {

/// Spreads a survey's samples over texts whose total size is not known beforehand: short bodies are
/// taken whole, long ones a piece in every stride. Used during one survey.
class SurveySamples final
{
public:
    SurveySamples(std::size_t bodySize, RequestSurvey &survey)
        : m_survey(survey)
        , m_stride(bodySize / RequestSurvey::sampleCount)
    {}

    void add(std::string_view text)
    {
        m_survey.textBytes += static_cast<qint64>(text.size());
        const std::size_t end = m_position + text.size();
        while (m_next < end && m_survey.samplesTaken < RequestSurvey::sampleCount) {
            const std::size_t offset = std::max(m_next, m_position) - m_position;
            const std::string_view sample = wholeWords(text, offset);
            m_survey.samples.at(m_survey.samplesTaken++) = sample;
            m_survey.sampledBytes += static_cast<qint64>(sample.size());
            const std::size_t behind =
                static_cast<std::size_t>(sample.data() - text.data()) + sample.size();
            m_next = m_position + std::max(behind, offset + m_stride);
        }
        m_position = end;
    }

private:
    /// A sample that begins and ends between words, for half words cost more tokens.
    static std::string_view wholeWords(std::string_view text, std::size_t offset)
    {
        constexpr std::size_t longestWord = 32;
        std::size_t begin = offset;
        if (begin > 0) {
            const std::size_t space = text.substr(begin, longestWord).find(' ');
            if (space != std::string_view::npos)
                begin += space;
        }
        const std::string_view sample = text.substr(begin, RequestSurvey::sampleBytes);
        if (begin + sample.size() == text.size())
            return sample;
        const std::size_t space = sample.rfind(' ');
        const bool isNear =
            space != std::string_view::npos && space + longestWord >= sample.size() && space > 0;
        return isNear ? sample.substr(0, space) : sample;
    }

    RequestSurvey &m_survey;
    std::size_t m_stride;
    std::size_t m_position = 0; ///< in all texts, one behind the other
    std::size_t m_next = 0; ///< where the next sample begins
};

} // namespace signalbox::routing
