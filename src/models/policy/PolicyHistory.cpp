// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyHistory.h"

#include "models/base/PrivateFolder.h"
#include "models/base/SealedText.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <functional>
#include <utility>

namespace signalbox::models {

namespace {

const auto versionPrefix = QLatin1String("version-");
const auto versionSuffix = QLatin1String(".signalbox.txt");
const auto numberFact = QLatin1String("number");
const auto timeFact = QLatin1String("saved_at");
const auto messageFact = QLatin1String("message");
const auto originFact = QLatin1String("origin");

using Origin = PolicyVersion::Origin;

QString originName(Origin origin)
{
    switch (origin) {
    case Origin::Start:
        return QStringLiteral("start");
    case Origin::File:
        return QStringLiteral("file");
    case Origin::Saved:
        break;
    }
    return QStringLiteral("saved");
}

Origin originOf(const QString &name)
{
    for (const Origin origin : {Origin::Start, Origin::File}) {
        if (name == originName(origin))
            return origin;
    }
    return Origin::Saved;
}

PolicyVersion versionOf(int number, const QJsonObject &facts)
{
    const auto time = QDateTime::fromString(facts.value(timeFact).toString(), Qt::ISODateWithMs);
    return {.number = number,
            .savedAtMs = time.isValid() ? time.toMSecsSinceEpoch() : 0,
            .message = facts.value(messageFact).toString(),
            .origin = originOf(facts.value(originFact).toString())};
}

} // namespace

PolicyHistory::PolicyHistory(QString folder, int kept)
    : m_folder(std::move(folder))
    , m_kept(std::max(kept, 1))
{}

QString PolicyHistory::pathOf(int number) const
{
    const QString digits = QStringLiteral("%1").arg(number, 6, 10, QLatin1Char('0'));
    return QDir(m_folder).filePath(versionPrefix + digits + versionSuffix);
}

QList<int> PolicyHistory::numbers() const
{
    QList<int> numbers;
    const QStringList names = QDir(m_folder).entryList({versionPrefix + u'*' + versionSuffix},
                                                       QDir::Files | QDir::Readable);
    for (const QString &name : names) {
        bool isNumber = false;
        const int number = QStringView(name)
                               .mid(versionPrefix.size())
                               .chopped(versionSuffix.size())
                               .toInt(&isNumber);
        if (isNumber && number > 0)
            numbers.append(number);
    }
    std::ranges::sort(numbers, std::greater());
    return numbers;
}

Result<PolicyVersion, QString> PolicyHistory::add(const QByteArray &text, PolicyVersion version)
{
    const QList<int> before = numbers();
    if (!before.isEmpty()) {
        const auto newest = SealedText::read(pathOf(before.first()));
        if (newest && newest.value().text == text)
            return versionOf(before.first(), newest.value().facts);
    }
    if (!makePrivateFolder(m_folder))
        return Failure{QStringLiteral("%1 cannot be made.").arg(m_folder)};
    version.number = before.isEmpty() ? 1 : before.first() + 1;
    const auto time = QDateTime::fromMSecsSinceEpoch(version.savedAtMs, Qt::UTC);
    const SealedText sealed{.facts = {{numberFact, version.number},
                                      {timeFact, time.toString(Qt::ISODateWithMs)},
                                      {messageFact, version.message},
                                      {originFact, originName(version.origin)}},
                            .text = text};
    if (const auto fault = sealed.write(pathOf(version.number)))
        return Failure{*fault};
    // The oldest go only once the new one is there.
    for (qsizetype i = m_kept - 1; i < before.size(); ++i)
        QFile::remove(pathOf(before.at(i)));
    return version;
}

PolicyVersions PolicyHistory::list() const
{
    PolicyVersions found;
    for (const int number : numbers()) {
        const auto sealed = SealedText::read(pathOf(number));
        if (sealed)
            found.versions.append(versionOf(number, sealed.value().facts));
        else
            found.damaged.append(sealed.error());
    }
    return found;
}

Result<QByteArray, QString> PolicyHistory::load(int number) const
{
    auto sealed = SealedText::read(pathOf(number));
    if (!sealed)
        return Failure{sealed.error()};
    return sealed.takeValue().text;
}

} // namespace signalbox::models
