// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/NameTable.h"

#include <QVariant>

namespace signalbox::models {

namespace {

// A client may ask for as many model names as it likes; the table on disk knows them all.
constexpr qsizetype largestCache = 20'000;

} // namespace

NameWriter::NameWriter(const StoreDatabase &database)
    : m_find(database.handle())
    , m_insert(database.handle())
{
    m_find.setForwardOnly(true);
    m_find.prepare(QStringLiteral("SELECT id FROM name WHERE kind = ? AND text = ?"));
    m_insert.prepare(QStringLiteral("INSERT INTO name (kind, text) VALUES (?, ?)"));
}

qint64 NameWriter::idOf(NameKind kind, const QString &text)
{
    if (text.isEmpty())
        return 0;
    Known &known = m_known.at(static_cast<std::size_t>(kind));
    if (known.last.constData() == text.constData() && known.last.size() == text.size())
        return known.lastId;
    qint64 id = known.ids.value(text);
    if (id == 0) {
        id = findOrInsert(kind, text);
        if (id == 0)
            return 0;
        if (known.ids.size() >= largestCache)
            known.ids.clear();
        known.ids.insert(text, id);
    }
    known.last = text;
    known.lastId = id;
    return id;
}

void NameWriter::forget()
{
    m_known = {};
    m_error = {};
}

qint64 NameWriter::findOrInsert(NameKind kind, const QString &text)
{
    m_find.bindValue(0, static_cast<int>(kind));
    m_find.bindValue(1, text);
    if (!m_find.exec()) {
        m_error = m_find.lastError();
        return 0;
    }
    const qint64 found = m_find.next() ? m_find.value(0).toLongLong() : 0;
    m_find.finish();
    if (found != 0)
        return found;
    m_insert.bindValue(0, static_cast<int>(kind));
    m_insert.bindValue(1, text);
    if (!m_insert.exec()) {
        m_error = m_insert.lastError();
        return 0;
    }
    return m_insert.lastInsertId().toLongLong();
}

QString NameReader::text(qint64 id)
{
    return id == 0 ? QString() : m_names.value(id).text;
}

QList<qint64> NameReader::containing(NameKind kind, const QString &text)
{
    QList<qint64> ids;
    for (auto it = m_names.cbegin(); it != m_names.cend(); ++it) {
        if (it->kind == kind && it->text.contains(text, Qt::CaseInsensitive))
            ids.append(it.key());
    }
    return ids;
}

qint64 NameReader::find(NameKind kind, const QString &text)
{
    for (auto it = m_names.cbegin(); it != m_names.cend(); ++it) {
        if (it->kind == kind && it->text == text)
            return it.key();
    }
    return -1;
}

void NameReader::forget()
{
    m_names.clear();
    m_lastId = 0;
}

void NameReader::update()
{
    QSqlQuery query(m_database.handle());
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT id, kind, text FROM name WHERE id > ? ORDER BY id"));
    query.bindValue(0, m_lastId);
    if (!query.exec())
        return;
    while (query.next()) {
        m_lastId = query.value(0).toLongLong();
        m_names.insert(m_lastId,
                       {.kind = static_cast<NameKind>(query.value(1).toInt()),
                        .text = query.value(2).toString()});
    }
}

} // namespace signalbox::models
