// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/ProblemList.h"
#include "models/policy/checks/JsonPlace.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace signalbox::models {

/// The names of one sort of thing, and where each stands first.
class NameList final
{
public:
    /// \a word is what such a thing is called in a message.
    explicit NameList(const QString &word)
        : m_word(word)
    {}

    [[nodiscard]] bool has(const QString &name) const { return m_places.contains(name); }
    /// The path of \a name, or empty.
    [[nodiscard]] QString placeOf(const QString &name) const { return m_places.value(name); }
    [[nodiscard]] const QStringList &names() const { return m_names; }
    /// Some could not be read: then no name is known to be wrong.
    void setIncomplete() { m_isComplete = false; }

    /// Adds the name at \a place, and reports one that is there already.
    void add(const JsonPlace &place, ProblemList &problems)
    {
        const QString &name = place.text();
        if (const auto before = m_places.constFind(name); before != m_places.constEnd()) {
            problems.error(place,
                           QStringLiteral("The %1 %2 exists already, at %3.")
                               .arg(m_word, quoted(name), *before));
            return;
        }
        m_places.insert(name, place.path());
        m_names.append(name);
    }

    /// Whether \a name, at \a place, is one of them; reports one that is not.
    bool check(const JsonPlace &place, const QString &name, ProblemList &problems) const
    {
        if (!m_isComplete || has(name))
            return true;
        problems.error(place, QStringLiteral("There is no %1 %2.").arg(m_word, quoted(name)),
                       problems.suggestion(name, m_names));
        return false;
    }
    bool check(const JsonPlace &place, ProblemList &problems) const
    {
        return check(place, place.text(), problems);
    }
    [[nodiscard]] bool isComplete() const { return m_isComplete; }

private:
    QString m_word;
    QHash<QString, QString> m_places;
    QStringList m_names;
    bool m_isComplete = true;
};

/// What the parts of a policy may refer to.
struct KnownNames
{
    NameList providers{QStringLiteral("provider")};
    NameList targets{QStringLiteral("target")};
    NameList routes{QStringLiteral("route")};
    NameList budgets{QStringLiteral("budget")};
    NameList clients{QStringLiteral("client")};
};

/// The name that the key made at first run has, which is in no policy.
[[nodiscard]] inline QString firstClientName()
{
    return QStringLiteral("default");
}

} // namespace signalbox::models
