// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ollama/OllamaCodec.h"
#include "support/Translations.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace signalbox::routing;
using namespace signalbox::tests;

namespace {

/// \a text as JSON, which is easier to read with ' for ".
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

AnswerWish wishFor(const Conversation &conversation)
{
    return {.exchangeId = "x",
            .model = "m",
            .nowS = 1,
            .conversation = conversation,
            .serverSentEvents = false};
}

/// The lines that \a tell makes a stream of.
template<typename Tell>
QList<QJsonObject> linesOf(Tell tell)
{
    const Conversation conversation;
    const auto writer = ollamaClientCodec().streamWriter(wishFor(conversation));
    tell(*writer);
    QList<QJsonObject> lines;
    for (const QByteArray &line : QByteArray::fromStdString(writer->take()).split('\n')) {
        if (!line.isEmpty())
            lines.append(QJsonDocument::fromJson(line).object());
    }
    return lines;
}

} // namespace

/// What Ollama's clients are answered.
class OllamaAnswersTest final : public QObject
{
    Q_OBJECT

private slots:
    void answerIsWritten()
    {
        AnswerMessage answer;
        answer.model = "real";
        answer.createdS = 1767225600;
        answer.usage.input = 5;
        answer.usage.output = 2;
        AnswerCandidate candidate;
        candidate.stop = StopReason::ToolCalls;
        candidate.parts.emplace_back(ReasoningPart{.text = "hm"});
        candidate.parts.emplace_back(TextPart{.text = "Hi"});
        candidate.parts.emplace_back(ToolCallPart{.name = "w", .argumentsJson = "{\"c\":1}"});
        candidate.parts.emplace_back(ToolCallPart{.id = "b", .name = "v", .argumentsJson = "free"});
        candidate.logprobsJson = "{\"content\":[{\"token\":\"Hi\",\"logprob\":-1}]}";
        answer.candidates.push_back(std::move(candidate));
        const Conversation conversation;

        const std::string body = ollamaClientCodec().writeAnswer(answer, wishFor(conversation));

        QCOMPARE(canonical(body),
                 canonical(json("{'model':'real','created_at':'2026-01-01T00:00:00Z','message':{"
                                "'role':'assistant','content':'Hi','thinking':'hm','tool_calls':["
                                "{'id':'call_x_1','function':{'index':0,'name':'w',"
                                "'arguments':{'c':1}}},"
                                "{'id':'b','function':{'index':1,'name':'v',"
                                "'arguments':{'input':'free'}}}]},"
                                "'logprobs':[{'token':'Hi','logprob':-1}],"
                                "'done':true,'done_reason':'stop','prompt_eval_count':5,"
                                "'eval_count':2}")));
    }

