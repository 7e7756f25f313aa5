// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PolicyFile.h"

#include "models/policy/JsonTree.h"
#include "models/policy/PolicyWriter.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <utility>

namespace signalbox::models {

namespace {

using Reason = PolicyFileFailure::Reason;

QByteArray fingerprint(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256);
}

PolicyFileFailure failure(Reason reason, const QString &message)
{
    return {.reason = reason, .message = message, .problems = {}};
}

PolicyFileFailure notWritable(const QString &path, const QString &why)
{
    return failure(Reason::NotWritable, QStringLiteral("%1 cannot be written: %2.").arg(path, why));
}

Result<QByteArray, QString> contentOf(const QString &path)
{
    if (QFileInfo(path).isDir())
        return Failure{QStringLiteral("it is a directory")};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure{file.errorString()};
    // One byte more than may be; the reader then says that it is too much.
    QByteArray content = file.read(JsonTree::maximumBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return Failure{file.errorString()};
    return content;
}

/// Writes all of \a content or nothing. An existing file keeps its mode, a new one takes \a mode.
std::optional<PolicyFileFailure> write(const QString &path, const QByteArray &content,
                                       std::optional<QFileDevice::Permissions> mode)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return notWritable(path, file.errorString());
    if (mode)
        file.setPermissions(*mode);
    if (file.write(content) != content.size() || !file.commit())
        return notWritable(path, file.errorString());
    return std::nullopt;
}

} // namespace

PolicyFile::PolicyFile(QString path)
    : m_path(std::move(path))
{}

Result<ReadPolicy, PolicyFileFailure> PolicyFile::load()
{
    m_fingerprint.clear();
    const auto content = contentOf(m_path);
    if (!content)
        return Failure{
            failure(Reason::NotReadable,
                    QStringLiteral("%1 cannot be read: %2.").arg(m_path, content.error()))};
    m_fingerprint = fingerprint(content.value());
    auto result = readPolicy(content.value());
    if (result)
        return result.takeValue();
    PolicyFileFailure invalid =
        failure(Reason::NotValid, QStringLiteral("%1 is not a valid policy.").arg(m_path));
    invalid.problems = result.error();
    return Failure{invalid};
}

Status<PolicyFileFailure> PolicyFile::save(const Policy &policy, IfChanged ifChanged)
{
    const QByteArray content = writePolicy(policy);
    const auto readBack = readPolicy(content);
    if (!readBack) {
        PolicyFileFailure invalid =
            failure(Reason::NotValid,
                    QStringLiteral("The policy is not valid; %1 stays as it is.").arg(m_path));
        invalid.problems = readBack.error();
        return Failure{invalid};
    }
    if (ifChanged == IfChanged::Refuse && hasChangedOnDisk())
        return Failure{failure(Reason::ChangedOnDisk,
                               QStringLiteral("%1 was changed by another program.").arg(m_path))};
    const auto before = contentOf(m_path);
    if (before && before.value() != content) {
        if (const auto fault = keep(before.value()))
            return Failure{*fault};
    }
    if (!before || before.value() != content) {
        if (const auto fault = write(m_path, content, std::nullopt))
            return Failure{*fault};
    }
    m_fingerprint = fingerprint(content);
    return std::monostate{};
}

bool PolicyFile::hasChangedOnDisk() const
{
    const auto content = contentOf(m_path);
    // A file that is gone is nobody's work to lose.
    return content && fingerprint(content.value()) != m_fingerprint;
}

QStringList PolicyFile::olderVersions() const
{
    QStringList paths;
    for (int age = 1; age <= keptVersions; ++age) {
        if (QFile::exists(versionPath(age)))
            paths.append(versionPath(age));
    }
    return paths;
}

QString PolicyFile::versionPath(int age) const
{
    return m_path + u'.' + QString::number(age);
}

/// The versions move up one by one from the oldest, so that a crash in between loses none.
std::optional<PolicyFileFailure> PolicyFile::keep(const QByteArray &content) const
{
    const QFileDevice::Permissions mode = QFileInfo(m_path).permissions();
    if (!readPolicy(content))
        return write(m_path + QStringLiteral(".broken"), content, mode);
    const auto newest = contentOf(versionPath(1));
    if (newest && newest.value() == content)
        return std::nullopt;
    int firstGap = 1;
    while (firstGap < keptVersions && QFile::exists(versionPath(firstGap)))
        ++firstGap;
    for (int age = firstGap; age > 1; --age) {
        QFile::remove(versionPath(age));
        if (!QFile::rename(versionPath(age - 1), versionPath(age)))
            return notWritable(versionPath(age),
                               QStringLiteral("an older version cannot be moved"));
    }
    return write(versionPath(1), content, mode);
}

} // namespace signalbox::models
