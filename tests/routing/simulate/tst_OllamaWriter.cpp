// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/SimulatedAsk.h"

#include <QJsonArray>
#include <QTest>

using namespace signalbox::routing;
using namespace signalbox::tests;
using signalbox::models::ClientDialect;

namespace {

constexpr std::string_view hello =
    R"({"model":"auto","messages":[{"role":"user","content":"Tell me about trains"}]})";

SimulatedRequest ollama(std::string_view body, Delivery delivery = Delivery::Whole)
{
    return requestFor(ClientDialect::Ollama, body, delivery);
}

QList<QJsonObject> linesOf(const CaughtAnswer &answer)
{
    QList<QJsonObject> lines;
    for (const QByteArray &line : answer.body.trimmed().split('\n'))
        lines.append(QJsonDocument::fromJson(line).object());
    return lines;
}

QString contentOf(const QJsonObject &object)
{
    return object[QLatin1String("message")][QLatin1String("content")].toString();
}

} // namespace

class OllamaWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void wholeAnswerIsOneDoneObject()
    {
        CaughtAnswer answer;

        ask(ollama(hello), answer);

        const QJsonObject json = answer.json();
        QVERIFY(json[QLatin1String("done")].toBool());
        QCOMPARE(json[QLatin1String("done_reason")].toString(), QStringLiteral("stop"));
        QCOMPARE(json[QLatin1String("prompt_eval_count")].toInt(), 5);
        QCOMPARE(json[QLatin1String("eval_count")].toInt(),
                 static_cast<int>(contentOf(json).split(QLatin1Char(' ')).size()));
    }

    void streamIsOneObjectALine()
    {
        CaughtAnswer whole;
        CaughtAnswer streamed;

        ask(ollama(hello), whole);
        ask(ollama(hello, Delivery::Streamed), streamed);

        QCOMPARE(streamed.headers["content-type"], QByteArray("application/x-ndjson"));
        const QList<QJsonObject> lines = linesOf(streamed);
        QString text;
        for (const QJsonObject &line : lines)
            text += contentOf(line);
        QCOMPARE(text, contentOf(whole.json()));
        QVERIFY(lines.last()[QLatin1String("done")].toBool());
        QVERIFY(!lines.first()[QLatin1String("done")].toBool(true));
        QCOMPARE(lines.last()[QLatin1String("eval_count")].toInt(),
                 static_cast<int>(lines.size()) - 1);
    }

    void completionIsAnsweredWithOneText()
    {
        SimulatedRequest request = ollama(R"({"prompt":"hello"})");
        request.endpoint.operation = Operation::Complete;
        CaughtAnswer whole;
        CaughtAnswer streamed;

        ask(request, whole);
        request.stream = true;
        ask(request, streamed);

        QVERIFY(!whole.json().contains(QLatin1String("message")));
        QString text;
        for (const QJsonObject &line : linesOf(streamed))
            text += line[QLatin1String("response")].toString();
        QVERIFY(!text.isEmpty());
        QCOMPARE(text, whole.json()[QLatin1String("response")].toString());
    }

    void toolCallHasItsArgumentsAsAnObject()
    {
        CaughtAnswer answer;

        ask(ollama(R"({"messages":[{"role":"user","content":"CALL"}],"tools":[{"type":"function",)"
                   R"("function":{"name":"f","parameters":{"type":"object","properties":{"x":{)"
                   R"("const":7}}}}}]})",
                   Delivery::Streamed),
            answer);

        const QList<QJsonObject> lines = linesOf(answer);
        QCOMPARE(lines.size(), 2);
        const QJsonValue function =
            lines.first()[QLatin1String("message")][QLatin1String("tool_calls")][0]
                         [QLatin1String("function")];
        QCOMPARE(function[QLatin1String("name")].toString(), QStringLiteral("f"));
        QCOMPARE(function[QLatin1String("arguments")][QLatin1String("x")].toInt(), 7);
    }

    void optionsLimitTheAnswer_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<QString>("reason");
        QTest::newRow("limit") << QByteArray(R"({"num_predict":2})") << QStringLiteral("length");
        QTest::newRow("no limit") << QByteArray(R"({"num_predict":-1})") << QStringLiteral("stop");
        QTest::newRow("stop") << QByteArray(R"({"stop":["answer"]})") << QStringLiteral("stop");
    }

    void optionsLimitTheAnswer()
    {
        QFETCH(QByteArray, options);
        QFETCH(QString, reason);
        const QByteArray body =
            R"({"messages":[{"role":"user","content":"x"}],"options":)" + options + '}';
        CaughtAnswer answer;

        ask(ollama({body.constData(), static_cast<std::size_t>(body.size())}), answer);

        QCOMPARE(answer.json()[QLatin1String("done_reason")].toString(), reason);
    }

    void formatIsFollowed()
    {
        CaughtAnswer answer;

        ask(ollama(R"({"messages":[{"role":"user","content":"x"}],"format":{"type":"object",)"
                   R"("properties":{"a":{"type":"null"}}}})"),
            answer);

        QCOMPARE(contentOf(answer.json()), QStringLiteral(R"({"a":null})"));
    }

    void badRequestGetsOllamasError()
    {
        CaughtAnswer answer;

        ask(ollama("{}"), answer);

        QCOMPARE(answer.status, 400);
        QVERIFY(answer.json()[QLatin1String("error")].isString());
    }
};

QTEST_GUILESS_MAIN(OllamaWriterTest)
#include "tst_OllamaWriter.moc"
