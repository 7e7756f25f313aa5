// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/Tokenizers.h"

#include <QFile>
#include <QThreadPool>

#include <array>
#include <mutex>

namespace signalbox::models {

struct Tokenizers::State
{
    struct Entry
    {
        bool isAsked = false;
        bool isSettled = false;
        std::shared_ptr<const BytePairEncoding> encoding;
        QString problem;
    };

    Entry &entry(TokenEncoding encoding) { return entries.at(static_cast<std::size_t>(encoding)); }

    QString folder;
    std::mutex mutex;
    std::array<Entry, 2> entries; // guarded by mutex
};

namespace {

/// No file of the kind is larger; this keeps a wrong one from filling the memory.
constexpr qint64 mostFileBytes = 64LL * 1024 * 1024;

using Reading = Result<std::shared_ptr<const BytePairEncoding>, QString>;

QString unusable(const QString &path, const QString &reason)
{
    return QStringLiteral("The tokenizer file %1 cannot be used: %2. Install it anew, or remove it "
                          "to have tokens estimated.")
        .arg(path, reason);
}

Reading readFile(const QString &path, TokenEncoding encoding)
{
    QFile file(path);
    if (!file.exists())
        return {std::shared_ptr<const BytePairEncoding>()};
    if (!file.open(QIODevice::ReadOnly))
        return Failure{unusable(path, file.errorString())};
    if (file.size() > mostFileBytes)
        return Failure{unusable(path, QStringLiteral("it is too large"))};
    const QByteArray text = file.readAll();
    Result<TokenRanks, std::string> ranks =
        TokenRanks::parse({text.constData(), static_cast<std::size_t>(text.size())});
    if (!ranks)
        return Failure{unusable(path, QString::fromStdString(ranks.error()))};
    return {std::make_shared<const BytePairEncoding>(encoding, ranks.takeValue())};
}

QString pathIn(const QString &folder, TokenEncoding encoding)
{
    const std::string_view name = tokenEncodingName(encoding);
    return QStringLiteral("%1/%2.tiktoken")
        .arg(folder, QLatin1String(name.data(), static_cast<int>(name.size())));
}

} // namespace

Tokenizers::Tokenizers(const QString &folder)
    : m_state(std::make_shared<State>())
{
    m_state->folder = folder;
}

Tokenizers::~Tokenizers() = default;

std::shared_ptr<const BytePairEncoding> Tokenizers::find(TokenEncoding encoding) const
{
    {
        const std::lock_guard lock(m_state->mutex);
        State::Entry &entry = m_state->entry(encoding);
        if (entry.isAsked)
            return entry.encoding;
        entry.isAsked = true;
    }
    QThreadPool::globalInstance()->start([state = m_state, encoding] {
        Reading reading = readFile(pathIn(state->folder, encoding), encoding);
        const std::lock_guard lock(state->mutex);
        State::Entry &entry = state->entry(encoding);
        entry.isSettled = true;
        if (reading)
            entry.encoding = reading.takeValue();
        else
            entry.problem = reading.error();
    });
    return nullptr;
}

std::shared_ptr<const BytePairEncoding> Tokenizers::findFor(std::string_view model) const
{
    const std::optional<TokenEncoding> encoding = tokenEncodingOf(model);
    return encoding ? find(*encoding) : nullptr;
}

bool Tokenizers::isSettled(TokenEncoding encoding) const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->entry(encoding).isSettled;
}

QString Tokenizers::problem(TokenEncoding encoding) const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->entry(encoding).problem;
}

} // namespace signalbox::models
