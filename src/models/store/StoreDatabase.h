// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/base/Result.h"
#include "models/store/StoreState.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QString>

#include <chrono>

namespace signalbox::models {

/// What \a error of SQLite means for the store.
StoreError storeError(const QSqlError &error);

/// One connection to the store's database file, with the pragmas every connection of ours needs.
/// Belongs to the thread that opens it.
class StoreDatabase
{
public:
    enum class Access : quint8 { Write, Read };

    StoreDatabase() = default;
    ~StoreDatabase();
    Q_DISABLE_COPY_MOVE(StoreDatabase)

    /// Opens \a file; a writer makes it when missing. \a maxPages of 0 is no limit.
    Status<StoreError> open(const QString &file, Access access,
                            std::chrono::milliseconds busyTimeout, int maxPages = 0);
    /// Every query on the connection must be gone by now.
    void close();
    [[nodiscard]] bool isOpen() const { return m_database.isOpen(); }
    [[nodiscard]] const QSqlDatabase &handle() const { return m_database; }

    /// Runs statements without a result that anybody reads.
    Status<StoreError> run(const QString &sql) const;
    /// The one number that \a sql gives; 0 for null or none.
    [[nodiscard]] Result<qint64, StoreError> number(const QString &sql) const;

private:
    QSqlDatabase m_database;
};

} // namespace signalbox::models
