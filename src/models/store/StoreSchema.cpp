// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/StoreSchema.h"

#include <QStringList>

#include <array>

namespace signalbox::models {

namespace {

/// The statements that lead from version i to version i + 1. Never change a released step.
QStringList migrationStep(int fromVersion)
{
    switch (fromVersion) {
    case 0:
        return {
            QStringLiteral("CREATE TABLE name ("
                           " id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, text TEXT NOT NULL,"
                           " UNIQUE (kind, text))"),
            // `flags` packs the small enumerations, `facts` the figures nobody filters by: every
            // bound value costs more than SQLite needs to store it (RecordCodec).
            QStringLiteral("CREATE TABLE exchange ("
                           " seq INTEGER PRIMARY KEY, id INTEGER NOT NULL,"
                           " started INTEGER NOT NULL, flags INTEGER NOT NULL,"
                           " requested INTEGER NOT NULL, route INTEGER NOT NULL,"
                           " target INTEGER NOT NULL, provider INTEGER NOT NULL,"
                           " model INTEGER NOT NULL, error INTEGER NOT NULL,"
                           " facts BLOB NOT NULL,"
                           " outcome INTEGER GENERATED ALWAYS AS (flags & 15) VIRTUAL,"
                           " status INTEGER GENERATED ALWAYS AS (flags >> 16) VIRTUAL)"),
            QStringLiteral("CREATE INDEX exchange_by_id ON exchange (id)"),
            QStringLiteral("CREATE TABLE body (seq INTEGER PRIMARY KEY, data BLOB NOT NULL)"),
            QStringLiteral("CREATE TABLE minute_latency ("
                           " minute INTEGER NOT NULL, target INTEGER NOT NULL,"
                           " requests INTEGER NOT NULL, errors INTEGER NOT NULL,"
                           " ttft BLOB NOT NULL, total BLOB NOT NULL,"
                           " PRIMARY KEY (minute, target)) WITHOUT ROWID"),
        };
    case 1:
        return {
            QStringLiteral("CREATE TABLE decision (seq INTEGER PRIMARY KEY, data BLOB NOT NULL)")};
    case 2:
        // By the id and not by `seq`: it may come before its record is written.
        return {
            QStringLiteral("CREATE TABLE feedback ("
                           " exchange INTEGER PRIMARY KEY, given INTEGER NOT NULL,"
                           " value REAL NOT NULL, label TEXT NOT NULL, task TEXT NOT NULL,"
                           " comment TEXT NOT NULL)"),
        };
    default:
        return {};
    }
}

Status<StoreError> runStep(const StoreDatabase &database, int fromVersion)
{
    QStringList statements = migrationStep(fromVersion);
    statements.append(QStringLiteral("PRAGMA user_version = %1").arg(fromVersion + 1));
    statements.append(QStringLiteral("COMMIT"));
    for (const QString &statement : statements) {
        if (auto done = database.run(statement); !done) {
            (void)database.run(QStringLiteral("ROLLBACK"));
            return done;
        }
    }
    return std::monostate{};
}

} // namespace

Status<StoreError> migrateStore(const StoreDatabase &database)
{
    const QString askVersion = QStringLiteral("PRAGMA user_version");
    for (;;) {
        const auto version = database.number(askVersion);
        if (!version)
            return Failure{version.error()};
        if (version.value() == storeSchemaVersion)
            return std::monostate{};
        if (version.value() > storeSchemaVersion)
            return Failure{
                StoreError{.problem = StoreProblem::TooNew,
                           .message = QStringLiteral("database version %1").arg(version.value())}};
        if (auto begun = database.run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
            return begun;
        // Another process may have been faster while we waited for the lock.
        const auto now = database.number(askVersion);
        if (!now || now.value() != version.value()) {
            (void)database.run(QStringLiteral("ROLLBACK"));
            if (!now)
                return Failure{now.error()};
            continue;
        }
        if (auto done = runStep(database, static_cast<int>(version.value())); !done)
            return done;
    }
}

} // namespace signalbox::models
