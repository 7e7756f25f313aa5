// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/RecordStore.h"
#include "models/traffic/RecordedDecision.h"
#include "support/Records.h"
#include "ui/rules/TrafficValues.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;
using models::ExchangeRecord;

namespace {

/// With \a readings in its decision, where ' stands for ".
ExchangeRecord recordOf(int number, const char *client, QByteArray readings)
{
    readings.replace('\'', '"');
    ExchangeRecord record = tests::makeRecord(number);
    record.client = QString::fromUtf8(client);
    record.decision = std::make_shared<const models::DecisionText>(
        "{\"signals\":" + readings.toStdString() + '}');
    return record;
}

} // namespace

/// What the predicate builder offers is what requests had.
class TrafficValuesTest final : public QObject
{
    Q_OBJECT

private slots:
    void mostUsualValuesComeFirst()
    {
        const ui::ObservedValues values =
            ui::observedValues({recordOf(1, "ci", "{'task_type':'coding','stream':true}"),
                                recordOf(2, "laptop", "{'task_type':'chat'}"),
                                recordOf(3, "laptop", "{'task_type':'chat'}")});

        QCOMPARE(values.value(QStringLiteral("client")),
                 (QStringList{QStringLiteral("laptop"), QStringLiteral("ci")}));
        QCOMPARE(values.value(QStringLiteral("task_type")),
                 (QStringList{QStringLiteral("chat"), QStringLiteral("coding")}));
        QCOMPARE(values.value(QStringLiteral("stream")), QStringList{QStringLiteral("yes")});
        QCOMPARE(values.value(QStringLiteral("model")), QStringList{QStringLiteral("smart")});
    }

    void whatSomebodyWroteIsNotOffered()
    {
        const ui::ObservedValues values = ui::observedValues(
            {recordOf(1, "ci", "{'last_text':'my words','system_text':'s','hour':7}")});

        QCOMPARE(values.value(QStringLiteral("hour")), QStringList{QStringLiteral("7")});
        QVERIFY(!values.contains(QStringLiteral("last_text")));
        QVERIFY(!values.contains(QStringLiteral("system_text")));
    }

    void storeIsLookedAtOnceInAWhile()
    {
        const QTemporaryDir folder;
        models::RecordStore store(folder.path());
        store.append(std::make_shared<const std::vector<ExchangeRecord>>(
            std::vector{recordOf(1, "ci", "{'task_type':'coding'}")}));
        ui::TrafficValues values(store, nullptr);
        const QSignalSpy changed(&values, &ui::TrafficValues::changed);

        values.refresh();

        QTRY_COMPARE(changed.count(), 1);
        const auto found = changed.constFirst().constFirst().value<ui::ObservedValues>();
        QCOMPARE(found.value(QStringLiteral("task_type")), QStringList{QStringLiteral("coding")});
        values.refresh();
        bool hasAnswered = false;
        store.count({}, this, [&hasAnswered](qint64 /*count*/) { hasAnswered = true; });
        QTRY_VERIFY(hasAnswered); // what was asked before it would have come by now
        QCOMPARE(changed.count(), 1);
    }
};

QTEST_MAIN(TrafficValuesTest)
#include "tst_TrafficValues.moc"
