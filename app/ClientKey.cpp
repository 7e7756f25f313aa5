// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ClientKey.h"

#include "models/base/PrivateFolder.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSaveFile>

#include <array>

namespace signalbox::app {

namespace {

constexpr qint64 longestKey = 256;
const auto fileName = QLatin1String("client-key");

QString newKey()
{
    std::array<quint32, 6> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    QString key = QStringLiteral("sbx-");
    for (const quint32 word : words)
        key += QString::number(word, 16).rightJustified(8, QLatin1Char('0'));
    return key;
}

} // namespace

QString clientKey(const QString &directory)
{
    const QString path = QDir(directory).filePath(fileName);
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        const QString key = QString::fromLatin1(file.read(longestKey)).trimmed();
        if (!key.isEmpty())
            return key;
    }
    QString key = newKey();
    if (!models::makePrivateFolder(directory))
        return {};
    QSaveFile save(path);
    if (!save.open(QIODevice::WriteOnly))
        return {};
    save.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    save.write(key.toLatin1() + '\n');
    return save.commit() ? key : QString();
}

} // namespace signalbox::app
