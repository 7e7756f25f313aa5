// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/DraftFile.h"

#include "models/base/PrivateFolder.h"
#include "models/base/SealedText.h"
#include "models/policy/JsonTree.h"
#include "models/policy/PolicyBuilder.h"
#include "models/policy/PolicyWriter.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace signalbox::models {

namespace {

const auto draftTimeFact = QLatin1String("saved_at");
const auto baseBytesFact = QLatin1String("base_bytes");

/// The policy that writePolicy() wrote as \a text, valid or not: the seal says that nobody else
/// did.
std::optional<Policy> policyAsWritten(const QByteArray &text)
{
    const JsonTree tree = JsonTree::parse(text);
    if (!tree.root())
        return std::nullopt;
    return buildPolicy(*tree.root());
}

} // namespace

DraftFile::DraftFile(QString path)
    : m_path(std::move(path))
{}

std::optional<QString> DraftFile::save(const PolicyDraft &draft) const
{
    const QString folder = QFileInfo(m_path).path();
    if (!makePrivateFolder(folder))
        return QStringLiteral("%1 cannot be made.").arg(folder);
    const QByteArray base = writePolicy(draft.base);
    const auto time = QDateTime::fromMSecsSinceEpoch(draft.savedAtMs, Qt::UTC);
    const SealedText sealed{
        .facts = {{draftTimeFact, time.toString(Qt::ISODateWithMs)}, {baseBytesFact, base.size()}},
        .text = base + writePolicy(draft.draft)};
    return sealed.write(m_path);
}

std::optional<PolicyDraft> DraftFile::load() const
{
    const auto sealed = SealedText::read(m_path);
    if (!sealed)
        return std::nullopt;
    const auto [facts, text] = sealed.value();
    const auto baseBytes = static_cast<qsizetype>(facts.value(baseBytesFact).toInteger());
    const auto base = policyAsWritten(text.left(baseBytes));
    const auto draft = policyAsWritten(text.mid(baseBytes));
    if (!base || !draft)
        return std::nullopt;
    const auto time =
        QDateTime::fromString(facts.value(draftTimeFact).toString(), Qt::ISODateWithMs);
    return PolicyDraft{
        .base = *base, .draft = *draft, .savedAtMs = time.isValid() ? time.toMSecsSinceEpoch() : 0};
}

void DraftFile::remove() const
{
    QFile::remove(m_path);
}

} // namespace signalbox::models
