// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/Scoreboard.h"

#include <QTest>

using signalbox::models::ErrorClass;
using signalbox::routing::Breaker;
using signalbox::routing::KeyAtModel;
using signalbox::routing::Scoreboard;
using signalbox::routing::TargetScore;

namespace {

constexpr qint64 second = 1'000'000'000;

} // namespace

class ScoreboardTest final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_board = std::make_unique<Scoreboard>(); }

    void scoreStaysWhereItIs()
    {
        TargetScore &first = m_board->score(QStringLiteral("a"));
        for (int i = 0; i < 1000; ++i)
            m_board->score(QString::number(i));

        QCOMPARE(&m_board->score(QStringLiteral("a")), &first);
        QCOMPARE(m_board->scores().size(), std::size_t{1001});
    }

    void attemptsAreCountedWhileTheyRunAndByTheirEnd()
    {
        TargetScore &score = m_board->score(QStringLiteral("a"));
        score.attemptBegan();
        score.attemptBegan();
        QCOMPARE(score.inFlight, 2);
        score.attemptEnded(ErrorClass::None, 1000, 2000, second);
        score.attemptEnded(ErrorClass::Timeout, -1, 2000, second);

        QCOMPARE(score.inFlight, 0);
        QCOMPARE(score.attempts, 2);
        QCOMPARE(score.ended(), 2);
        QCOMPARE(score.byClass.at(static_cast<std::size_t>(ErrorClass::Timeout)), 1);
        QCOMPARE(score.successShare(), 0.5);
    }

    void cancelledAttemptsSayNothingAboutTheTarget()
    {
        TargetScore &score = m_board->score(QStringLiteral("a"));
        QCOMPARE(score.successShare(), -1.0);
        score.attemptEnded(ErrorClass::Cancelled, -1, 10, second);
        QCOMPARE(score.successShare(), -1.0);
        score.attemptEnded(ErrorClass::None, 1, 10, second);

        QCOMPARE(score.successShare(), 1.0);
    }

    void firstMeasurementIsTakenWhole()
    {
        TargetScore &score = m_board->score(QStringLiteral("a"));
        score.attemptEnded(ErrorClass::None, 5'000, 20'000, second);

        QCOMPARE(score.ttftMs, 5.0);
        QCOMPARE(score.totalMs, 20.0);
    }

    void laterMeasurementCountsByTheTimeBetween_data()
    {
        QTest::addColumn<qint64>("afterNs");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::newRow("at once, a little") << qint64{0} << 10.1 << 12.0;
        QTest::newRow("after the half-life, half") << 60 * second << 54.9 << 55.1;
        QTest::newRow("after an hour, nearly all") << 3600 * second << 99.9 << 100.0;
    }

    void laterMeasurementCountsByTheTimeBetween()
    {
        QFETCH(qint64, afterNs);
        QFETCH(double, least);
        QFETCH(double, most);
        TargetScore &score = m_board->score(QStringLiteral("a"));
        score.attemptEnded(ErrorClass::None, 10'000, 10'000, second);
        score.attemptEnded(ErrorClass::None, 100'000, 100'000, second + afterNs);

        QVERIFY2(score.ttftMs >= least && score.ttftMs <= most,
                 QByteArray::number(score.ttftMs).constData());
        QCOMPARE(score.totalMs, score.ttftMs);
    }

    void failuresMoveNoMeans()
    {
        TargetScore &score = m_board->score(QStringLiteral("a"));
        score.attemptEnded(ErrorClass::ServerError, 3'000, 90'000, second);
        QCOMPARE(score.ttftMs, -1.0);
        QCOMPARE(score.totalMs, -1.0);
        score.attemptEnded(ErrorClass::None, 3'000, 90'000, 2 * second);
        score.attemptEnded(ErrorClass::Connection, -1, 9'000, 3 * second);

        QCOMPARE(score.ttftMs, 3.0);
        QCOMPARE(score.totalMs, 90.0);
    }

    void keysAndModelsHaveTheirOwnBreakers()
    {
        const QString openai = QStringLiteral("openai");
        const QString gpt = QStringLiteral("gpt");
        Scoreboard::Key &key = m_board->key(openai, 0);
        Breaker &limits = m_board->keyModelBreaker(openai, 0, gpt);
        limits.ended(limits.tryBegan(second), ErrorClass::RateLimited, 5'000, second);

        QCOMPARE(limits.state(second), Breaker::State::Open);
        QCOMPARE(key.breaker.state(second), Breaker::State::Closed);
        QCOMPARE(m_board->keyModelBreaker(openai, 1, gpt).state(second), Breaker::State::Closed);
        QCOMPARE(m_board->keyModelBreaker(openai, 0, QStringLiteral("mini")).state(second),
                 Breaker::State::Closed);
        QCOMPARE(m_board->modelBreaker(openai, gpt).state(second), Breaker::State::Closed);
        QCOMPARE(&m_board->key(openai, 0), &key);
        QCOMPARE(&m_board->keyModelBreaker(openai, 0, gpt), &limits);
    }

    void aKeyIsBarredByEitherOfItsBreakers()
    {
        const QString openai = QStringLiteral("openai");
        Scoreboard::Key &key = m_board->key(openai, 0);
        Breaker &limits = m_board->keyModelBreaker(openai, 0, QStringLiteral("gpt"));
        const KeyAtModel both{.key = &key, .limits = &limits};
        QVERIFY(both.mayTry(second));
        QVERIFY(!both.isAskedToWait(second));
        QCOMPARE(both.opensAgainAtNs(second), second);

        limits.ended(limits.tryBegan(second), ErrorClass::RateLimited, 5'000, second);
        QVERIFY(!both.mayTry(second));
        QVERIFY(both.isAskedToWait(second));
        QCOMPARE(both.opensAgainAtNs(second), 6 * second);
        QVERIFY(both.mayTry(6 * second));

        key.breaker.ended(key.breaker.tryBegan(second), ErrorClass::Authentication, 9'000, second);
        QVERIFY(!both.mayTry(6 * second));
        QCOMPARE(both.opensAgainAtNs(second), 10 * second);
    }

    void policyReachesBreakersOldAndNew()
    {
        Breaker &old = m_board->modelBreaker(QStringLiteral("a"), QStringLiteral("m"));
        signalbox::models::Policy policy;
        policy.breaker.minimumRequests = 1;
        policy.targets = {{.id = QStringLiteral("t"),
                           .provider = QStringLiteral("a"),
                           .model = QStringLiteral("m"),
                           .expectedAccuracy = {{QStringLiteral("coding"), 0.9}}}};
        m_board->setPolicy(policy, second);

        for (Breaker *breaker :
             {&old, &m_board->modelBreaker(QStringLiteral("b"), QStringLiteral("m"))}) {
            breaker->ended(breaker->tryBegan(second), ErrorClass::ServerError, -1, second);
            QCOMPARE(breaker->state(second), Breaker::State::Open);
        }
        QCOMPARE(m_board->accuracies().accuracy(QStringLiteral("t"), 0).mean, 0.9);
    }

private:
    std::unique_ptr<Scoreboard> m_board;
};

QTEST_GUILESS_MAIN(ScoreboardTest)
#include "tst_Scoreboard.moc"
