// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/TrafficValues.h"

#include "models/decision/DecisionTree.h"
#include "models/policy/Signal.h"
#include "models/store/RecordStore.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace signalbox::ui {

using models::ExchangeRecord;
using models::SignalKind;

namespace {

constexpr int mostRecords = 500;
constexpr qsizetype mostDecisions = 30;
constexpr qsizetype mostValues = 50; // of one signal
constexpr qsizetype longestValue = 100;
constexpr std::chrono::seconds betweenLooks{30};

/// Whether values of \a kind say what somebody wrote, or are never the same again.
bool isPrivate(SignalKind kind)
{
    return kind == SignalKind::LastText || kind == SignalKind::SystemText
        || kind == SignalKind::Conversation;
}

QString textOf(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    if (value.isDouble())
        return QString::number(value.toDouble());
    return value.toString();
}

class ValueCounter
{
public:
    void count(const QString &signal, const QString &value)
    {
        if (!value.isEmpty() && value.size() <= longestValue)
            ++m_counts[signal][value];
    }

    [[nodiscard]] ObservedValues values() const
    {
        ObservedValues all;
        for (auto signal = m_counts.cbegin(); signal != m_counts.cend(); ++signal) {
            QStringList values = signal->keys();
            std::ranges::sort(values, [&](const QString &one, const QString &other) {
                const int first = signal->value(one);
                const int second = signal->value(other);
                return first == second ? one < other : first > second;
            });
            all.insert(signal.key(), values.mid(0, mostValues));
        }
        return all;
    }

private:
    QHash<QString, QHash<QString, int>> m_counts; ///< by signal and value
};

} // namespace

ObservedValues observedValues(const QList<ExchangeRecord> &records)
{
    ValueCounter counter;
    for (const ExchangeRecord &record : records) {
        counter.count(QStringLiteral("client"), record.client);
        counter.count(QStringLiteral("model"), record.requestedModel);
        counter.count(QStringLiteral("route"), record.route);
        if (!record.decision)
            continue;
        for (const auto &fact : models::DecisionTree::fromRecord(record).signalValues) {
            const auto name = models::SignalName::fromString(fact.name);
            if (name && !isPrivate(name->kind))
                counter.count(name->toString(), textOf(fact.value));
        }
    }
    return counter.values();
}

TrafficValues::TrafficValues(models::RecordStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{}

void TrafficValues::refresh()
{
    const bool isFresh = m_sinceLook.isValid()
        && m_sinceLook.elapsed() < std::chrono::milliseconds(betweenLooks).count();
    if (isFresh)
        return;
    m_sinceLook.start();
    m_store.page({}, 0, mostRecords, this, [this](const QList<ExchangeRecord> &records) {
        m_records = records;
        m_toAsk.clear();
        for (const ExchangeRecord &record : records.mid(0, mostDecisions))
            m_toAsk.append(record.id);
        askDecision();
    });
}

void TrafficValues::askDecision()
{
    if (m_toAsk.isEmpty()) {
        emit changed(observedValues(std::exchange(m_records, {})));
        return;
    }
    m_store.detail(m_toAsk.takeFirst(), this, [this](const std::optional<ExchangeRecord> &record) {
        const auto known = record ? std::ranges::find(m_records, record->id, &ExchangeRecord::id)
                                  : m_records.end();
        if (known != m_records.end())
            known->decision = record->decision;
        askDecision();
    });
}

} // namespace signalbox::ui
