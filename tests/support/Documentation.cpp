// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/Documentation.h"

#include "models/policy/JsonTree.h"

#include <QFile>
#include <QSet>

namespace signalbox::tests {

namespace {

void collectKeys(const models::JsonValue &schema, QSet<QString> &keys)
{
    for (const models::JsonMember &member : schema.members) {
        if (member.key == QLatin1String("properties")) {
            for (const models::JsonMember &property : member.value.members)
                keys.insert(property.key);
        }
        collectKeys(member.value, keys);
    }
    for (const models::JsonValue &item : schema.items)
        collectKeys(item, keys);
}

} // namespace

QString sourceText(const QString &path)
{
    QFile file(QStringLiteral(SIGNALBOX_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QList<DocumentedExample> documentedExamples(const QString &path)
{
    QList<DocumentedExample> found;
    const QStringList lines = sourceText(path).split(u'\n');
    bool isInside = false;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (!isInside && lines[i] == QLatin1String("```json")) {
            found.append(DocumentedExample{.line = static_cast<int>(i) + 2, .text = {}});
            isInside = true;
        } else if (isInside && lines[i] == QLatin1String("```")) {
            isInside = false;
        } else if (isInside) {
            found.last().text += lines[i] + u'\n';
        }
    }
    return found;
}

std::optional<QStringList> unexplainedKeys(const QString &schema, const QString &page,
                                           qsizetype least)
{
    const models::JsonTree tree = models::JsonTree::parse(sourceText(schema).toUtf8());
    QSet<QString> keys;
    if (tree.root())
        collectKeys(*tree.root(), keys);
    if (keys.size() < least)
        return std::nullopt;
    const QString text = sourceText(page);
    QStringList missing;
    for (const QString &key : keys) {
        if (!text.contains(u'`' + key + u'`'))
            missing.append(key);
    }
    missing.sort();
    return missing;
}

} // namespace signalbox::tests
