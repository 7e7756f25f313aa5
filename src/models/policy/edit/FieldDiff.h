// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

namespace signalbox::models {

/// One value that is another, as it stands in the policy's text.
struct FieldChange
{
    QString path{}; ///< JSON pointer below what has changed: "/members/1/weight"
    /// Of each list entry on the path its name, a target's or an arm's; empty where it has none.
    QStringList names{};
    QString before{}; ///< compact JSON; empty: it was not there
    QString after{}; ///< compact JSON; empty: it is not there any longer
    bool isOrder = false; ///< of a list only the order of entries, whose names are told

    bool operator==(const FieldChange &) const = default;
};

/// What differs between two values, down to the single fields. Entries of lists are told apart by
/// their names (of a target, an arm, a budget) where each has one, else by their places. A
/// condition
/// (`when`) is one value, however deep its change. Pure.
[[nodiscard]] QList<FieldChange> fieldChanges(const QJsonValue &before, const QJsonValue &after);

/// \a value in one line; empty for what is not there.
[[nodiscard]] QString compactJson(const QJsonValue &value);

} // namespace signalbox::models
