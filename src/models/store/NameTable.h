// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/StoreDatabase.h"

#include <QHash>
#include <QList>
#include <QSqlQuery>
#include <QString>

#include <array>
#include <memory>

namespace signalbox::models {

/// What a name is used for. The numbers are stored: never renumber.
enum class NameKind : quint8 {
    Client = 0,
    RequestedModel = 1,
    Route = 2,
    Target = 3,
    Provider = 4,
    Model = 5,
    FinishReason = 6,
    Error = 7,
};
constexpr std::size_t nameKindCount = 8;

/// Gives every text that repeats a number, so that a record stores and filters numbers. The empty
/// text is 0. Store thread; works inside the writer's transaction.
class NameWriter
{
public:
    explicit NameWriter(const StoreDatabase &database);

    /// The number of \a text, new or old. 0 as well when the database fails; see error().
    qint64 idOf(NameKind kind, const QString &text);
    /// The first failure since the last forget().
    [[nodiscard]] const QSqlError &error() const { return m_error; }
    /// After a rollback nothing that was numbered may be relied on.
    void forget();

private:
    struct Known
    {
        QHash<QString, qint64> ids;
        QString last; // names come in runs and share their characters: most lookups end here
        qint64 lastId = 0;
    };

    qint64 findOrInsert(NameKind kind, const QString &text);

    std::array<Known, nameKindCount> m_known;
    QSqlQuery m_find;
    QSqlQuery m_insert;
    QSqlError m_error;
};

/// The texts behind the numbers, kept in memory as they are met. Reader thread.
class NameReader
{
public:
    explicit NameReader(const StoreDatabase &database)
        : m_database(database)
    {}

    [[nodiscard]] QString text(qint64 id);
    /// Numbers of the names of \a kind that contain \a text, whatever the case.
    [[nodiscard]] QList<qint64> containing(NameKind kind, const QString &text);
    /// The number of exactly \a text, or -1.
    [[nodiscard]] qint64 find(NameKind kind, const QString &text);
    /// Learns the names added since; once before every query.
    void update();
    /// Another database: the numbers mean something else.
    void forget();

private:
    struct Name
    {
        NameKind kind = NameKind::Client;
        QString text;
    };

    const StoreDatabase &m_database;
    QHash<qint64, Name> m_names;
    qint64 m_lastId = 0;
};

} // namespace signalbox::models
