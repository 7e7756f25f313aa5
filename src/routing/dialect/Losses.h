// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/DialectError.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace signalbox::routing {

/// What a translation could not carry over. Told in the decision and in `x-signalbox-lossy`.
class Losses final
{
public:
    struct Loss
    {
        std::string path; ///< the client's field: `messages[1].content[0]`, `top_k`
        std::string reason; ///< a short English clause: "Anthropic has no seed"
    };

    /// \a path was left out.
    void dropped(std::string_view path, std::string_view reason)
    {
        m_losses.push_back({std::string(path), std::string(reason)});
    }
    /// \a path cannot be left out without changing what was asked: the request must be refused.
    /// The first one counts.
    void impossible(std::string_view path, std::string_view message)
    {
        if (!m_problem)
            m_problem = DialectError{.status = 400,
                                     .message = std::string(message),
                                     .code = "not_translatable",
                                     .param = std::string(path)};
    }

    [[nodiscard]] const std::vector<Loss> &all() const { return m_losses; }
    [[nodiscard]] const std::optional<DialectError> &problem() const { return m_problem; }

private:
    std::vector<Loss> m_losses;
    std::optional<DialectError> m_problem;
};

} // namespace signalbox::routing
