// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/PolicyDiff.h"

#include "models/policy/PolicyWriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace signalbox::models {

namespace {

using Kind = PolicyChange::Kind;
using Part = PolicyChange::Part;

QString compact(const QJsonValue &value)
{
    if (value.isUndefined())
        return {};
    const QByteArray list =
        QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact); // takes any value
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

void addFieldChanges(const QString &path, const QJsonValue &before, const QJsonValue &after,
                     QList<FieldChange> &changes)
{
    if (before == after)
        return;
    if (before.isObject() && after.isObject()) {
        const QJsonObject left = before.toObject();
        const QJsonObject right = after.toObject();
        QStringList keys = left.keys() + right.keys();
        keys.sort();
        keys.removeDuplicates();
        for (const QString &key : keys)
            addFieldChanges(path + QLatin1Char('/') + key, left.value(key), right.value(key),
                            changes);
        return;
    }
    // Lists of the same length have one entry changed; in others everything may have moved.
    const QJsonArray left = before.toArray();
    const QJsonArray right = after.toArray();
    if (before.isArray() && after.isArray() && left.size() == right.size()) {
        for (qsizetype i = 0; i < left.size(); ++i)
            addFieldChanges(QStringLiteral("%1/%2").arg(path).arg(i), left.at(i), right.at(i),
                            changes);
        return;
    }
    changes.append({.path = path, .before = compact(before), .after = compact(after)});
}

QList<FieldChange> fieldChanges(const QJsonValue &before, const QJsonValue &after)
{
    QList<FieldChange> changes;
    addFieldChanges({}, before, after, changes);
    return changes;
}

class Diff final
{
public:
    void addRoutes(const QJsonArray &before, const QJsonArray &after)
    {
        for (const QJsonValue &value : after) {
            const QJsonObject route = value.toObject();
            const QString name = route[u"name"].toString();
            const QJsonObject old = routeOf(before, name);
            if (old.isEmpty())
                m_changes.append({.kind = Kind::Added, .part = Part::Route, .route = name});
            addGraph(name, old[u"graph"].toObject(), route[u"graph"].toObject());
        }
        for (const QJsonValue &value : before) {
            const QString name = value[u"name"].toString();
            if (routeOf(after, name).isEmpty())
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
    static QJsonObject routeOf(const QJsonArray &routes, const QString &name)
    {
        for (const QJsonValue &route : routes) {
            if (route[u"name"].toString() == name)
                return route.toObject();
        }
        return {};
    }

    void addGraph(const QString &route, const QJsonObject &before, const QJsonObject &after)
    {
        const bool isNew = before.isEmpty();
        if (!isNew && before[u"start"] != after[u"start"]) {
            m_changes.append({.part = Part::Route,
                              .route = route,
                              .fields = {{.path = QStringLiteral("/start"),
                                          .before = compact(before[u"start"]),
                                          .after = compact(after[u"start"])}}});
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
        for (const QString &id : ids) {
            PolicyChange change{.part = Part::Node, .route = route, .node = id};
            if (!before.contains(id))
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
