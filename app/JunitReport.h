// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/simulator/RouteTestRun.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace signalbox::app {

/// "target: expected large, got mini; variant: ...", for a case that failed.
[[nodiscard]] QString mismatchesInWords(const routing::RouteCaseResult &result);

/// The results of route tests as JUnit's XML, which every build server reads: a test suite for each
/// file. A value.
class JunitReport final
{
public:
    void add(const QString &file, const routing::RouteTestReport &report);
    /// Well-formed whatever the names are: what XML 1.0 cannot hold is replaced.
    [[nodiscard]] QByteArray toXml() const;
    /// Writes it whole or not at all. Returns what went wrong; empty for nothing.
    [[nodiscard]] QString save(const QString &path) const;

private:
    struct Case
    {
        QString name;
        int line = 0;
        QString failure; ///< empty: it passed
        QString way;
    };
    struct Suite
    {
        QString file;
        std::vector<Case> cases;
        int failed = 0;
    };

    std::vector<Suite> m_suites;
};

} // namespace signalbox::app
