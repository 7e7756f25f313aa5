// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/FakeClock.h"
#include "support/SimulatedAsk.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>

using namespace signalbox::routing;
using namespace signalbox::tests;
using signalbox::models::ClientDialect;
using signalbox::models::ErrorClass;
using signalbox::models::SimulatedSettings;

namespace {

constexpr std::string_view hello =
    R"({"messages":[{"role":"user","content":"Tell me about trains"}]})";

SimulatedRequest chat(Delivery delivery = Delivery::Whole)
{
    return requestFor(ClientDialect::OpenAiChat, hello, delivery);
}

/// Ends at once after everything that is sent before the first token of an endless wait.
SimulatedSettings slowSettings()
{
    SimulatedSettings settings = promptSettings();
    settings.tokensPerSecond = 0.001;
    return settings;
}

} // namespace

class SimulatedProviderTest final : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsSaidFromInsideTheCall()
    {
        SimulatedProvider provider(promptSettings());
        CaughtAnswer answer;

        const auto call = provider.call(chat(), answer);

        QCOMPARE(answer.status, 0);
        QTRY_VERIFY(answer.isDone());
    }

    void sameSeedAndSequenceGiveTheSameBytes()
    {
        const FakeClock clock;
        std::array<QByteArray, 2> first;
        std::array<QByteArray, 2> second;
        for (auto *bytes : {&first, &second}) {
            SimulatedProvider provider(promptSettings(), &clock);
            for (QByteArray &body : *bytes) {
                CaughtAnswer answer;
                ask(provider, chat(Delivery::Streamed), answer);
                body = answer.body;
            }
        }

        QCOMPARE(first, second);
        QVERIFY2(first[0] != first[1], "the same prompt gets another answer the next time");
    }

    void anotherSeedGivesAnotherAnswer()
    {
        SimulatedSettings settings = promptSettings();
        settings.seed = 2;
        SimulatedProvider provider(settings);
        CaughtAnswer one;
        CaughtAnswer two;

        ask(chat(), one);
        ask(provider, chat(), two);

        QVERIFY(one.body != two.body);
    }

    void answersAreAboutAsLongAsSet()
    {
        SimulatedSettings settings = promptSettings();
        settings.outputTokens = 100;
        SimulatedProvider provider(settings);
        int tokens = 0;
        constexpr int asked = 200;

        for (int i = 0; i < asked; ++i) {
            CaughtAnswer answer;
            ask(provider, chat(), answer);
            const int length =
                answer.json()[QLatin1String("usage")][QLatin1String("completion_tokens")].toInt();
            QVERIFY(length >= 50 && length <= 150);
            tokens += length;
        }

        QVERIFY2(std::abs(tokens / asked - 100) < 10, qPrintable(QString::number(tokens / asked)));
    }

    void errorsComeInTheSharesThatAreSet()
    {
        SimulatedSettings settings = promptSettings();
        settings.rateLimitedShare = 0.1;
        settings.serverErrorShare = 0.05;
        settings.overloadedShare = 0.2;
        settings.cutShare = 0.15;
        SimulatedProvider provider(settings);
        SimulatedRequest request = chat();
        request.body = R"({"messages":[{"role":"user","content":"x"}],"max_tokens":1})";
        constexpr int draws = 10'000;
        std::vector<CaughtAnswer> answers(draws);
        std::vector<std::unique_ptr<ProviderCall>> calls;
        calls.reserve(draws);

        for (CaughtAnswer &answer : answers)
            calls.push_back(provider.call(request, answer));
        QTRY_VERIFY(std::ranges::all_of(answers, &CaughtAnswer::isDone));

        QHash<int, int> statuses;
        int cuts = 0;
        for (const CaughtAnswer &answer : answers) {
            ++statuses[answer.status];
            cuts += answer.end->errorClass == ErrorClass::ServerError ? 1 : 0;
            QCOMPARE(answer.headers.contains("retry-after"), answer.status == 429);
        }
        const auto isNear = [](int count, double share) {
            return std::abs(count / static_cast<double>(draws) - share) < 0.015;
        };
        QVERIFY2(isNear(statuses[429], 0.1), qPrintable(QString::number(statuses[429])));
        QVERIFY2(isNear(statuses[500], 0.05), qPrintable(QString::number(statuses[500])));
        QVERIFY2(isNear(statuses[503], 0.2), qPrintable(QString::number(statuses[503])));
        QVERIFY2(isNear(cuts, 0.15), qPrintable(QString::number(cuts)));
    }

    void overloadHasTheStatusOfTheDialect_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<int>("status");
        QTest::newRow("OpenAI chat") << ClientDialect::OpenAiChat << 503;
        QTest::newRow("OpenAI responses") << ClientDialect::OpenAiResponses << 503;
        QTest::newRow("OpenAI embeddings") << ClientDialect::OpenAiEmbeddings << 503;
        QTest::newRow("Anthropic") << ClientDialect::Anthropic << 529;
        QTest::newRow("Gemini") << ClientDialect::Gemini << 503;
        QTest::newRow("Ollama") << ClientDialect::Ollama << 503;
    }

    void overloadHasTheStatusOfTheDialect()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(int, status);
        SimulatedSettings settings = promptSettings();
        settings.overloadedShare = 1;
        SimulatedProvider provider(settings);
        CaughtAnswer answer;

        ask(provider, requestFor(dialect, hello, Delivery::Streamed), answer);

        QCOMPARE(answer.status, status);
        QVERIFY(answer.json().contains(QLatin1String("error")));
    }

    void cutStreamEndsInTheMiddle()
    {
        SimulatedSettings settings = promptSettings();
        settings.cutShare = 1;
        SimulatedProvider provider(settings);
        CaughtAnswer answer;

        ask(provider, chat(Delivery::Streamed), answer);

        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.end->errorClass, ErrorClass::ServerError);
        QCOMPARE(answer.end->message, QStringLiteral("connection closed"));
        QVERIFY(answer.events().size() > 2);
        QVERIFY(!answer.body.contains("[DONE]"));
        QVERIFY(!answer.sawLast);
    }

    void cutAnswerIsShorterThanItDeclared()
    {
        SimulatedSettings settings = promptSettings();
        settings.cutShare = 1;
        SimulatedProvider provider(settings);
        CaughtAnswer answer;

        ask(provider, chat(), answer);

        QCOMPARE(answer.body.size(), answer.contentLength / 2);
        QCOMPARE(answer.end->errorClass, ErrorClass::ServerError);
    }

    void stalledStreamStopsMoving()
    {
        SimulatedSettings settings = promptSettings();
        settings.stallShare = 1;
        SimulatedProvider provider(settings);
        CaughtAnswer stalled;
        CaughtAnswer later;
        const auto call = provider.call(chat(Delivery::Streamed), stalled);
        const auto unary = provider.call(chat(), later);

        QTRY_VERIFY(stalled.pieces > 0);
        const QByteArray before = stalled.body;
        letTimePass(std::chrono::milliseconds(20));

        QCOMPARE(stalled.body, before);
        QVERIFY(!stalled.isDone());
        QCOMPARE(later.status, 0);
    }

    void tokensComeAtTheirSpeed()
    {
        SimulatedSettings settings = promptSettings();
        settings.ttftMs = 30;
        settings.tokensPerSecond = 200;
        SimulatedProvider provider(settings);
        SimulatedRequest request = chat(Delivery::Streamed);
        request.body = R"({"messages":[{"role":"user","content":"x"}],"max_tokens":11})";
        CaughtAnswer answer;
        QElapsedTimer timer;
        qint64 firstMs = 0;
        answer.onHead = [&] { firstMs = timer.elapsed(); };

        timer.start();
        ask(provider, request, answer);

        // Never early; how late depends on the machine, so that is not judged here.
        QVERIFY2(firstMs >= 29, qPrintable(QString::number(firstMs)));
        QVERIFY2(timer.elapsed() >= 79, qPrintable(QString::number(timer.elapsed())));
    }

    void pausedAnswerSaysNothingAndLosesNothing()
    {
        const FakeClock clock;
        SimulatedSettings settings = promptSettings();
        settings.tokensPerSecond = 2000;
        CaughtAnswer reference;
        SimulatedProvider unpaused(settings, &clock);
        ask(unpaused, chat(Delivery::Streamed), reference);
        SimulatedProvider provider(settings, &clock);
        CaughtAnswer answer;
        const auto call = provider.call(chat(Delivery::Streamed), answer);

        QTRY_VERIFY(answer.pieces > 0);
        call->pause();
        const QByteArray before = answer.body;
        letTimePass(std::chrono::milliseconds(20));
        QCOMPARE(answer.body, before);
        call->resume();

        QTRY_VERIFY(answer.isDone());
        QCOMPARE(answer.body, reference.body);
    }

    void pauseInsideACallbackHolds_data()
    {
        QTest::addColumn<bool>("inHead");
        QTest::newRow("in the head") << true;
        QTest::newRow("in the body") << false;
    }

    void pauseInsideACallbackHolds()
    {
        QFETCH(bool, inHead);
        SimulatedProvider provider(promptSettings());
        CaughtAnswer answer;
        std::unique_ptr<ProviderCall> call;
        (inHead ? answer.onHead : answer.onBody) = [&] { call->pause(); };
        call = provider.call(chat(), answer);

        QTRY_COMPARE(answer.status, 200);
        letTimePass(std::chrono::milliseconds(10));
        QCOMPARE(answer.pieces, inHead ? 0 : 1);
        QVERIFY(!answer.isDone());

        call->resume();
        QTRY_VERIFY(answer.isDone());
        QVERIFY(!answer.brokeOrder);
    }

    void callMayBeDestroyedInsideItsCallbacks_data()
    {
        QTest::addColumn<int>("where");
        QTest::newRow("head") << 0;
        QTest::newRow("body") << 1;
        QTest::newRow("end") << 2;
    }

    void callMayBeDestroyedInsideItsCallbacks()
    {
        QFETCH(int, where);
        auto provider = std::make_unique<SimulatedProvider>(promptSettings());
        CaughtAnswer answer;
        CaughtAnswer bystander;
        std::unique_ptr<ProviderCall> call;
        const auto destroy = [&] {
            call.reset();
            provider.reset();
        };
        (where == 0 ? answer.onHead : where == 1 ? answer.onBody : answer.onEnd) = destroy;
        call = provider->call(chat(Delivery::Streamed), answer);
        const auto other = provider->call(chat(Delivery::Streamed), bystander);

        QTRY_VERIFY(call == nullptr);
        QTRY_VERIFY2(bystander.isDone(), "other calls go on, even without the provider");

        QCOMPARE(answer.isDone(), where == 2);
        QCOMPARE(answer.pieces > 0, where > 0);
    }

    void lastReferenceMayGoInsideACallback()
    {
        auto provider = std::make_unique<SimulatedProvider>(promptSettings());
        CaughtAnswer answer;
        std::unique_ptr<ProviderCall> call;
        answer.onBody = [&] {
            call.reset();
            provider.reset();
            QVERIFY(answer.body.size() > 0);
        };
        call = provider->call(chat(), answer);

        QTRY_VERIFY(call == nullptr);
        QVERIFY(!answer.isDone());
    }

    void destroyedCallIsSilent()
    {
        SimulatedProvider provider(slowSettings());
        CaughtAnswer answer;
        auto call = provider.call(chat(Delivery::Streamed), answer);
        QTRY_VERIFY(answer.pieces > 0);

        call.reset();
        letTimePass(std::chrono::milliseconds(10));

        QVERIFY(!answer.isDone());
    }
};

QTEST_GUILESS_MAIN(SimulatedProviderTest)
#include "tst_SimulatedProvider.moc"
