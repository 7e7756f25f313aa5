// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/KeyReference.h"
#include "models/policy/RouteGraph.h"

#include <QDate>
#include <QString>
#include <QStringList>

namespace signalbox::models {

/// How much may be spent in a calendar day, week (from Monday) or month of the local clock.
///
/// Reserved before a call and settled after it. It counts what matches all of route, provider and
/// client; those left empty match everything.
struct Budget
{
    enum class Period : quint8 { Day, Week, Month };
    enum class OnLimit : quint8 {
        Reject, ///< 429 with Retry-After
        Downgrade, ///< the request is served by `downgradeRoute` instead
        Warn, ///< served, and said in the decision
    };

    /// What is put aside for an attempt before it begins.
    enum class Reserve : quint8 {
        Expected, ///< what an answer of usual length costs
        Most, ///< what it may cost at most: never overspent, but some of the amount stays unused
    };

    QString id{};
    Period period = Period::Day;
    qint64 microDollars = 0;
    QString route{};
    QString provider{};
    QString client{};
    bool isPerClient = false; ///< every client key has the whole amount for itself
    OnLimit onLimit = OnLimit::Reject;
    Reserve reserve = Reserve::Expected;
    QString downgradeRoute{}; ///< JSON "on_limit": {"route": "cheap"}

    bool operator==(const Budget &) const = default;
};

/// A key that clients show, besides the one made at first run.
struct ClientKey
{
    QString name{}; ///< recorded; budgets and rules go by it
    KeyReference key{};
    QDate expires{}; ///< the last day it is good for; invalid: for ever
    RateLimits limits{};
    QStringList routes{}; ///< names that it may ask for; empty: all

    bool operator==(const ClientKey &) const = default;
};

} // namespace signalbox::models
