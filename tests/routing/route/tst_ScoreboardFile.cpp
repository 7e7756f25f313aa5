// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/ScoreboardFile.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using signalbox::models::Availability;
using signalbox::models::ErrorClass;
using signalbox::models::Money;
using signalbox::routing::AttemptOutcome;
using signalbox::routing::Breaker;
using signalbox::routing::PaidCost;
using signalbox::routing::Scoreboard;
using signalbox::routing::ScoreboardFile;
using signalbox::routing::TargetScore;
using Speed = TargetScore::Speed;

namespace {

constexpr qint64 second = 1'000'000'000;
constexpr qint64 now = 7000 * second;
constexpr qint64 wall = 1'764'000'000'000;
const QString gpt = QStringLiteral("gpt");
const QString openai = QStringLiteral("openai");

void fill(Scoreboard &board)
{
    TargetScore &score = board.score(gpt);
    for (int i = 0; i < 10; ++i) {
        score.attemptBegan();
        AttemptOutcome outcome;
        outcome.errorClass = i == 0 ? ErrorClass::ServerError : ErrorClass::None;
        outcome.ttftUs = 100'000;
        outcome.totalUs = 900'000;
        outcome.usage = {.input = 1000, .cachedInput = 500, .output = 50};
        outcome.cost = PaidCost{.input = Money{1000}, .output = Money{100}};
        outcome.taskType = 3;
        outcome.nowNs = now;
        outcome.wallMs = wall;
        score.attemptEnded(outcome);
    }
    score.attemptBegan();
    Breaker &key = board.key(openai, 0).breaker;
    key.ended(key.tryBegan(now), ErrorClass::Authentication, 60'000, now);
    Breaker &limits = board.keyModelBreaker(openai, 0, gpt);
    limits.ended(limits.tryBegan(now), ErrorClass::RateLimited, 90'000, now);
    Breaker &model = board.modelBreaker(openai, gpt);
    for (int i = 0; i < 5; ++i)
        model.ended(model.tryBegan(now), ErrorClass::ServerError, -1, now);
    board.accuracies().judge(gpt, 3, 1, 1);
}

QByteArray filledBytes()
{
    Scoreboard board;
    fill(board);
    return ScoreboardFile::toBytes(board, now, wall);
}

} // namespace

class ScoreboardFileTest final : public QObject
{
    Q_OBJECT

private slots:
    void figuresSurviveARestart()
    {
        Scoreboard before;
        fill(before);
        Scoreboard board;
        const qint64 later = 2 * second;
        QVERIFY(ScoreboardFile::restore(filledBytes(), board, later, wall + 30'000).hasValue());

        const TargetScore &old = before.score(gpt);
        const TargetScore &score = board.score(gpt);
        QCOMPARE(score.inFlight, 0);
        QCOMPARE(score.attempts, 10);
        QCOMPARE(score.ended(), 10);
        QCOMPARE(score.ttftMs, old.ttftMs);
        for (const Speed speed : {Speed::Ttft, Speed::Total, Speed::TimePerOutputToken})
            QCOMPARE(score.speed(speed, 50, later).value, old.speed(speed, 50, now).value);
        QCOMPARE(score.successRate(later).value, 0.9);
        QCOMPARE(score.availability(Availability::Window::Day, wall).value, 0.9);
        QCOMPARE(score.outputTokens(3).value, old.outputTokens(3).value);
        QCOMPARE(score.paidInputPerMillion().value, old.paidInputPerMillion().value);
        QCOMPARE(score.cachedInputShare().value, 0.5);
        QCOMPARE(board.accuracies().accuracy(gpt, 3).mean,
                 before.accuracies().accuracy(gpt, 3).mean);
        QCOMPARE(board.key(openai, 0).breaker.opensAgainAtNs(later), later + 30 * second);
        QCOMPARE(board.keyModelBreaker(openai, 0, gpt).opensAgainAtNs(later), later + 60 * second);
        QCOMPARE(board.modelBreaker(openai, gpt).state(later), Breaker::State::HalfOpen);
    }

    void copyIsWhatItWasWhenItWasMade()
    {
        Scoreboard board;
        fill(board);
        const Scoreboard copy = board;
        const QByteArray before = ScoreboardFile::toBytes(copy, now, wall);
        for (int i = 0; i < 5; ++i)
            fill(board);

        QCOMPARE(ScoreboardFile::toBytes(copy, now, wall), before);
        QVERIFY(ScoreboardFile::toBytes(board, now, wall) != before);
    }

    void whatIsOlderThanItsWindowStaysOut()
    {
        Scoreboard board;
        const qint64 hours = 3 * 3600;
        QVERIFY(ScoreboardFile::restore(filledBytes(), board, now, wall + hours * 1000).hasValue());

        const TargetScore &score = board.score(gpt);
        QVERIFY(!score.speed(Speed::Ttft, 50, now).isKnown());
        QVERIFY(!score.successRate(now).isKnown());
        QVERIFY(!score.availability(Availability::Window::Hour, wall + hours * 1000).isKnown());
        QVERIFY(score.availability(Availability::Window::Day, wall + hours * 1000).isKnown());
        QVERIFY(board.key(openai, 0).breaker.mayTry(now));
    }

    void clockThatWasPutBackIsNoTime()
    {
        Scoreboard board;
        QVERIFY(ScoreboardFile::restore(filledBytes(), board, now, wall - 86'400'000).hasValue());

        QCOMPARE(board.key(openai, 0).breaker.opensAgainAtNs(now), now + 60 * second);
    }

    void policyStaysWhatItWas()
    {
        Scoreboard board;
        signalbox::models::Policy policy;
        policy.breaker.maxOpen = std::chrono::seconds(20);
        signalbox::models::Target target;
        target.id = QStringLiteral("t");
        target.expectedAccuracy = {{QStringLiteral("all"), 0.4}};
        policy.targets = {target};
        board.setPolicy(policy, now);
        QVERIFY(ScoreboardFile::restore(filledBytes(), board, now, wall).hasValue());

        QCOMPARE(board.accuracies().accuracy(QStringLiteral("t"), 0).mean, 0.4);
        QCOMPARE(board.key(openai, 0).breaker.opensAgainAtNs(now), now + 20 * second);
    }

    void anythingElseStartsAnew_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray bytes = filledBytes();
        QTest::newRow("text") << QByteArray("{\"version\": 1}");
        QTest::newRow("another version") << QByteArray(bytes).replace(8, 1, "\x7f");
        QTest::newRow("more behind it") << bytes + 'x';
        QTest::newRow("one bit") << QByteArray(bytes).replace(bytes.size() / 2, 1, "\xAA");
        QTest::newRow("half") << bytes.first(bytes.size() / 2);
        QTest::newRow("head only") << bytes.first(8);
    }

    void anythingElseStartsAnew()
    {
        QFETCH(QByteArray, bytes);
        Scoreboard board;
        board.score(QStringLiteral("kept")).attemptBegan();
        const auto restored = ScoreboardFile::restore(bytes, board, now, wall);

        QVERIFY(!restored.hasValue());
        QVERIFY(restored.error().contains(QLatin1String("anew")));
        QCOMPARE(board.scores().size(), std::size_t{1});
        QCOMPARE(board.score(QStringLiteral("kept")).inFlight, 1);
    }

    void damageWithARightChecksumNeverCrashes()
    {
        const QByteArray bytes = filledBytes();
        std::mt19937 random(21);
        // Magic, version and a check sum of at most three bytes come first.
        QByteArray head = bytes.first(9);
        for (int round = 0; round < 3000; ++round) {
            QByteArray content;
            for (qsizetype skip = 1; skip <= 3; ++skip) {
                QByteArray candidate = bytes.sliced(9 + skip);
                QByteArray sum;
                signalbox::models::VarintWriter(sum).number(qChecksum(candidate));
                if (sum.size() == skip && bytes.sliced(9, skip) == sum)
                    content = candidate;
            }
            QVERIFY(!content.isEmpty());
            for (int i = 0; i < 1 + round % 4; ++i)
                content[static_cast<qsizetype>(random() % unsigned(content.size()))] =
                    static_cast<char>(random());
            if (round % 5 == 0)
                content.chop(static_cast<qsizetype>(random() % unsigned(content.size())));
            QByteArray framed = head;
            signalbox::models::VarintWriter(framed).number(qChecksum(content));
            Scoreboard board;
            if (ScoreboardFile::restore(framed + content, board, now, wall).hasValue()) {
                for (const auto &[target, score] : board.scores()) {
                    QVERIFY(!(score.speed(Speed::Ttft, 99, now).value < 0));
                    QVERIFY(!(score.successRate(now).value > 1.0001));
                }
            }
        }
    }

    void fileIsWrittenAndReadBack()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("scores"));
        QVERIFY(ScoreboardFile::load(path).value().isEmpty());
        QVERIFY(ScoreboardFile::save(filledBytes(), path).hasValue());

        const auto bytes = ScoreboardFile::load(path);
        QVERIFY(bytes.hasValue());
        Scoreboard board;
        QVERIFY(ScoreboardFile::restore(bytes.value(), board, now, wall).hasValue());
        QCOMPARE(board.scores().size(), std::size_t{1});
        QVERIFY(!(QFileInfo(path).permissions() & QFileDevice::ReadOther));
        QVERIFY(!ScoreboardFile::save({}, folder.filePath(QStringLiteral("no/such/folder"))));
    }
};

QTEST_GUILESS_MAIN(ScoreboardFileTest)
#include "tst_ScoreboardFile.moc"
