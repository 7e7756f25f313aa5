// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/simulator/AskedRequest.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace signalbox::ui {

using models::HeaderField;

namespace {

struct AskedRequestWords
{
    Q_DECLARE_TR_FUNCTIONS(AskedRequest)
};

QJsonObject message(const char *role, const QString &text)
{
    return {{QStringLiteral("role"), QLatin1String(role)}, {QStringLiteral("content"), text}};
}

/// Rules ask how many there are, not what they do.
QJsonArray namedTools(int count)
{
    QJsonArray tools;
    for (int i = 1; i <= count; ++i) {
        const QJsonObject function{
            {QStringLiteral("name"), QStringLiteral("tool_%1").arg(i)},
            {QStringLiteral("parameters"),
             QJsonObject{{QStringLiteral("type"), QStringLiteral("object")}}}};
        tools.append(QJsonObject{{QStringLiteral("type"), QStringLiteral("function")},
                                 {QStringLiteral("function"), function}});
    }
    return tools;
}

QJsonObject anySchema()
{
    const QJsonObject schema{{QStringLiteral("name"), QStringLiteral("answer")},
                             {QStringLiteral("schema"),
                              QJsonObject{{QStringLiteral("type"), QStringLiteral("object")}}}};
    return {{QStringLiteral("type"), QStringLiteral("json_schema")},
            {QStringLiteral("json_schema"), schema}};
}

/// What HTTP lets a header's name be made of.
bool isHeaderName(const QByteArray &name)
{
    return !name.isEmpty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

} // namespace

QByteArray AskedRequest::body() const
{
    QJsonArray messages;
    if (!system.isEmpty())
        messages.append(message("system", system));
    messages.append(message("user", user));
    QJsonObject object{{QStringLiteral("messages"), messages}};
    if (!model.isEmpty())
        object.insert(QStringLiteral("model"), model);
    if (tools > 0)
        object.insert(QStringLiteral("tools"), namedTools(tools));
    if (hasJsonSchema)
        object.insert(QStringLiteral("response_format"), anySchema());
    if (isStreamed)
        object.insert(QStringLiteral("stream"), true);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

models::Result<QList<HeaderField>, QString> readHeaderLines(const QString &text)
{
    QList<HeaderField> headers;
    int number = 0;
    for (const QString &line : text.split(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const QByteArray name = line.section(u':', 0, 0).trimmed().toUtf8();
        if (!line.contains(u':') || !isHeaderName(name))
            return models::Failure{
                AskedRequestWords::tr("Line %1 of the headers is not “name: value”.").arg(number)};
        headers.append({.name = name, .value = line.section(u':', 1).trimmed().toUtf8()});
    }
    return headers;
}

QString headerLines(const QList<HeaderField> &headers)
{
    QStringList lines;
    for (const HeaderField &header : headers)
        lines.append(QString::fromUtf8(header.name) + QStringLiteral(": ")
                     + QString::fromUtf8(header.value));
    return lines.join(u'\n');
}

} // namespace signalbox::ui
