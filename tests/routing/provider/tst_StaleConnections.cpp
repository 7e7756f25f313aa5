// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"
#include "support/ProviderCalls.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>

#include <set>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using routing::ProviderAccessManager;
using std::chrono::milliseconds;

/// Kept connections that their provider closes at bad moments.
class StaleConnectionsTest final : public QObject
{
    Q_OBJECT

private slots:
    /// Providers close kept connections whenever they like. A request that fails for that reason
    /// fails; it is never sent a second time, because it may have been executed and billed.
    void staleConnectionsNeverRepeatARequest()
    {
        constexpr int count = 10'000;
        constexpr int parallel = 32;
        FakeProvider provider;
        QRandomGenerator random(7);
        provider.setResponder([&](const SeenRequest &) {
            ProviderScript script;
            switch (random.bounded(8)) {
            case 0: // answers, promises to stay, closes at once
                return script.send(plainAnswer(200, "{}")).close();
            case 1: // closes a moment later, perhaps while the next request is on its way
                return script.send(plainAnswer(200, "{}"))
                    .wait(milliseconds(random.bounded(3)))
                    .close();
            case 2:
                return script.send(plainAnswer(200, "{}")).reset();
            case 3: // took the request, then died without a word
                return random.bounded(4) == 0 ? script.close()
                                              : script.send(plainAnswer(200, "{}"));
            default:
                return script.send(plainAnswer(200, "{}"));
            }
        });
        ProviderAccessManager manager;
        std::vector<std::unique_ptr<Call>> calls(parallel);
        std::set<int> succeeded;
        int next = 0;
        int ended = 0;
        const auto startNext = [&](std::size_t slot) {
            if (next == count)
                return;
            const int id = next++;
            calls[slot] = std::make_unique<Call>();
            Call &call = *calls[slot];
            call.answer.onEnd = [&call, &succeeded, &ended, id] {
                ++ended;
                if (call.errorClass() == ErrorClass::None)
                    succeeded.insert(id);
            };
            start(manager, call, provider.url(), QByteArray::number(id));
        };
        for (std::size_t slot = 0; slot < parallel; ++slot)
            startNext(slot);
        QVERIFY(waitUntil(
            [&] {
                if (random.bounded(50) == 0)
                    provider.closeIdle();
                for (std::size_t slot = 0; slot < parallel; ++slot) {
                    if (calls[slot]->answer.isDone() && next < count)
                        startNext(slot);
                }
                return ended == count;
            },
            std::chrono::seconds(90)));
        QHash<int, int> seen;
        for (const SeenRequest &request : provider.requests())
            ++seen[request.body.toInt()];
        for (int id = 0; id < count; ++id) {
            const int times = seen.value(id);
            QVERIFY2(times <= 1, qPrintable(QString::number(id)));
            QVERIFY2(times == 1 || succeeded.count(id) == 0, "answered without having been seen");
        }
        qInfo("%d of %d answered, %d connections", int(succeeded.size()), count,
              provider.accepted());
        QVERIFY(succeeded.size() > count / 2);
    }
};

QTEST_GUILESS_MAIN(StaleConnectionsTest)
#include "tst_StaleConnections.moc"
