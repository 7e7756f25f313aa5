// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/simulate/EmbeddingAnswer.h"
#include "support/SimulatedAsk.h"

#include <QJsonArray>
#include <QTest>
#include <QtEndian>

#include <cmath>
#include <numeric>

using namespace signalbox::routing;
using namespace signalbox::tests;
using signalbox::models::ClientDialect;
using simulate::embed;

namespace {

double dot(const std::vector<float> &a, const std::vector<float> &b)
{
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

std::vector<float> floatsOf(const QJsonValue &value)
{
    std::vector<float> floats;
    for (const QJsonValue component : value.toArray())
        floats.push_back(static_cast<float>(component.toDouble()));
    return floats;
}

SimulatedRequest embedding(ClientDialect dialect, std::string_view body)
{
    SimulatedRequest request = requestFor(dialect, body);
    request.endpoint.operation = Operation::Embed;
    return request;
}

} // namespace

class EmbeddingAnswerTest final : public QObject
{
    Q_OBJECT

private slots:
    void vectorsAreDeterministicUnitVectors_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("words") << QStringLiteral("a train runs");
        QTest::newRow("one") << QStringLiteral("x");
        QTest::newRow("only marks") << QStringLiteral("...");
        QTest::newRow("Unicode") << QStringLiteral("Grüße 漢字");
    }

    void vectorsAreDeterministicUnitVectors()
    {
        QFETCH(QString, text);
        const std::string bytes = text.toStdString();

        const std::vector<float> vector = embed(bytes, 64);

        QCOMPARE(vector.size(), std::size_t{64});
        QVERIFY(std::abs(dot(vector, vector) - 1) < 1e-5);
        QCOMPARE(vector, embed(bytes, 64));
    }

    void sharedWordsBringTextsNearer()
    {
        const auto a = embed("the signal at the station", 256);

        QVERIFY(dot(a, embed("a signal at our station", 256))
                > dot(a, embed("bread and butter", 256)) + 0.2);
    }

    void base64HoldsTheSameFloats()
    {
        CaughtAnswer plain;
        CaughtAnswer encoded;

        ask(embedding(ClientDialect::OpenAiEmbeddings, R"({"input":"hello","dimensions":8})"),
            plain);
        ask(embedding(ClientDialect::OpenAiEmbeddings,
                      R"({"input":"hello","dimensions":8,"encoding_format":"base64"})"),
            encoded);

        const std::vector<float> floats =
            floatsOf(plain.json()[QLatin1String("data")][0][QLatin1String("embedding")]);
        const QByteArray bytes = QByteArray::fromBase64(
            encoded.json()[QLatin1String("data")][0][QLatin1String("embedding")]
                .toString()
                .toLatin1());
        QCOMPARE(bytes.size(), 32);
        std::vector<float> decoded(8);
        qFromLittleEndian<float>(bytes.constData(), 8, decoded.data());
        QCOMPARE(decoded, floats);
    }

    void everyInputGetsItsVector_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("count");
        QTest::newRow("text") << QByteArray(R"("a")") << 1;
        QTest::newRow("texts") << QByteArray(R"(["a","b","c"])") << 3;
        QTest::newRow("tokens") << QByteArray("[1,2,3]") << 1;
        QTest::newRow("lists of tokens") << QByteArray("[[1,2],[3]]") << 2;
    }

    void everyInputGetsItsVector()
    {
        QFETCH(QByteArray, input);
        QFETCH(int, count);
        const QByteArray body = R"({"input":)" + input + '}';
        CaughtAnswer answer;

        ask(embedding(ClientDialect::OpenAiEmbeddings,
                      {body.constData(), static_cast<std::size_t>(body.size())}),
            answer);

        const QJsonObject json = answer.json();
        const QJsonArray data = json[QLatin1String("data")].toArray();
        QCOMPARE(data.size(), count);
        for (int i = 0; i < count; ++i) {
            QCOMPARE(data.at(i)[QLatin1String("index")].toInt(), i);
            QCOMPARE(data.at(i)[QLatin1String("embedding")].toArray().size(), 256);
        }
        QVERIFY(json[QLatin1String("usage")][QLatin1String("prompt_tokens")].toInt() >= count);
    }

    void ollamaEmbedsInBothItsWays()
    {
        CaughtAnswer several;
        CaughtAnswer legacy;

        ask(embedding(ClientDialect::Ollama, R"({"input":["a","b"],"dimensions":4})"), several);
        ask(embedding(ClientDialect::Ollama, R"({"prompt":"a","options":{}})"), legacy);

        QCOMPARE(several.json()[QLatin1String("embeddings")].toArray().size(), 2);
        QCOMPARE(several.json()[QLatin1String("embeddings")][0].toArray().size(), 4);
        QVERIFY(several.json()[QLatin1String("prompt_eval_count")].toInt() > 0);
        QCOMPARE(legacy.json()[QLatin1String("embedding")].toArray().size(), 256);
    }

    void geminiEmbedsOneOrMany()
    {
        CaughtAnswer one;
        CaughtAnswer many;

        ask(embedding(ClientDialect::Gemini,
                      R"({"content":{"parts":[{"text":"a"}]},"outputDimensionality":4})"),
            one);
        ask(embedding(
                ClientDialect::Gemini,
                R"({"requests":[{"content":{"parts":[{"text":"a"}]},"outputDimensionality":4},)"
                R"({"content":{"parts":[{"text":"b"}]}}]})"),
            many);

        const QJsonValue values = one.json()[QLatin1String("embedding")][QLatin1String("values")];
        QCOMPARE(values.toArray().size(), 4);
        const QJsonArray embeddings = many.json()[QLatin1String("embeddings")].toArray();
        QCOMPARE(embeddings.size(), 2);
        QCOMPARE(embeddings.at(0)[QLatin1String("values")], values);
    }

    void badRequestsAreRefused_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("body");
        const auto openAi = ClientDialect::OpenAiEmbeddings;
        QTest::newRow("nothing") << openAi << QByteArray("{}");
        QTest::newRow("empty text") << openAi << QByteArray(R"({"input":""})");
        QTest::newRow("empty list") << openAi << QByteArray(R"({"input":[]})");
        QTest::newRow("objects") << openAi << QByteArray(R"({"input":[{}]})");
        QTest::newRow("dimensions") << openAi << QByteArray(R"({"input":"x","dimensions":0})");
        QTest::newRow("encoding") << openAi
                                  << QByteArray(R"({"input":"x","encoding_format":"hex"})");
        QTest::newRow("Gemini without text") << ClientDialect::Gemini << QByteArray("{}");
        QTest::newRow("Gemini without requests")
            << ClientDialect::Gemini << QByteArray(R"({"requests":[]})");
    }

    void badRequestsAreRefused()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(QByteArray, body);
        CaughtAnswer answer;

        ask(embedding(dialect, {body.constData(), static_cast<std::size_t>(body.size())}), answer);

        QCOMPARE(answer.status, 400);
        QVERIFY(answer.json().contains(QLatin1String("error")));
    }
};

QTEST_GUILESS_MAIN(EmbeddingAnswerTest)
#include "tst_EmbeddingAnswer.moc"
