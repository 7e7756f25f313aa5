// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/StoreDatabase.h"

namespace signalbox::models {

/// The version of the tables below, kept in PRAGMA user_version.
///
///   exchange        one small row a record. `seq` has no gaps: records are added at the top and
///                   removed at the bottom, so a row number is arithmetic, never a scan.
///   body            what was kept of its bytes, compressed (BodyCodec)
///   decision        why it went as it did: JSON, compressed; only where there is one
///   name            every text that repeats, once for each use of it (NameKind)
///   minute_latency  histograms of one minute of one target
///   feedback        what somebody thought of an answer, one row at most for an exchange's id
constexpr int storeSchemaVersion = 3;

/// Brings \a database to storeSchemaVersion, one version after the other, each in a transaction. A
/// database of a newer version is an error and stays as it is.
Status<StoreError> migrateStore(const StoreDatabase &database);

} // namespace signalbox::models
