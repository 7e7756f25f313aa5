// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/PolicyDiff.h"

#include "models/policy/PolicyWriter.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace signalbox::models {

namespace {

using Kind = PolicyChange::Kind;
using Part = PolicyChange::Part;

/// What came and what went, where both are the same but for the name: name before by name after.
QHash<QString, QString> renames(const QJsonObject &before, const QJsonObject &after)
{
    QHash<QString, QString> found;
    QSet<QString> taken;
    for (auto now = after.begin(); now != after.end(); ++now) {
        if (before.contains(now.key()))
            continue;
        for (auto old = before.begin(); old != before.end(); ++old) {
            if (after.contains(old.key()) || taken.contains(old.key())
                || old.value() != now.value())
                continue;
            found.insert(now.key(), old.key());
            taken.insert(old.key());
            break;
        }
    }
    return found;
}

/// Graphs by the names of their routes.
QJsonObject graphsOf(const QJsonArray &routes)
{
    QJsonObject graphs;
    for (const QJsonValue &route : routes)
        graphs.insert(route[u"name"].toString(), route[u"graph"]);
    return graphs;
}

class Diff final
{
public:
    void addRoutes(const QJsonArray &before, const QJsonArray &after)
    {
        const QJsonObject left = graphsOf(before);
        const QJsonObject right = graphsOf(after);
        const QHash<QString, QString> renamed = renames(left, right);
        for (const QJsonValue &value : after) {
            const QString name = value[u"name"].toString();
            if (renamed.contains(name)) {
                m_changes.append({.kind = Kind::Renamed,
                                  .part = Part::Route,
                                  .route = name,
                                  .before = renamed.value(name)});
                continue;
            }
            if (!left.contains(name))
                m_changes.append({.kind = Kind::Added, .part = Part::Route, .route = name});
            addGraph(name, left[name].toObject(), right[name].toObject());
        }
        const QStringList formerNames = renamed.values();
        for (const QJsonValue &value : before) {
            const QString name = value[u"name"].toString();
            if (!right.contains(name) && !formerNames.contains(name))
                m_changes.append({.kind = Kind::Removed, .part = Part::Route, .route = name});
        }
    }

    void addRest(const QJsonObject &before, const QJsonObject &after)
    {
        QStringList fields = before.keys() + after.keys();
        fields.sort();
        fields.removeDuplicates();
        fields.removeAll(QStringLiteral("routes"));
        for (const QString &field : fields) {
            const auto changes = fieldChanges(before.value(field), after.value(field));
            if (!changes.isEmpty())
                m_changes.append({.part = Part::Other, .field = field, .fields = changes});
        }
    }

    [[nodiscard]] QList<PolicyChange> take() { return std::move(m_changes); }

private:
    void addGraph(const QString &route, const QJsonObject &before, const QJsonObject &after)
    {
        const bool isNew = before.isEmpty();
        if (!isNew && before[u"start"] != after[u"start"]) {
            m_changes.append({.part = Part::Route,
                              .route = route,
                              .fields = {{.path = QStringLiteral("/start"),
                                          .before = compactJson(before[u"start"]),
                                          .after = compactJson(after[u"start"])}}});
        }
        addNodes(route, before[u"nodes"].toObject(), after[u"nodes"].toObject());
        if (!isNew && before[u"layout"] != after[u"layout"])
            m_changes.append({.part = Part::Layout, .route = route});
    }

    void addNodes(const QString &route, const QJsonObject &before, const QJsonObject &after)
    {
        QStringList ids = before.keys() + after.keys();
        ids.sort();
        ids.removeDuplicates();
        const QHash<QString, QString> renamed = renames(before, after);
        const QStringList formerIds = renamed.values();
        for (const QString &id : ids) {
            PolicyChange change{.part = Part::Node, .route = route, .node = id};
            if (formerIds.contains(id))
                continue;
            if (renamed.contains(id)) {
                change.kind = Kind::Renamed;
                change.before = renamed.value(id);
            } else if (!before.contains(id))
                change.kind = Kind::Added;
            else if (!after.contains(id))
                change.kind = Kind::Removed;
            else if (change.fields = fieldChanges(before[id], after[id]); change.fields.isEmpty())
                continue;
            m_changes.append(change);
        }
    }

    QList<PolicyChange> m_changes;
};

} // namespace

QList<PolicyChange> policyDiff(const Policy &before, const Policy &after)
{
    if (before == after)
        return {};
    // By way of the text: what it says is what people know.
    const QJsonObject left = QJsonDocument::fromJson(writePolicy(before)).object();
    const QJsonObject right = QJsonDocument::fromJson(writePolicy(after)).object();
    Diff diff;
    diff.addRoutes(left[u"routes"].toArray(), right[u"routes"].toArray());
    diff.addRest(left, right);
    return diff.take();
}

} // namespace signalbox::models
