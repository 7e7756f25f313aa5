// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeProvider.h"
#include "support/ProviderCalls.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <set>
#include <vector>

using namespace signalbox;
using namespace signalbox::tests;
using models::ErrorClass;
using routing::ProviderAccessManager;
using std::chrono::milliseconds;

namespace {

constexpr int count = 10'000;
constexpr int parallel = 32;

/// A body that names its call, and now and then is too long for one write.
QByteArray bodyOf(int id)
{
    return QByteArray::number(id) + ' ' + QByteArray(id % 20 == 0 ? 150'000 : 10, '.');
}

/// The call that \a body belongs to; -1 while it cannot be told.
int idOf(const QByteArray &body)
{
    const qsizetype end = body.indexOf(' ');
    return end < 0 ? -1 : body.left(end).toInt();
}

/// A provider that closes or resets at every moment there is.
class MoodyProvider
{
public:
    MoodyProvider()
    {
        provider.setResponder([this](const SeenRequest &request) {
            ++seen[idOf(request.body)];
            return answer();
        });
        provider.setInterrupter([this](const QByteArray &received) {
            const qsizetype headEnd = received.indexOf("\r\n\r\n");
            const int id = headEnd < 0 ? -1 : idOf(received.mid(headEnd + 4));
            if (id < 0 || random.bounded(8) != 0)
                return ProviderScript();
            ++seen[id]; // it saw enough of it to act on it
            ++interrupted;
            return end(ProviderScript());
        });
    }

    FakeProvider provider;
    QRandomGenerator random{7};
    QHash<int, int> seen;
    int interrupted = 0;

private:
    ProviderScript end(ProviderScript script)
    {
        return random.bounded(2) == 0 ? script.close() : script.reset();
    }
    ProviderScript answer()
    {
        const QByteArray whole = plainAnswer(200, "{}");
        ProviderScript script;
        switch (random.bounded(16)) {
        case 0:
        case 1:
            // Promises to stay and leaves: the next request may be written already.
            return end(script.send(whole));
        case 2:
        case 3:
            return end(script.send(whole).wait(milliseconds(random.bounded(3))));
        case 4: // took the request and died without a word
            return end(script);
        case 5:
            return end(script.send(whole.left(1 + random.bounded(20)))); // inside the head
        case 6:
            return end(script.send(whole.chopped(1))); // inside the body
        default:
            return script.send(whole);
        }
    }
};

} // namespace

/// Kept connections that their provider closes at bad moments.
class StaleConnectionsTest final : public QObject
{
    Q_OBJECT

private slots:
    /// A request that fails because its connection was closed fails; it is never sent a second
    /// time, because it may have been executed and billed.
    void staleConnectionsNeverRepeatARequest()
    {
        MoodyProvider moody;
        FakeProvider &provider = moody.provider;
        ProviderAccessManager manager;
        std::vector<std::unique_ptr<Call>> calls(parallel);
        std::vector<int> ends(count, 0);
        std::set<int> succeeded;
        int next = 0;
        int ended = 0;
        bool brokeOrder = false;
        const auto startNext = [&](std::unique_ptr<Call> &call) {
            brokeOrder = brokeOrder || (call && call->answer.brokeOrder);
            const int id = next++;
            call = std::make_unique<Call>();
            call->answer.onEnd = [call = call.get(), &ends, &succeeded, &ended, id] {
                ++ends[static_cast<std::size_t>(id)];
                ++ended;
                if (call->errorClass() == ErrorClass::None)
                    succeeded.insert(id);
            };
            start(manager, *call, provider.url(), bodyOf(id));
        };

        QVERIFY(waitUntil([&] {
            if (moody.random.bounded(50) == 0) // while nothing is asked on them
                provider.closeIdle(moody.random.bounded(2) == 0 ? FakeProvider::Leave::Close
                                                                : FakeProvider::Leave::Reset);
            for (std::unique_ptr<Call> &call : calls) {
                if (next < count && (!call || call->answer.isDone()))
                    startNext(call);
            }
            return ended >= count;
        }));

        QVERIFY(!brokeOrder);
        QCOMPARE(std::ranges::count(ends, 1), count);
        for (int id = 0; id < count; ++id) {
            const int times = moody.seen.value(id);
            QVERIFY2(times <= 1, qPrintable(QString::number(id)));
            QVERIFY2(times == 1 || !succeeded.contains(id), "answered without having been seen");
        }
        qInfo("%d of %d answered, %d interrupted, %d connections", int(succeeded.size()), count,
              moody.interrupted, provider.accepted());
        QVERIFY(succeeded.size() > count / 2);
        QVERIFY(moody.interrupted > 0);
    }
};

QTEST_GUILESS_MAIN(StaleConnectionsTest)
#include "tst_StaleConnections.moc"
