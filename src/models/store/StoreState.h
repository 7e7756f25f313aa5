// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace signalbox::models {

/// What keeps the store from its database, so that the window can say it in the user's language.
enum class StoreProblem : quint8 {
    None,
    CannotOpen, ///< no such directory, no right to it
    Locked, ///< another program holds the database
    ReadOnly,
    DiskFull,
    DiskError,
    Damaged, ///< the file is no database any more
    TooNew, ///< a newer Signalbox wrote it; it is left alone
    Other,
};

/// Why something failed in the store: the kind, and the database's own words for it.
struct StoreError
{
    StoreProblem problem = StoreProblem::Other;
    QString message;

    bool operator==(const StoreError &) const = default;
};

/// How the store is doing.
struct StoreState
{
    enum class Condition : quint8 {
        Opening,
        Healthy,
        MemoryOnly, ///< the database cannot be written: recent records are kept in memory
    };

    Condition condition = Condition::Opening;
    /// Why it is MemoryOnly. Damaged while Healthy: the old file was moved to `movedAside` and a
    /// new one begun.
    StoreProblem problem = StoreProblem::None;
    QString message; ///< the same for people, in English
    QString movedAside; ///< where a damaged database was put
    qint64 records = -1; ///< stored, -1 unknown
    qint64 bytes = -1; ///< size of the database files
    qint64 bodiesDropped = 0; ///< bodies not kept because the store was behind
    qint64 recordsDropped = 0; ///< records not kept because memory was full as well

    bool operator==(const StoreState &) const = default;
};

} // namespace signalbox::models
