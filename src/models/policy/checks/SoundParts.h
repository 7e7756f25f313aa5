// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/JsonTree.h"
#include "models/policy/PolicyProblem.h"

#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace signalbox::models {

/// A document without what its schema does not allow, so that the rest can be understood and
/// checked: of a broken provider, target, route, budget or client only its name is left, in its
/// place; a broken section is left out. Lives with the tree.
class SoundParts final
{
public:
    /// \a problems are those that the schema has with the document \a root.
    SoundParts(const JsonValue &root, const QList<PolicyProblem> &problems);

    [[nodiscard]] const JsonValue &root() const { return m_copy ? *m_copy : m_root; }
    /// Whether the item at \a path, such as "/routes/3", is only a name, or not even that.
    [[nodiscard]] bool isBroken(const QString &path) const { return m_broken.contains(path); }

private:
    void takeOut(const PolicyProblem &problem);

    const JsonValue &m_root;
    std::optional<JsonValue> m_copy; ///< only when something is broken
    QSet<QString> m_broken; ///< items, and sections
};

} // namespace signalbox::models
