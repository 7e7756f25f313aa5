// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/StoreDatabase.h"
#include "models/traffic/Feedback.h"

#include <QList>

#include <optional>

namespace signalbox::models {

/// Puts \a feedback in the place of what was said of its exchange before. On the thread of
/// \a database, in a transaction of its own.
Status<StoreError> storeFeedback(const StoreDatabase &database, const Feedback &feedback);
/// What was said of \a exchangeId; nothing also when it cannot be read.
std::optional<Feedback> readFeedback(const StoreDatabase &database, quint64 exchangeId);
/// What was said of the newest exchanges that something was said of.
QList<Feedback> readFeedbacks(const StoreDatabase &database, int limit);

} // namespace signalbox::models
