// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace signalbox::routing {

/// What a Gemini model's name tells about its abilities. Unknown names count as the second
/// generation that thinks, 2.5: most deployments are that or forgive the rest.
class GeminiModel final
{
public:
    explicit GeminiModel(std::string_view name);

    /// Thinks by levels instead of budgets, wants signatures on calls, takes media in results.
    [[nodiscard]] bool isThirdGeneration() const { return m_major >= 3; }
    [[nodiscard]] bool canThink() const { return m_major > 2 || (m_major == 2 && m_minor >= 5); }
    [[nodiscard]] bool isFlash() const { return m_isFlash; }

private:
    int m_major = 2;
    int m_minor = 5;
    bool m_isFlash = false;
};

} // namespace signalbox::routing
