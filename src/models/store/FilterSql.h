// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/NameTable.h"
#include "models/store/TrafficFilter.h"

#include <QString>

namespace signalbox::models {

/// A filter as a condition on the table `exchange`. Holds numbers only, never a text of the user.
struct FilterSql
{
    QString sql;
    bool all = false; ///< every record matches
    bool nothing = false; ///< no stored record can match
};

/// Finds the same records as TrafficFilter::matches().
FilterSql filterSql(const TrafficFilter &filter, NameReader &names);

} // namespace signalbox::models
