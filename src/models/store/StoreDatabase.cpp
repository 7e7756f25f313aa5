// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/StoreDatabase.h"

#include <QSqlQuery>
#include <QVariant>

#include <atomic>

namespace signalbox::models {

namespace {

// SQLite's primary result codes; see https://sqlite.org/rescode.html
enum SqliteCode : int {
    SqlitePermission = 3,
    SqliteBusy = 5,
    SqliteLocked = 6,
    SqliteReadOnly = 8,
    SqliteIoError = 10,
    SqliteCorrupt = 11,
    SqliteFull = 13,
    SqliteCannotOpen = 14,
    SqliteNotADatabase = 26,
};
constexpr int primaryCodeMask = 0xFF;

StoreProblem problemOf(int code)
{
    switch (code & primaryCodeMask) {
    case SqliteBusy:
    case SqliteLocked:
        return StoreProblem::Locked;
    case SqliteReadOnly:
        return StoreProblem::ReadOnly;
    case SqliteIoError:
        return StoreProblem::DiskError;
    case SqliteCorrupt:
    case SqliteNotADatabase:
        return StoreProblem::Damaged;
    case SqliteFull:
        return StoreProblem::DiskFull;
    case SqlitePermission:
    case SqliteCannotOpen:
        return StoreProblem::CannotOpen;
    default:
        return StoreProblem::Other;
    }
}

QString nextConnectionName()
{
    static std::atomic<int> last{0};
    return QStringLiteral("signalbox-store-%1").arg(++last);
}

} // namespace

StoreError storeError(const QSqlError &error)
{
    return {.problem = problemOf(error.nativeErrorCode().toInt()), .message = error.databaseText()};
}

StoreDatabase::~StoreDatabase()
{
    close();
}

Status<StoreError> StoreDatabase::open(const QString &file, Access access,
                                       std::chrono::milliseconds busyTimeout, int maxPages)
{
    close();
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), nextConnectionName());
    m_database.setDatabaseName(file);
    m_database.setConnectOptions(
        QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeout.count()));
    if (!m_database.open())
        return Failure{StoreError{.problem = StoreProblem::CannotOpen,
                                  .message = m_database.lastError().databaseText()}};
    // Order matters: auto_vacuum works only before the first table, and the file is read for the
    // first time by journal_mode, which is where a damaged one shows.
    QStringList pragmas;
    if (access == Access::Write) {
        pragmas = {QStringLiteral("PRAGMA auto_vacuum = INCREMENTAL"),
                   QStringLiteral("PRAGMA journal_mode = WAL"),
                   QStringLiteral("PRAGMA synchronous = NORMAL"),
                   QStringLiteral("PRAGMA journal_size_limit = 16777216"),
                   QStringLiteral("PRAGMA cache_size = -4096")};
        if (maxPages > 0)
            pragmas.append(QStringLiteral("PRAGMA max_page_count = %1").arg(maxPages));
    } else {
        pragmas = {QStringLiteral("PRAGMA query_only = ON"),
                   QStringLiteral("PRAGMA cache_size = -4096")};
    }
    for (const QString &pragma : pragmas) {
        if (auto done = run(pragma); !done)
            return done;
    }
    return std::monostate{};
}

void StoreDatabase::close()
{
    if (!m_database.isValid())
        return;
    const QString name = m_database.connectionName();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

Status<StoreError> StoreDatabase::run(const QString &sql) const
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return Failure{storeError(query.lastError())};
    return std::monostate{};
}

Result<qint64, StoreError> StoreDatabase::number(const QString &sql) const
{
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return Failure{storeError(query.lastError())};
    return query.next() ? query.value(0).toLongLong() : 0;
}

} // namespace signalbox::models
