// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/base/SealedText.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace signalbox::models {

namespace {

const auto sealKey = QLatin1String("sha256");

QString sealOf(const QByteArray &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

} // namespace

Result<SealedText, QString> SealedText::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{QStringLiteral("%1 cannot be read: %2.").arg(path, file.errorString())};
    const QByteArray content = file.read(maximumBytes);
    if (file.error() != QFileDevice::NoError)
        return Failure{QStringLiteral("%1 cannot be read: %2.").arg(path, file.errorString())};
    const qsizetype end = content.indexOf('\n');
    SealedText sealed{.facts = QJsonDocument::fromJson(content.left(end)).object(),
                      .text = content.mid(end + 1)};
    if (end < 0 || sealed.facts.take(sealKey).toString() != sealOf(sealed.text))
        return Failure{QStringLiteral("%1 is damaged.").arg(path)};
    return sealed;
}

std::optional<QString> SealedText::write(const QString &path) const
{
    QJsonObject line = facts;
    line.insert(sealKey, sealOf(text));
    const QByteArray content = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n' + text;
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        if (file.write(content) == content.size() && file.commit())
            return std::nullopt;
    }
    return QStringLiteral("%1 cannot be written: %2.").arg(path, file.errorString());
}

} // namespace signalbox::models
