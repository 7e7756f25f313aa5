// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/traffic/ExchangeRecord.h"
#include "ui/rules/inspector/ObservedValues.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>

namespace signalbox::models {
class RecordStore;
}

namespace signalbox::ui {

/// What requests have had lately, as records tell it: names from the newest records, signals from
/// the decisions of some of them. Never what anybody wrote.
///
/// Lives on the GUI thread.
class TrafficValues final : public QObject
{
    Q_OBJECT

public:
    /// \a store outlives it.
    TrafficValues(models::RecordStore &store, QObject *parent);

    /// Looks anew, unless that was just done; changed() follows.
    void refresh();

signals:
    void changed(const signalbox::ui::ObservedValues &values);

private:
    void askDecision();

    models::RecordStore &m_store;
    QElapsedTimer m_sinceLook;
    QList<models::ExchangeRecord> m_records;
    QList<quint64> m_toAsk; ///< whose decisions are still to be looked at
};

/// The values of \a records, the most usual first.
[[nodiscard]] ObservedValues observedValues(const QList<models::ExchangeRecord> &records);

} // namespace signalbox::ui
