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

ClientKey clientKey(const QString &directory)
{
    const QString path = QDir(directory).filePath(fileName);
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        const QString known = QString::fromLatin1(file.read(longestKey)).trimmed();
        if (!known.isEmpty())
            return {.value = known};
    }
    ClientKey key{.value = newKey(), .isKept = false};
    QSaveFile save(path);
    if (!models::makePrivateFolder(directory) || !save.open(QIODevice::WriteOnly))
        return key;
    save.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    save.write(key.value.toLatin1() + '\n');
    key.isKept = save.commit();
    return key;
}

} // namespace signalbox::app