    void argumentsAreAlwaysAnObject_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("told");
        const auto row = [](const char *arguments, const char *told) {
            QTest::newRow(*arguments != '\0' ? arguments : "none")
                << QByteArray(arguments) << QByteArray(told);
        };
        row("", "{}");
        row(" ", "{}");
        row("null", "{}");
        row("{ \"a\" : [1] }", "{\"a\":[1]}");
        row("{\"a\":\"cut", "{\"input\":\"{\\\"a\\\":\\\"cut\"}");
    }

    void argumentsAreAlwaysAnObject()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QByteArray, told);

        const auto lines = linesOf([&](AnswerSink &sink) {
            sink.began({});
            sink.callBegan(0, {.call = 0, .id = "a", .name = "w", .signature = {}});
            sink.callArguments(0, 0, arguments.toStdString());
            sink.callEnded(0, 0);
            sink.ended();
        });

        const QJsonValue got = lines[0][u"message"][u"tool_calls"][0][u"function"][u"arguments"];
        QCOMPARE(QJsonDocument(got.toObject()).toJson(QJsonDocument::Compact), told);
    }

    void reasonsAreTold_data()
    {
        QTest::addColumn<StopReason>("reason");
        QTest::addColumn<QString>("told");
        const auto row = [](const char *told, StopReason reason) {
            QTest::addRow("%s %d", told, static_cast<int>(reason))
                << reason << QString::fromLatin1(told);
        };
        row("stop", StopReason::End);
        row("stop", StopReason::ToolCalls);
        row("stop", StopReason::Unknown);
        row("length", StopReason::Length);
        row("content_filter", StopReason::ContentFilter);
        row("content_filter", StopReason::Refusal);
    }

    void reasonsAreTold()
    {
        QFETCH(StopReason, reason);
        QFETCH(QString, told);

        const auto lines = linesOf([reason](AnswerSink &sink) {
            sink.began({});
            sink.stopped(0, {.reason = reason, .stopSequence = {}, .nativeStop = {}});
            sink.ended();
        });

        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines[0][u"done_reason"].toString(), told);
        QVERIFY(!lines[0].contains(QLatin1String("eval_count")));
    }

    void callsComeWholeInALine()
    {
        const auto lines = linesOf([](AnswerSink &sink) {
            sink.began({.id = "i", .model = "real", .createdS = 1767225600});
            sink.callBegan(0, {.call = 0, .id = "a", .name = "w", .signature = {}});
            sink.callArguments(0, 0, "{\"c\"");
            sink.callBegan(0, {.call = 1, .id = {}, .name = "v", .signature = {}});
            sink.callArguments(0, 0, ":1}");
            sink.callEnded(0, 0);
            sink.callEnded(0, 1);
            sink.stopped(0,
                         {.reason = StopReason::ToolCalls, .stopSequence = {}, .nativeStop = {}});
            sink.ended();
        });

        QCOMPARE(lines.size(), 3);
        const auto callOf = [](const QJsonObject &line) {
            return line[u"message"][u"tool_calls"][0].toObject();
        };
        QCOMPARE(callOf(lines[0])[u"id"].toString(), QStringLiteral("a"));
        QCOMPARE(callOf(lines[0])[u"function"][u"arguments"][u"c"].toInt(), 1);
        QCOMPARE(callOf(lines[1])[u"id"].toString(), QStringLiteral("call_x_2"));
        QVERIFY(callOf(lines[1])[u"function"][u"arguments"].isObject());
        QCOMPARE(lines[2][u"done"].toBool(), true);
    }

    void streamReadsBackAsItWasTold()
    {
        const Conversation conversation;
        const auto writer = ollamaClientCodec().streamWriter(wishFor(conversation));
        const auto reader = ollamaProviderCodec().streamReader();
        const QByteArrayList told{
            json("{'model':'real','created_at':'2026-01-01T00:00:00Z','message':{"
                 "'role':'assistant','content':'','thinking':'hm'},'done':false}"),
            json("{'model':'real','created_at':'2026-01-01T00:00:00Z','message':{"
                 "'role':'assistant','content':'Hi'},'done':false}"),
            json("{'model':'real','created_at':'2026-01-01T00:00:00Z','message':{"
                 "'role':'assistant','content':'','tool_calls':[{'id':'a','function':{"
                 "'index':0,'name':'w','arguments':{}}}]},'done':false}"),
            json("{'model':'real','created_at':'2026-01-01T00:00:00Z','message':{"
                 "'role':'assistant','content':''},'done':true,'done_reason':'stop',"
                 "'prompt_eval_count':3,'eval_count':4}")};

        for (const QByteArray &line : told)
            reader->event({}, line.toStdString(), *writer);
        reader->end(*writer);

        QCOMPARE(QByteArray::fromStdString(writer->take()), told.join('\n') + '\n');
    }

    void brokenStreamEndsWithAnError()
    {
        const auto lines = linesOf([](AnswerSink &sink) {
            sink.began({});
            sink.text(0, "Hi");
            sink.failed({.status = 502, .message = "It broke."});
        });

        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[1], (QJsonObject{{QStringLiteral("error"), QStringLiteral("It broke.")}}));
    }

    void completionIsAnsweredWithOneText()
    {
        Conversation conversation;
        conversation.isCompletion = true;
        AnswerMessage answer;
        AnswerCandidate candidate;
        candidate.parts.emplace_back(ReasoningPart{.text = "hm"});
        candidate.parts.emplace_back(TextPart{.text = "Hi"});
        answer.candidates.push_back(candidate);
        AnswerWish wish = wishFor(conversation);
        wish.waitedNs = 5;

        const std::string body = ollamaClientCodec().writeAnswer(answer, wish);

        QCOMPARE(canonical(body),
                 canonical(json("{'model':'m','created_at':'1970-01-01T00:00:01Z',"
                                "'response':'Hi','thinking':'hm','done':true,"
                                "'done_reason':'stop','total_duration':5,'load_duration':0,"
                                "'prompt_eval_duration':0,'eval_duration':5}")));
    }

    void completionIsStreamedWithoutMessages()
    {
        Conversation conversation;
        conversation.isCompletion = true;
        AnswerWish wish = wishFor(conversation);
        wish.waitedNs = 5;
        const auto writer = ollamaClientCodec().streamWriter(wish);

        writer->began({});
        writer->reasoning(0, "hm");
        writer->text(0, "Hi");
        writer->ended();

        const QByteArrayList lines = QByteArray::fromStdString(writer->take()).split('\n');
        QCOMPARE(lines.size(), 4);
        const auto line = [&lines](int index) {
            return QJsonDocument::fromJson(lines[index]).object();
        };
        QCOMPARE(line(0)[u"thinking"].toString(), QStringLiteral("hm"));
        QCOMPARE(line(0)[u"response"].toString(), QString());
        QCOMPARE(line(1)[u"response"].toString(), QStringLiteral("Hi"));
        QCOMPARE(line(2)[u"done"].toBool(), true);
        QCOMPARE(line(2)[u"prompt_eval_duration"].toInt(), 5);
        QVERIFY(line(2)[u"total_duration"].toInteger() > 5);
        QVERIFY(!line(2).contains(QLatin1String("message")));
    }

    void onlyTheFirstCandidateIsTold()
    {
        const auto lines = linesOf([](AnswerSink &sink) {
            sink.began({});
            sink.text(0, "Hi");
            sink.text(1, "Ho");
            sink.callBegan(1, {.call = 0, .id = "a", .name = "w", .signature = {}});
            sink.callEnded(1, 0);
            sink.ended();
        });

        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0][u"message"][u"content"].toString(), QStringLiteral("Hi"));
    }
};

QTEST_GUILESS_MAIN(OllamaAnswersTest)
#include "tst_OllamaAnswers.moc"
