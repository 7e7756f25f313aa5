// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <functional>

namespace signalbox::tests {

/// Damages a JSON value at one place: what stands there is replaced by every other type, left out,
/// or written twice.
class JsonMutations final
{
public:
    struct Mutant
    {
        QByteArray json;
        QString path; ///< of the place: "/messages/0/role"
        QByteArray what; ///< what stands there now
    };

    explicit JsonMutations(const QByteArray &json)
        : m_root(QJsonDocument::fromJson(json).object())
    {
        collect(m_root, {});
    }

    /// Calls \a check with every mutant.
    void forEach(const std::function<void(const Mutant &)> &check) const
    {
        static const QByteArrayList values{"null",    "true",          "-7",  "1.5",
                                           "\"odd\"", "\"\"",          "[]",  "[1,\"a\",{}]",
                                           "{}",      "{\"odd\":[1]}", "9e99"};
        for (const QString &place : m_places) {
            for (const QByteArray &value : values)
                check({written(m_root, {}, place, value), place, value});
            check({written(m_root, {}, place, "-"), place, "left out"});
            check({written(m_root, {}, place, "+"), place, "written twice"});
        }
    }

    /// The strings in the value that begin with "keep", but for those below \a path.
    [[nodiscard]] QByteArrayList keptOutside(const QString &path) const
    {
        QByteArrayList kept;
        gather(m_root, {}, path, kept);
        return kept;
    }

    /// The place that holds \a path; \a path itself at the top.
    static QString parent(const QString &path)
    {
        const qsizetype slash = path.lastIndexOf(QLatin1Char('/'));
        return slash <= 0 ? path : path.left(slash);
    }

private:
    void collect(const QJsonValue &value, const QString &path)
    {
        eachMember(value, [&](const QString &name, const QJsonValue &member) {
            const QString here = path + QLatin1Char('/') + name;
            m_places.append(here);
            collect(member, here);
        });
    }

    static void eachMember(const QJsonValue &value,
                           const std::function<void(const QString &, const QJsonValue &)> &visit)
    {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            visit(it.key(), it.value());
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            visit(QString::number(i), array.at(i));
    }

    static QByteArray scalar(const QJsonValue &value)
    {
        const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        return list.mid(1, list.size() - 2);
    }

    static QByteArray written(const QJsonValue &value, const QString &path, const QString &place,
                              const QByteArray &instead)
    {
        if (!value.isObject() && !value.isArray())
            return scalar(value);
        QByteArrayList members;
        eachMember(value, [&](const QString &name, const QJsonValue &member) {
            const QString here = path + QLatin1Char('/') + name;
            const bool isPlace = here == place;
            if (isPlace && instead == "-")
                return;
            const bool isReplaced = isPlace && instead != "+";
            const QByteArray text = (value.isObject() ? scalar(name) + ":" : QByteArray())
                + (isReplaced ? instead : written(member, here, place, instead));
            members.append(text);
            if (isPlace && !isReplaced)
                members.append(text);
        });
        const QByteArray joined = members.join(',');
        return value.isObject() ? "{" + joined + "}" : "[" + joined + "]";
    }

    static void gather(const QJsonValue &value, const QString &path, const QString &without,
                       QByteArrayList &kept)
    {
        if (path == without)
            return;
        if (value.isString() && value.toString().startsWith(QLatin1String("keep")))
            kept.append(value.toString().toUtf8());
        eachMember(value, [&](const QString &name, const QJsonValue &member) {
            gather(member, path + QLatin1Char('/') + name, without, kept);
        });
    }

    QJsonObject m_root;
    QStringList m_places;
};

} // namespace signalbox::tests
