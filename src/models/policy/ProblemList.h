// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/PolicyProblem.h"
#include "models/policy/checks/JsonPlace.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace signalbox::models {

/// Gathers the problems of one document, each at its line.
class ProblemList
{
public:
    explicit ProblemList(const JsonTree &tree)
        : m_tree(tree)
    {}

    void error(const JsonValue &where, const QString &path, const QString &message,
               const QString &hint = {});
    void warning(const JsonValue &where, const QString &path, const QString &message,
                 const QString &hint = {});

    void error(const JsonPlace &place, const QString &message, const QString &hint = {})
    {
        error(place.value(), place.path(), message, hint);
    }
    void warning(const JsonPlace &place, const QString &message, const QString &hint = {})
    {
        warning(place.value(), place.path(), message, hint);
    }

    /// "Did you mean ...?" for a \a name that is not among \a known, or empty. Gives up once there
    /// are many problems: looking is slow, and nobody reads the thousandth hint.
    [[nodiscard]] QString suggestion(const QString &name, const QStringList &known) const;

    /// In the order of the text.
    [[nodiscard]] QList<PolicyProblem> takeSorted();

private:
    const JsonTree &m_tree;
    QList<PolicyProblem> m_problems;
};

} // namespace signalbox::models
