// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/routetests/RouteTests.h"

#include <QString>

#include <memory>

namespace signalbox::ui {

/// Where the tests of the policy in \a policyPath usually are: NAME.signalbox-tests.json beside
/// NAME.signalbox.json.
[[nodiscard]] QString testsBeside(const QString &policyPath);

/// Tests that were read, and a sentence about what is not right with them; empty for nothing.
struct LoadedTests
{
    models::RouteTests tests{};
    QString warning{};
};

/// Reads the tests in \a path; the failure is a sentence. Names that \a policy does not have are a
/// warning only: a draft may have them again. Blocks on the disk; thread-safe.
[[nodiscard]] models::Result<LoadedTests, QString> loadTests(const QString &path,
                                                             const models::Policy &policy);
/// Writes \a tests to \a path in one step; what is wrong as a sentence, or empty. Blocks on the
/// disk; thread-safe.
[[nodiscard]] QString saveTests(const QString &path, const models::RouteTests &tests);

} // namespace signalbox::ui
