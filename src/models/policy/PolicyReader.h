// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/policy/Policy.h"
#include "models/policy/PolicyProblem.h"
#include "models/policy/checks/PolicyReferences.h"

#include <QByteArray>
#include <QList>

namespace signalbox::models {

/// A policy and what is worth a word about it.
struct ReadPolicy
{
    Policy policy;
    QList<PolicyProblem> warnings;
};

/// Reads and checks a policy document: first its form (JSON, then the schema), then its meaning, as
/// far as its form allows, and what \a references know of it. Takes any bytes. The failure holds at
/// least one error, and the warnings; in the order of the text. Thread-safe, and pure but for the
/// schema, which is read once.
[[nodiscard]] Result<ReadPolicy, QList<PolicyProblem>>
readPolicy(const QByteArray &bytes, const PolicyReferences &references = {});

} // namespace signalbox::models
