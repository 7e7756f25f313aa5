// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "models/store/StoreDatabase.h"

namespace signalbox::models {

/// Keeps the database within the age and the size that the capture settings allow: records beyond
/// their age go; when it is too large the oldest bodies go first, then the oldest records. Works
/// in slices of some milliseconds, so that records waiting to be written are not held up.
class Retention
{
public:
    enum class Progress : quint8 { Done, More };

    explicit Retention(const StoreDatabase &database)
        : m_database(database)
    {}

    Result<Progress, StoreError> runSlice(const CaptureSettings &capture, qint64 nowMs);

private:
    Result<Progress, StoreError> dropOld(qint64 cutoffMs);
    Result<Progress, StoreError> dropLarge(qint64 maxBytes);
    Result<Progress, StoreError> giveSpaceBack();
    Status<StoreError> dropRecordsBelow(qint64 seq);
    Status<StoreError> runTransaction(const QStringList &statements);

    const StoreDatabase &m_database;
};

} // namespace signalbox::models
