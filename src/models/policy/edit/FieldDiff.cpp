// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/FieldDiff.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace signalbox::models {

namespace {

/// What tells an entry of a list apart from its neighbours; empty for nothing.
QString nameOf(const QJsonValue &entry)
{
    if (entry.isString())
        return entry.toString();
    for (const auto *key : {"target", "name", "id", "node"}) {
        if (const QString name = entry[QLatin1String(key)].toString(); !name.isEmpty())
            return name;
    }
    return {};
}

/// Names of all entries; empty when they do not tell them apart.
QStringList namesOf(const QJsonArray &list)
{
    QStringList names;
    for (const QJsonValue &entry : list)
        names.append(nameOf(entry));
    const bool areGood =
        !names.contains(QString()) && QSet(names.begin(), names.end()).size() == names.size();
    return areGood ? names : QStringList();
}

/// Collects what differs between two values.
class FieldDiff final
{
public:
    void add(const QString &path, const QStringList &names, const QJsonValue &before,
             const QJsonValue &after)
    {
        if (before == after)
            return;
        // A member without settings is just its target.
        if (before.isString() && after[u"target"] == before)
            add(path, names, QJsonObject{{QStringLiteral("target"), before}}, after);
        else if (after.isString() && before[u"target"] == after)
            add(path, names, before, QJsonObject{{QStringLiteral("target"), after}});
        else if (before.isObject() && after.isObject())
            addObject(path, names, before.toObject(), after.toObject());
        else if (before.isArray() && after.isArray())
            addList(path, names, before.toArray(), after.toArray());
        else
            m_changes.append({.path = path,
                              .names = names,
                              .before = compactJson(before),
                              .after = compactJson(after)});
    }
    [[nodiscard]] QList<FieldChange> take() { return std::move(m_changes); }

private:
    void addObject(const QString &path, const QStringList &names, const QJsonObject &before,
                   const QJsonObject &after)
    {
        QStringList keys = before.keys() + after.keys();
        keys.sort();
        keys.removeDuplicates();
        for (const QString &key : keys) {
            const QString below = path + QLatin1Char('/') + key;
            const QJsonValue left = before.value(key);
            const QJsonValue right = after.value(key);
            if (key == QLatin1String("when") && left != right && !left.isArray()
                && !right.isArray())
                m_changes.append({.path = below,
                                  .names = names,
                                  .before = compactJson(left),
                                  .after = compactJson(right)});
            else
                add(below, names, left, right);
        }
    }

    void addList(const QString &path, const QStringList &names, const QJsonArray &before,
                 const QJsonArray &after)
    {
        const QStringList left = namesOf(before);
        const QStringList right = namesOf(after);
        const bool areNamed =
            (before.isEmpty() || !left.isEmpty()) && (after.isEmpty() || !right.isEmpty());
        if (areNamed)
            addNamed(path, names, {before, left}, {after, right});
        else
            addPlaced(path, names, before, after);
    }

    struct NamedList
    {
        const QJsonArray &entries;
        const QStringList &names;
    };

    void addNamed(const QString &path, const QStringList &names, const NamedList &before,
                  const NamedList &after)
    {
        const auto entryPath = [&path](qsizetype i) {
            return QStringLiteral("%1/%2").arg(path).arg(i);
        };
        QStringList stayed = before.names;
        QStringList stays;
        for (qsizetype i = 0; i < after.names.size(); ++i) {
            const qsizetype old = before.names.indexOf(after.names[i]);
            add(entryPath(i), names + QStringList(after.names[i]),
                old < 0 ? QJsonValue(QJsonValue::Undefined) : before.entries[old],
                after.entries[i]);
            if (old >= 0)
                stays.append(after.names[i]);
        }
        for (qsizetype i = 0; i < before.names.size(); ++i) {
            if (!after.names.contains(before.names[i]))
                add(entryPath(i), names + QStringList(before.names[i]), before.entries[i],
                    QJsonValue::Undefined);
        }
        stayed.removeIf([&stays](const QString &name) { return !stays.contains(name); });
        if (stayed != stays)
            m_changes.append({.path = path,
                              .names = names,
                              .before = compactJson(QJsonArray::fromStringList(stayed)),
                              .after = compactJson(QJsonArray::fromStringList(stays)),
                              .isOrder = true});
    }

    /// By their places, counted from the end behind what has changed.
    void addPlaced(const QString &path, const QStringList &names, const QJsonArray &before,
                   const QJsonArray &after)
    {
        const qsizetype shorter = std::min(before.size(), after.size());
        qsizetype first = 0;
        while (first < shorter && before[first] == after[first])
            ++first;
        qsizetype last = 0; // from the end
        while (last < shorter - first
               && before[before.size() - 1 - last] == after[after.size() - 1 - last])
            ++last;
        const auto entry = [&](qsizetype i, const QJsonValue &left, const QJsonValue &right) {
            add(QStringLiteral("%1/%2").arg(path).arg(i), names + QStringList(QString()), left,
                right);
        };
        if (before.size() == after.size()) {
            for (qsizetype i = first; i < before.size() - last; ++i)
                entry(i, before[i], after[i]);
            return;
        }
        for (qsizetype i = first; i < before.size() - last; ++i)
            entry(i, before[i], QJsonValue::Undefined);
        for (qsizetype i = first; i < after.size() - last; ++i)
            entry(i, QJsonValue::Undefined, after[i]);
    }

    QList<FieldChange> m_changes;
};

} // namespace

QString compactJson(const QJsonValue &value)
{
    if (value.isUndefined())
        return {};
    const QByteArray list =
        QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact); // takes any value
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

QList<FieldChange> fieldChanges(const QJsonValue &before, const QJsonValue &after)
{
    FieldDiff diff;
    diff.add({}, {}, before, after);
    return diff.take();
}

} // namespace signalbox::models
