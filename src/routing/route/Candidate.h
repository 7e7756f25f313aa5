// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QString>

#include <optional>
#include <string>

namespace signalbox::routing {

/// One target as the data path needs it: made once from the policy, which it must not outlive.
struct Candidate
{
    static constexpr int madeUp = -1;

    const models::Provider *provider = nullptr;
    const models::Target *declared = nullptr; ///< null for provider/model
    QString target; ///< target id, or provider/model
    QString model;
    std::string modelUtf8;
    std::string modelJson; ///< the model as the inside of a JSON string
    /// The fields every answer of this candidate carries, complete lines.
    std::string answerFields;
    int index = madeUp; ///< its place among the plan's candidates

    /// The candidate for \a name, a target of \a policy or provider/model; nothing for neither.
    static std::optional<Candidate> of(const models::Policy &policy, const QString &name);
};

/// `name: value` as a complete line. What could end the line or is no ASCII becomes a question
/// mark: fields are for tools.
std::string answerField(std::string_view name, const QString &value);

} // namespace signalbox::routing
