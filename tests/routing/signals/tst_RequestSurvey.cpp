// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/RequestSurvey.h"
#include "support/Requests.h"
#include "support/SurveySamples.h"

#include <QTest>

#include <random>

using signalbox::models::ClientDialect;
using namespace signalbox::routing;
using namespace signalbox::tests;

namespace {

QString countsOf(const RequestSurvey &survey)
{
    return QStringLiteral("%1 %2 %3 %4 %5")
        .arg(survey.messages)
        .arg(survey.turns)
        .arg(survey.tools)
        .arg(survey.images)
        .arg(survey.documents);
}

QString flagsOf(const RequestSurvey &survey)
{
    return QLatin1String(survey.isToolTurn ? "t" : "") + QLatin1String(survey.wantsJson ? "j" : "")
        + QLatin1String(survey.wantsSchema ? "s" : "")
        + QLatin1String(survey.wantsReasoning ? "r" : "");
}

} // namespace

class tst_RequestSurvey : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryDialect_data();
    void readsEveryDialect();
    void namesTheConversation_data();
    void namesTheConversation();
    void longTextsAreCut();
    void damagedBodiesGiveWhatCanBeKnown();
    void mutatedBodiesDoNoHarm();
    void deepBodiesDoNoHarm();
    void tokensAreNearTheTruth();
    void longBodiesAreSampled();
};

void tst_RequestSurvey::readsEveryDialect_data()
{
    QTest::addColumn<QByteArray>("name");

    for (const SurveySample &one : surveySamples)
        QTest::newRow(one.name) << QByteArray(one.name);
}

void tst_RequestSurvey::readsEveryDialect()
{
    QFETCH(const QByteArray, name);
    const SurveySample &expected = surveySample(name.constData());
    const std::string body = padded(expected.body);

    const RequestSurvey survey = RequestSurvey::read(expected.endpoint, body);

    QVERIFY(survey.isWhole);
    QCOMPARE(countsOf(survey), QLatin1String(expected.counts));
    QCOMPARE(flagsOf(survey), QLatin1String(expected.flags));
    QCOMPARE(survey.maxOutputTokens.value_or(-1), expected.limit);
    QCOMPARE(survey.systemText, std::string(expected.system));
    QCOMPARE(survey.firstText, std::string(expected.first));
    QCOMPARE(survey.lastText, std::string(expected.last));
}

void tst_RequestSurvey::namesTheConversation_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("conversation");

    QTest::newRow("nothing") << QByteArray("{}") << QByteArray("");
    QTest::newRow("cache key") << QByteArray("{\"prompt_cache_key\":\"k\"}") << QByteArray("k");
    QTest::newRow("name beats cache key")
        << QByteArray("{\"conversation\":\"c\",\"prompt_cache_key\":\"k\"}") << QByteArray("c");
    QTest::newRow("object") << QByteArray("{\"conversation\":{\"id\":\"c\"}}") << QByteArray("c");
    QTest::newRow("agent's user") << QByteArray(
        "{\"metadata\":{\"user_id\":\"user_1_account__session_a-b\"}}")
                                  << QByteArray("a-b");
    QTest::newRow("agent's user as JSON")
        << QByteArray("{\"metadata\":{\"user_id\":\"{\\\"device_id\\\":\\\"d\\\",\\\"session_"
                      "id\\\":\\\"a-b\\\"}\"}}")
        << QByteArray("a-b");
    QTest::newRow("user without session")
        << QByteArray("{\"metadata\":{\"user_id\":\"u\"}}") << QByteArray("");
    QTest::newRow("metadata") << QByteArray("{\"metadata\":{\"session_id\":\"s\"}}")
                              << QByteArray("s");
    QTest::newRow("no text") << QByteArray("{\"conversation\":7,\"prompt_cache_key\":null}")
                             << QByteArray("");
}

void tst_RequestSurvey::namesTheConversation()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, conversation);
    const std::string room = padded(body.toStdString());

    QCOMPARE(QByteArray::fromStdString(RequestSurvey::read(responses, room).conversation),
             conversation);
}

