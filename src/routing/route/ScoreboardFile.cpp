// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/ScoreboardFile.h"

#include "models/base/TimeUnits.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace signalbox::routing {

using models::Failure;
using models::Status;
using models::VarintReader;
using models::VarintWriter;

namespace {

constexpr QByteArrayView magic("SBXSCORE");
constexpr quint64 mostEntries = 100'000;
constexpr qint64 mostBytes = 256 * 1024 * 1024;

Failure<QString> damaged()
{
    return {QStringLiteral("The saved figures of targets are damaged; they start anew.")};
}

template<typename ReadOne>
bool readEach(VarintReader &reader, ReadOne readOne)
{
    const quint64 count = reader.number();
    if (count > mostEntries)
        return false;
    for (quint64 i = 0; i < count; ++i) {
        if (!reader.isValid() || !readOne())
            return false;
    }
    return reader.isValid();
}

} // namespace

QByteArray ScoreboardFile::toBytes(const Scoreboard &board, qint64 nowNs, qint64 wallMs)
{
    const models::SavedTime time{.nowNs = nowNs};
    QByteArray content;
    VarintWriter writer(content);
    writer.signedNumber(wallMs);
    writer.number(board.m_scores.size());
    for (const auto &[target, score] : board.m_scores) {
        writer.text(target);
        score.write(writer, time);
    }
    writer.number(board.m_keys.size());
    for (const auto &[name, key] : board.m_keys) {
        writer.text(name.provider);
        writer.signedNumber(name.index);
        key.score.write(writer, time);
        key.breaker.write(writer, time);
    }
    writer.number(board.m_modelBreakers.size());
    for (const auto &[name, breaker] : board.m_modelBreakers) {
        writer.text(name.provider);
        writer.text(name.model);
        breaker.write(writer, time);
    }
    writer.number(board.m_keyModelBreakers.size());
    for (const auto &[name, breaker] : board.m_keyModelBreakers) {
        writer.text(name.key.provider);
        writer.signedNumber(name.key.index);
        writer.text(name.model);
        breaker.write(writer, time);
    }
    board.m_accuracies.write(writer);

    QByteArray bytes = magic.toByteArray();
    VarintWriter frame(bytes);
    frame.number(version);
    frame.number(qChecksum(content));
    bytes.append(content);
    return bytes;
}

Status<QString> ScoreboardFile::restore(const QByteArray &bytes, Scoreboard &board, qint64 nowNs,
                                        qint64 wallMs)
{
    if (bytes.isEmpty())
        return std::monostate{};
    if (!bytes.startsWith(magic))
        return damaged();
    const QByteArray framed = bytes.sliced(magic.size());
    VarintReader frame(framed);
    if (frame.number() != version && frame.isValid())
        return Failure{QStringLiteral("The saved figures of targets are of another version of "
                                      "Signalbox; they start anew.")};
    const quint64 checksum = frame.number();
    if (!frame.isValid())
        return damaged();
    const QByteArray content = framed.last(frame.left());
    if (checksum != qChecksum(content))
        return damaged();

    VarintReader reader(content);
    const qint64 savedMs = reader.signedNumber();
    // A wall clock that was put back, or a file from the future: no time has passed, then.
    constexpr qint64 mostMs = 10LL * 365 * 24 * 3600 * 1000;
    const qint64 elapsedMs =
        savedMs >= wallMs || savedMs < 0 ? 0 : std::min(wallMs - savedMs, mostMs);
    const models::SavedTime time{.nowNs = nowNs, .elapsedNs = elapsedMs * models::nsPerMs};
    Scoreboard read;
    read.m_breakerSettings = board.m_breakerSettings;
    const auto keyIndex = [&reader] {
        return static_cast<int>(std::clamp<qint64>(reader.signedNumber(), -1, 1'000'000));
    };
    const bool isRead =
        readEach(reader, [&] { return read.score(reader.text()).read(reader, time); })
        && readEach(reader,
                    [&] {
                        const QString provider = reader.text();
                        Scoreboard::Key &key = read.key(provider, keyIndex());
                        return key.score.read(reader, time) && key.breaker.read(reader, time);
                    })
        && readEach(reader,
                    [&] {
                        const QString provider = reader.text();
                        return read.modelBreaker(provider, reader.text()).read(reader, time);
                    })
        && readEach(
            reader,
            [&] {
                const QString provider = reader.text();
                const int index = keyIndex();
                return read.keyModelBreaker(provider, index, reader.text()).read(reader, time);
            })
        && read.m_accuracies.read(reader) && reader.isValid() && reader.atEnd();
    if (!isRead)
        return damaged();
    // What the board was told of the policy is not in the file.
    board.m_accuracies.takeJudgements(read.m_accuracies);
    read.m_accuracies = std::move(board.m_accuracies);
    board = std::move(read);
    return std::monostate{};
}

Status<QString> ScoreboardFile::save(const QByteArray &bytes, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit())
        return Failure{QStringLiteral("The figures of targets cannot be saved to %1: %2.")
                           .arg(path, file.errorString())};
    return std::monostate{};
}

models::Result<QByteArray, QString> ScoreboardFile::load(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly) || file.size() > mostBytes)
        return Failure{
            QStringLiteral("The saved figures of targets cannot be read from %1: %2.")
                .arg(path,
                     file.isOpen() ? QStringLiteral("the file is too large") : file.errorString())};
    return file.readAll();
}

} // namespace signalbox::routing
