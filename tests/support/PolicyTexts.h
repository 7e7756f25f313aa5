// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/PolicyReader.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace signalbox::tests {

/// \a text with ' for ", which reads better in C++.
inline QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

/// A policy of the keys \a more; by itself it is sound.
inline QByteArray policyText(const QByteArray &more)
{
    return json(QByteArray("{'signalbox':1,").append(more).append('}'));
}

/// A policy with the provider `p`, its targets `a` and `b`, the budget `money` and the route `r` of
/// the \a nodes from `start` on, and the further keys \a more.
inline QByteArray graphText(const QByteArray &nodes, const QByteArray &more = {})
{
    return policyText(QByteArray("'providers':[{'id':'p','dialect':'simulated'}],"
                                 "'targets':[{'id':'a','provider':'p','model':'m'},"
                                 "{'id':'b','provider':'p','model':'n'}],"
                                 "'budgets':[{'id':'money','period':'day','usd':1}],"
                                 "'routes':[{'name':'r','graph':{'start':'start','nodes':{")
                          .append(nodes)
                          .append("}}}]")
                          .append(more));
}

/// Every problem of \a text, a line each: "E /path: message", "W" for warnings; "@" is the graph of
/// the first route.
inline QString problemsOf(const QByteArray &text, const models::PolicyReferences &references = {})
{
    const auto result = models::readPolicy(text, references);
    QStringList lines;
    for (const models::PolicyProblem &problem : result ? result.value().warnings : result.error()) {
        QString path = problem.path;
        if (path.startsWith(QLatin1String("/routes/0/graph")))
            path.replace(0, QStringLiteral("/routes/0/graph").size(), QStringLiteral("@"));
        const bool isError = problem.severity == models::PolicyProblem::Severity::Error;
        lines.append((isError ? QStringLiteral("E ") : QStringLiteral("W ")) + path
                     + QStringLiteral(": ") + problem.message);
    }
    return lines.join(u'\n');
}

} // namespace signalbox::tests