void tst_RequestSurvey::longTextsAreCut()
{
    std::string text;
    for (int i = 0; i < 60'000; ++i)
        text += "\xC3\xA9";
    const std::string body =
        padded("{\"messages\":[{\"role\":\"user\",\"content\":\"x" + text + "\"}]}");

    const RequestSurvey survey = RequestSurvey::read(chat, body);

    QCOMPARE(survey.lastText.size(), RequestSurvey::mostText - 1);
    QCOMPARE(survey.firstText.size(), RequestSurvey::mostFirstText - 1);
    QCOMPARE(survey.textBytes, 120'001);
}

void tst_RequestSurvey::damagedBodiesGiveWhatCanBeKnown()
{
    const std::string body = padded("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                                    "\"max_tokens\":7,\"tools\":[{\"a\" 1}],\"x\":1}");
    const RequestSurvey survey = RequestSurvey::read(chat, body);

    QCOMPARE(survey.lastText, std::string("Hi"));
    QCOMPARE(survey.maxOutputTokens.value_or(-1), 7.0);

    for (const SurveySample &one : surveySamples) {
        const std::string whole = one.body;
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const std::string part = padded(whole.substr(0, size));
            const RequestSurvey cut = RequestSurvey::read(one.endpoint, part);
            (void)estimatedInputTokens(cut);
        }
    }
    QVERIFY(!RequestSurvey::read(chat, padded("")).isWhole);
    QVERIFY(!RequestSurvey::read(chat, padded("[1]")).isWhole);
    QVERIFY(!RequestSurvey::read(chat, padded("{\"messages\":[")).isWhole);
}

void tst_RequestSurvey::mutatedBodiesDoNoHarm()
{
    constexpr std::array<std::string_view, 18> words{
        "\"", "\\",    "{",    "}",        "[",        "]",        ",",       ":",       "null",
        "-1", "1e999", "\xff", "\"text\"", "\"type\"", "\"role\"", "\\u0000", "\\ud800", "true"};
    std::mt19937 random(7); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time on purpose
    const auto below = [&random](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
    for (int round = 0; round < 20'000; ++round) {
        const SurveySample &one = surveySamples.at(below(surveySamples.size()));
        std::string text = one.body;
        for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
            const std::size_t at = below(text.size() + 1);
            const std::size_t size = std::min(text.size() - at, below(8));
            if (below(3) == 0)
                text.insert(at, text.substr(below(text.size() + 1), below(60)));
            else
                text.replace(at, size, words.at(below(words.size())));
        }
        // Any body may come to any endpoint.
        const std::string body = padded(text);
        const RequestSurvey survey =
            RequestSurvey::read(surveySamples.at(below(surveySamples.size())).endpoint, body);

        QVERIFY(survey.turns <= survey.messages);
        QVERIFY(survey.sampledBytes <= survey.textBytes);
        QVERIFY(survey.textBytes <= qint64(2 * body.size()));
        QVERIFY(estimatedInputTokens(survey) >= 0);
        QVERIFY(QString::fromStdString(survey.lastText).size() <= qsizetype(body.size()));
    }
}

void tst_RequestSurvey::deepBodiesDoNoHarm()
{
    constexpr int depth = 100'000;
    for (const char *open : {"[", "{\"content\":", "[{\"parts\":"}) {
        std::string text = "{\"messages\":";
        for (int i = 0; i < depth; ++i)
            text += open;
        const std::string body = padded(text);
        QVERIFY(!RequestSurvey::read(chat, body).isWhole);
    }
}

void tst_RequestSurvey::tokensAreNearTheTruth()
{
    const std::string body = padded("{\"messages\":[{\"role\":\"user\",\"content\":\"What is the "
                                    "capital of France, and how many"
                                    " people live there today?\"}]}");

    const double tokens = estimatedInputTokens(RequestSurvey::read(chat, body));

    QVERIFY2(tokens > 17 && tokens < 27, qPrintable(QString::number(tokens)));
}

void tst_RequestSurvey::longBodiesAreSampled()
{
    const std::string sentence = "The quick brown fox jumps over the lazy dog, and then it rests. ";
    std::string once;
    for (int i = 0; i < 100; ++i)
        once += sentence;
    std::string many;
    for (int i = 0; i < 20; ++i)
        many +=
            (i == 0 ? "" : ",") + std::string("{\"role\":\"user\",\"content\":\"") + once + "\"}";
    const std::string shortBody =
        padded("{\"messages\":[{\"role\":\"user\",\"content\":\"" + once + "\"}]}");
    const std::string longBody = padded("{\"messages\":[" + many + "]}");

    const RequestSurvey longSurvey = RequestSurvey::read(chat, longBody);
    const double one = estimatedInputTokens(RequestSurvey::read(chat, shortBody));
    const double all = estimatedInputTokens(longSurvey);

    QVERIFY(longSurvey.sampledBytes
            <= qint64(RequestSurvey::sampleCount * RequestSurvey::sampleBytes));
    QVERIFY2(std::abs(all / (20 * one) - 1) < 0.05, qPrintable(QString::number(all / (20 * one))));
}

QTEST_APPLESS_MAIN(tst_RequestSurvey)
#include "tst_RequestSurvey.moc"
