// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/cache/ResponseCache.h"

#include <QTest>

using namespace signalbox;
using models::CacheNode;
using routing::AnswerBytes;
using routing::CachedAnswer;
using routing::CacheKey;
using routing::ResponseCache;
using routing::StorableFacts;

Q_DECLARE_METATYPE(signalbox::routing::StorableFacts)

namespace {

constexpr std::size_t kib = 1024;

CacheKey key(int number, const char *node = "n")
{
    return {.node = node, .hash = QByteArray::number(number)};
}

CacheNode node(int maxMib = 1, int keepS = 10)
{
    CacheNode made;
    made.maxMib = maxMib;
    made.keep = std::chrono::seconds(keepS);
    return made;
}

CachedAnswer answer(std::size_t size, qint64 microDollars = 0)
{
    CachedAnswer made;
    made.body.assign(size, 'x');
    made.cost = {microDollars};
    if (microDollars > 0)
        made.costSource = models::CostSource::Estimated;
    return made;
}

} // namespace

class ResponseCacheTest final : public QObject
{
    Q_OBJECT

private slots:
    void storedAnswerIsFoundUntilItIsTooOld()
    {
        ResponseCache cache;
        QVERIFY(!cache.find(key(1), 1000));
        cache.store(key(1), node(1, 10), answer(5, 700), 1000);

        const CachedAnswer *found = cache.find(key(1), 10'999);
        QVERIFY(found);
        QCOMPARE(found->body.size(), std::size_t(5));
        QCOMPARE(QByteArray::fromStdString(routing::cacheHitFields(*found, 4500)),
                 QByteArray("x-signalbox-cache: hit\r\nage: 3\r\n"));
        QVERIFY(cache.find(key(1), 2000));
        QVERIFY(!cache.find(key(1), 11'000));

        const ResponseCache::Counts counts = cache.counts();
        QCOMPARE(counts.hits, 2U);
        QCOMPARE(counts.misses, 2U);
        QCOMPARE(counts.savedMicroDollars, 1400);
        QCOMPARE(counts.entries, 0);
        QCOMPARE(counts.bytes, 0);
    }

    void lookingCountsNothing()
    {
        ResponseCache cache;
        cache.store(key(1), node(), answer(5), 0);
        QVERIFY(cache.peek(key(1), 1));
        QVERIFY(!cache.peek(key(2), 1));
        QVERIFY(!cache.peek(key(1), 1'000'000'000)); // too old, and still nothing is removed
        QCOMPARE(cache.counts().hits, 0U);
        QCOMPARE(cache.counts().misses, 0U);
        QCOMPARE(cache.counts().entries, 1);
    }

    void everyClearingIsANewGeneration()
    {
        ResponseCache cache;
        const quint64 before = cache.generation();
        cache.clear();
        QVERIFY(cache.generation() != before);
    }

    void leastRecentlyUsedGoesFirst()
    {
        ResponseCache cache;
        for (int i = 0; i < 4; ++i)
            cache.store(key(i), node(), answer(240 * kib), 0);
        QVERIFY(cache.find(key(0), 1));
        cache.store(key(4), node(), answer(240 * kib), 1);

        QVERIFY(cache.find(key(0), 2));
        QVERIFY(!cache.find(key(1), 2));
        QVERIFY(cache.find(key(4), 2));
        QCOMPARE(cache.counts().evicted, 1U);
        QCOMPARE(cache.counts().entries, 4);
        QVERIFY(cache.counts().bytes <= qint64(kib * kib));
    }

    void everyNodeHasItsOwnRoom()
    {
        ResponseCache cache;
        for (int i = 0; i < 4; ++i)
            cache.store(key(i, "a"), node(), answer(240 * kib), 0);
        for (int i = 4; i < 8; ++i)
            cache.store(key(i, "b"), node(), answer(240 * kib), 0);
        QCOMPARE(cache.counts().entries, 8);
        QVERIFY(!cache.find(key(0, "b"), 0));
    }

    void oneAnswerTakesAQuarterAtMost()
    {
        ResponseCache cache;
        cache.store(key(1), node(), answer(256 * kib), 0);
        QVERIFY(!cache.find(key(1), 0));
        cache.store(key(1), node(0), answer(1), 0);
        QVERIFY(!cache.find(key(1), 0));
        cache.store(key(1), node(1, 0), answer(1), 0);
        QVERIFY(!cache.find(key(1), 0));
    }

    void newerAnswerReplacesTheOlder()
    {
        ResponseCache cache;
        cache.store(key(1), node(), answer(10), 0);
        cache.store(key(1), node(), answer(20), 0);
        QCOMPARE(cache.counts().entries, 1);
        QCOMPARE(cache.find(key(1), 0)->body.size(), std::size_t(20));
    }

    void veryLongTimesDoNotOverflow()
    {
        ResponseCache cache;
        CacheNode endless = node();
        endless.keep = std::chrono::seconds::max();
        cache.store(key(1), endless, answer(10), 1'760'000'000'000);
        QVERIFY(cache.find(key(1), 1'760'000'000'001));
    }

    void clearForgetsAnswersButNotCounts()
    {
        ResponseCache cache;
        cache.store(key(1), node(), answer(10, 5), 0);
        QVERIFY(cache.find(key(1), 0));
        cache.clear();
        QVERIFY(!cache.find(key(1), 0));
        QCOMPARE(cache.counts().hits, 1U);
        QCOMPARE(cache.counts().bytes, 0);
    }

    void bytesAreGatheredUpToTheLimit()
    {
        AnswerBytes bytes(node());
        bytes.add(std::string(200 * kib, 'a'));
        bytes.add(std::string(56 * kib, 'b'));
        QVERIFY(bytes.isWhole());
        QCOMPARE(bytes.take().size(), 256 * kib);

        AnswerBytes tooMany(node());
        tooMany.add(std::string(256 * kib, 'a'));
        tooMany.add("b");
        QVERIFY(!tooMany.isWhole());
        tooMany.add("c");
        QCOMPARE(tooMany.take().size(), std::size_t(0));
    }

    void onlyWholeGoodAnswersAreKept_data()
    {
        QTest::addColumn<StorableFacts>("facts");
        QTest::addColumn<bool>("kept");
        using Outcome = models::ExchangeOutcome;
        const auto row = [](const char *title, const StorableFacts &facts, bool kept) {
            QTest::newRow(title) << facts << kept;
        };
        row("plain", {}, true);
        row("stop", {.finishReason = "stop"}, true);
        row("tool calls", {.finishReason = "tool_calls"}, true);
        row("cut", {.finishReason = "length"}, false);
        row("cut by Anthropic", {.finishReason = "max_tokens"}, false);
        row("cut by Gemini", {.finishReason = "MAX_TOKENS"}, false);
        row("refused", {.finishReason = "refusal"}, false);
        row("withheld", {.finishReason = "SAFETY"}, false);
        row("failed", {.outcome = Outcome::ProviderError, .status = 502}, false);
        row("broken", {.outcome = Outcome::BrokenStream}, false);
        row("client gone", {.outcome = Outcome::ClientGone}, false);
        row("other status", {.status = 206}, false);
        row("ended early", {.endedEarly = true}, false);
        row("error inside", {.hasError = true}, false);
        row("not whole", {.isWholeBody = false}, false);
    }

    void onlyWholeGoodAnswersAreKept()
    {
        QFETCH(StorableFacts, facts);
        QFETCH(bool, kept);
        QCOMPARE(routing::isStorable(facts), kept);
    }
};

QTEST_GUILESS_MAIN(ResponseCacheTest)
#include "tst_ResponseCache.moc"
