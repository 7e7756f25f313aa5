// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/Metrics.h"

#include <QRegularExpression>
#include <QTest>

#include <tuple>

using signalbox::models::ErrorClass;
using signalbox::models::Money;
using signalbox::routing::AttemptOutcome;
using signalbox::routing::metricsText;
using signalbox::routing::PaidCost;
using signalbox::routing::Scoreboard;
using signalbox::routing::TargetScore;

class MetricsTest final : public QObject
{
    Q_OBJECT

private slots:
    void countersAreWrittenAsTheyStand()
    {
        Scoreboard board;
        TargetScore &score = board.score(QStringLiteral("gpt"));
        score.attemptBegan();
        score.attemptEnded(ErrorClass::None, 250'000, 900'000, 1);
        score.attemptBegan();
        score.attemptEnded(ErrorClass::RateLimited, -1, 900'000, 2);
        score.attemptBegan();
        const std::string text =
            metricsText({.requests = 5, .inFlight = 1, .refused = 2}, board, {});

        for (const char *line :
             {"signalbox_requests_total 5\n", "signalbox_requests_refused_total 2\n",
              "signalbox_exchanges_in_flight 1\n",
              "signalbox_attempts_total{target=\"gpt\",outcome=\"ok\"} 1\n",
              "signalbox_attempts_total{target=\"gpt\",outcome=\"rate_limited\"} 1\n",
              "signalbox_target_in_flight{target=\"gpt\"} 1\n",
              "signalbox_target_first_byte_seconds{target=\"gpt\"} 0.250000\n"})
            QVERIFY2(text.find(line) != std::string::npos, line);
        QVERIFY(text.find("outcome=\"timeout\"") == std::string::npos);
    }

    void figuresOfTargetsAreWritten()
    {
        constexpr qint64 now = 1'000'000'000'000;
        constexpr qint64 wall = 1'764'000'000'000;
        Scoreboard board;
        AttemptOutcome outcome;
        outcome.ttftUs = 250'000;
        outcome.totalUs = 900'000;
        outcome.usage = {.input = 1000, .cachedInput = 250, .output = 100};
        outcome.cost = PaidCost{.input = Money{150}, .output = Money{60}};
        outcome.nowNs = now;
        outcome.wallMs = wall;
        board.score(QStringLiteral("gpt")).attemptEnded(outcome);
        const QString openai = QStringLiteral("openai");
        auto &key = board.key(openai, 1);
        key.score.attemptBegan();
        key.score.attemptEnded(outcome);
        key.breaker.ended(key.breaker.tryBegan(now), ErrorClass::Authentication, 5'000, now);
        auto &limits = board.keyModelBreaker(openai, 1, QStringLiteral("gpt-4o"));
        limits.ended(limits.tryBegan(now), ErrorClass::RateLimited, 5'000, now);
        board.accuracies().judge(QStringLiteral("gpt"), 1, 1, 1);
        std::ignore = board.modelBreaker(QStringLiteral("openai"), QStringLiteral("gpt-4o"));
        const std::string text = metricsText({}, board, {.nowNs = now, .wallMs = wall});

        for (const char *line :
             {"signalbox_target_ttft_seconds{target=\"gpt\",quantile=\"0.95\"} 0.25",
              "signalbox_target_total_seconds{target=\"gpt\",quantile=\"0.5\"} 0.89",
              "signalbox_target_ttft_samples{target=\"gpt\"} 1\n",
              "signalbox_target_success_ratio{target=\"gpt\"} 1.00000\n",
              "signalbox_target_availability_ratio{target=\"gpt\",window=\"7d\"} 1.00000\n",
              "signalbox_target_paid_input_usd_per_million{target=\"gpt\"} 0.150000\n",
              "signalbox_target_cached_input_ratio{target=\"gpt\"} 0.250000\n",
              "signalbox_key_breaker_state{provider=\"openai\",key=\"1\"} 1\n",
              "signalbox_key_attempts_total{provider=\"openai\",key=\"1\"} 1\n",
              "signalbox_key_success_ratio{provider=\"openai\",key=\"1\"} 1.00000\n",
              "signalbox_key_ttft_seconds{provider=\"openai\",key=\"1\"} 0.25",
              "signalbox_key_model_breaker_state{provider=\"openai\",key=\"1\",model=\"gpt-4o\"} "
              "1\n",
              "signalbox_target_accuracy_samples{target=\"gpt\",task_type=\"math\"} 1\n",
              "signalbox_model_breaker_state{provider=\"openai\",model=\"gpt-4o\"} 0\n"})
            QVERIFY2(text.find(line) != std::string::npos, line);
    }

    void everyLineIsPrometheusText()
    {
        Scoreboard board;
        board.score(QStringLiteral("a\"b\\c\nd")).attemptEnded(ErrorClass::None, 1, 1, 1);
        board.score(QString::fromUtf8("\xc3\xa9/x"));
        const QString text = QString::fromStdString(metricsText({}, board, {.nowNs = 1}));
        static const QRegularExpression comment(QStringLiteral(R"(^# (HELP|TYPE) [a-z_]+ .+$)"));
        static const QRegularExpression sample(QStringLiteral(
            R"re(^[a-z_]+(\{[a-z]+="([^"\\\n]|\\["\\n])*"(,[a-z]+="([^"\\\n]|\\["\\n])*")*\})? -?[0-9.]+$)re"));

        QVERIFY(text.endsWith(QLatin1Char('\n')));
        for (const QString &line : text.chopped(1).split(QLatin1Char('\n')))
            QVERIFY2(comment.match(line).hasMatch() || sample.match(line).hasMatch(),
                     qPrintable(line));
        QVERIFY(text.contains(QLatin1String("target=\"a\\\"b\\\\c\\nd\"")));
    }
};

QTEST_GUILESS_MAIN(MetricsTest)
#include "tst_Metrics.moc"
