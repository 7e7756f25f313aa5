// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/AnswerReplay.h"
#include "routing/dialect/chat/ChatCodec.h"
#include "support/Translations.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using namespace signalbox::tests;
using namespace signalbox::routing;

namespace {

AnswerMessage readAnswer(const QByteArray &body)
{
    simdjson::dom::parser parser;
    const std::string text = body.toStdString();
    Json root;
    if (parser.parse(text.data(), text.size()).get(root) != simdjson::SUCCESS)
        qFatal("the test's answer is no JSON");
    return chatProviderCodec().readAnswer(root);
}

AnswerWish wishFor(const Conversation &conversation)
{
    return {.exchangeId = "x1", .model = "m", .nowS = 5, .conversation = conversation};
}

/// The stream of \a events, read and put together.
class Collected
{
public:
    explicit Collected(const QByteArrayList &events)
    {
        const auto reader = chatProviderCodec().streamReader();
        for (const QByteArray &event : events)
            reader->event({}, event.toStdString(), m_collector);
        reader->end(m_collector);
    }
    const AnswerCollector *operator->() const { return &m_collector; }

private:
    AnswerCollector m_collector;
};

QByteArray delta(const QByteArray &fields, const QByteArray &finish = "null")
{
    return "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{" + fields
        + "},\"finish_reason\":" + finish + "}]}";
}

QByteArray textOf(const AnswerCandidate &candidate)
{
    QByteArray text;
    for (const Part &part : candidate.parts) {
        if (const auto *piece = std::get_if<TextPart>(&part))
            text += piece->text.c_str();
    }
    return text;
}

QByteArrayList callsOf(const AnswerCandidate &candidate)
{
    QByteArrayList calls;
    for (const Part &part : candidate.parts) {
        if (const auto *call = std::get_if<ToolCallPart>(&part))
            calls.append(
                QByteArray::fromStdString(call->id + " " + call->name + call->argumentsJson));
    }
    return calls;
}

} // namespace

class ChatAnswerTest final : public QObject
{
    Q_OBJECT

private slots:
    void thereAndBackIsTheSame_data()
    {
        QTest::addColumn<QByteArray>("call");
        QTest::newRow("function") << QByteArray(
            "\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}");
        QTest::newRow("custom") << QByteArray(
            "\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"input\":\"4 + 4\"}");
    }
    void thereAndBackIsTheSame()
    {
        QFETCH(QByteArray, call);
        const QByteArray body =
            "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":7,\"model\":\"m\","
            "\"choices\":"
            "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"a\",\"refusal\":null,"
            "\"reasoning_content\":\"t\",\"tool_calls\":[{\"id\":\"k\","
            + call
            + "}]},\"logprobs\":null,"
              "\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":3,"
              "\"completion_tokens\":4,\"total_tokens\":7,\"prompt_tokens_details\":{"
              "\"cached_tokens\":1},\"completion_tokens_details\":{\"reasoning_tokens\":2}},"
              "\"system_"
              "fingerprint\":null}";
        const AnswerMessage answer = readAnswer(body);
        const Conversation conversation;

        QCOMPARE(canonical(chatClientCodec().writeAnswer(answer, wishFor(conversation))),
                 canonical(body));
        QCOMPARE(answer.usage, (models::TokenUsage{3, 1, models::TokenUsage::unknown, 4, 2}));
    }

    void whatTheProviderLeftOutIsMade()
    {
        const Conversation conversation;
        AnswerMessage answer;
        answer.candidates.emplace_back().parts.emplace_back(ToolCallPart{});

        const QJsonObject written =
            QJsonDocument::fromJson(QByteArray::fromStdString(chatClientCodec().writeAnswer(
                                        answer, wishFor(conversation))))
                .object();

        QCOMPARE(written[u"id"].toString(), QStringLiteral("chatcmpl-x1"));
        QCOMPARE(written[u"model"].toString(), QStringLiteral("m"));
        QCOMPARE(written[u"created"].toInt(), 5);
        const QJsonValue call = written[u"choices"][0][u"message"][u"tool_calls"][0];
        QCOMPARE(call[u"id"].toString(), QStringLiteral("call_x1_1"));
        QCOMPARE(call[u"function"][u"arguments"].toString(), QStringLiteral("{}"));
        QVERIFY(!written.contains(u"usage"));
    }

    void stopReasons_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *word, StopReason reason) {
            QTest::newRow(word) << QByteArray(word) << static_cast<int>(reason);
        };
        row("stop", StopReason::End);
        row("eos", StopReason::End);
        row("length", StopReason::Length);
        row("tool_calls", StopReason::ToolCalls);
        row("function_call", StopReason::ToolCalls);
        row("content_filter", StopReason::ContentFilter);
    }
    void stopReasons()
    {
        QFETCH(QByteArray, word);
        QFETCH(int, reason);

        const AnswerMessage answer = readAnswer(
            "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"" + word + "\"}]}");

        QCOMPARE(static_cast<int>(answer.candidates.front().stop), reason);
    }

    void streamsOfEveryProviderAreRead_data()
    {
        QTest::addColumn<QByteArrayList>("events");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("calls");
        const auto row = [](const char *title, const QByteArrayList &events, const char *text,
                            const QByteArrayList &calls) {
            QTest::newRow(title) << events << QByteArray(text) << calls;
        };
        const QByteArray stop = delta("", "\"stop\"");
        row("text",
            {delta("\"role\":\"assistant\",\"content\":\"\""), delta("\"content\":\"a\""),
             delta("\"content\":\"b\""), stop, "[DONE]"},
            "ab", {});
        row("no DONE", {delta("\"content\":\"a\""), stop}, "a", {});
        row("first chunk without choices",
            {"{\"choices\":[],\"id\":\"\",\"model\":\"\"}", delta("\"content\":\"a\""), stop}, "a",
            {});
        row("rubbish between", {delta("\"content\":\"a\""), "ping", "[1]", stop}, "a", {});
        row("call in pieces",
            {delta("\"tool_calls\":[{\"index\":0,\"id\":\"k\",\"type\":\"function\",\"function\":{"
                   "\"name\":\"f\",\"arguments\":\"\"}}]"),
             delta("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\"\"}}]"),
             delta(
                 "\"tool_calls\":[{\"index\":0,\"id\":\"\",\"function\":{\"arguments\":\":1}\"}}]"),
             delta("", "\"tool_calls\"")},
            "", {"k f{\"a\":1}"});
        row("two calls, whole",
            {delta("\"tool_calls\":[{\"index\":0,\"id\":\"k\",\"function\":{\"name\":\"f\","
                   "\"arguments\":\"{}\"}},{\"index\":1,\"id\":\"l\",\"function\":{\"name\":\"g\","
                   "\"arguments\":\"{}\"}}]",
                   "\"stop\"")},
            "", {"k f{}", "l g{}"});
        row("calls without index",
            {delta("\"tool_calls\":[{\"id\":\"k\",\"function\":{\"name\":\"f\",\"arguments\":\"{}"
                   "\"}}]"),
             delta("\"tool_calls\":[{\"id\":\"l\",\"function\":{\"name\":\"g\",\"arguments\":\"{}"
                   "\"}}]"),
             delta("", "\"tool_calls\"")},
            "", {"k f{}", "l g{}"});
        row("content as a list",
            {delta("\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":"
                   "\"t\"}]}]"),
             delta("\"content\":[{\"type\":\"text\",\"text\":\"a\"}]"), stop},
            "a", {});
    }
    void streamsOfEveryProviderAreRead()
    {
        QFETCH(QByteArrayList, events);
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, calls);

        const Collected got(events);

        QVERIFY(got->hasEnded());
        QCOMPARE(got->answer().candidates.size(), std::size_t(1));
        QCOMPARE(textOf(got->answer().candidates.front()), text);
        QCOMPARE(callsOf(got->answer().candidates.front()), calls);
    }

    void customCallsAreReadFromStreams()
    {
        const Collected streamed(
            {delta("\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"custom\",\"custom\":{"
                   "\"name\":\"f\",\"input\":\"4\"}}]"),
             delta("\"tool_calls\":[{\"index\":0,\"custom\":{\"input\":\" + 4\"}}]",
                   "\"tool_calls\""),
             "[DONE]"});

        const AnswerCandidate &candidate = streamed->answer().candidates.front();
        QCOMPARE(callsOf(candidate), QByteArrayList{"a f4 + 4"});
        QVERIFY(std::get<ToolCallPart>(candidate.parts.front()).isFreeForm);
    }

    void callBehindAFinishReasonIsNotLost()
    {
        // Together ends each of two parallel calls with one.
        const auto call = [](const char *index, const char *id, const char *finish) {
            return delta(QByteArray("\"tool_calls\":[{\"index\":") + index + ",\"id\":\"" + id
                             + "\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]",
                         finish);
        };
        const Collected streamed(
            {call("0", "a", "\"tool_calls\""), call("1", "b", "\"tool_calls\""), "[DONE]"});

        QVERIFY(streamed->hasEnded());
        const AnswerCandidate &candidate = streamed->answer().candidates.front();
        QCOMPARE(callsOf(candidate), (QByteArrayList{"a f{}", "b f{}"}));
        QCOMPARE(candidate.stop, StopReason::ToolCalls);
    }

    void streamThatWasCutIsNeverWhole()
    {
        const Collected got({delta("\"content\":\"a\"")});

        QVERIFY(!got->hasEnded());
        QVERIFY(got->error());
        QCOMPARE(got->error()->status, 502);
    }

    void errorInsideAStreamIsTold()
    {
        const Collected got({delta("\"content\":\"a\""),
                             "{\"error\":{\"message\":\"m\",\"code\":\"c\"}}",
                             delta("\"content\":\"b\"")});

        QVERIFY(got->error());
        QCOMPARE(got->error()->message, std::string("m"));
        QCOMPARE(textOf(got->answer().candidates.front()), QByteArray("a"));
    }

    void writtenStreamReadsAsItWas()
    {
        AnswerMessage answer;
        answer.id = "c";
        answer.model = "m";
        answer.createdS = 7;
        answer.usage = {3, 1, models::TokenUsage::unknown, 4, 2};
        AnswerCandidate &candidate = answer.candidates.emplace_back();
        ReasoningPart thought;
        thought.family = ReasoningPart::Family::Anthropic;
        thought.text = "t";
        thought.signature = "s";
        candidate.parts.emplace_back(thought);
        candidate.parts.emplace_back(TextPart{.text = "a\n\"b\""});
        candidate.parts.emplace_back(
            ToolCallPart{.id = "k", .name = "f", .argumentsJson = "{\"a\":1}"});
        candidate.stop = StopReason::ToolCalls;
        Conversation conversation;
        conversation.includeUsage = true;
        const auto writer = chatClientCodec().streamWriter(wishFor(conversation));

        replayAnswer(answer, *writer);
        QByteArrayList events;
        for (QByteArray event : QByteArray::fromStdString(writer->take()).split('\n')) {
            if (event.startsWith("data: "))
                events.append(event.mid(6));
        }
        const Collected got(events);

        QCOMPARE(events.last(), QByteArray("[DONE]"));
        QVERIFY(got->hasEnded());
        QCOMPARE(got->answer().usage, answer.usage);
        const AnswerCandidate &read = got->answer().candidates.front();
        QCOMPARE(textOf(read), QByteArray("a\n\"b\""));
        QCOMPARE(callsOf(read), QByteArrayList{"k f{\"a\":1}"});
        QCOMPARE(static_cast<int>(read.stop), static_cast<int>(StopReason::ToolCalls));
        const auto &back = std::get<ReasoningPart>(read.parts.front());
        QCOMPARE(back.text, std::string("t"));
        QCOMPARE(back.signature, std::string("s"));
        QVERIFY(back.family == ReasoningPart::Family::Anthropic);
    }

    void usageIsToldOnlyWhenAskedFor()
    {
        AnswerMessage answer;
        answer.usage = {3, 1, 0, 4, 2};
        answer.candidates.emplace_back();
        const Conversation conversation;
        const auto writer = chatClientCodec().streamWriter(wishFor(conversation));

        replayAnswer(answer, *writer);

        QVERIFY(!QByteArray::fromStdString(writer->take()).contains("usage"));
    }
};

QTEST_GUILESS_MAIN(ChatAnswerTest)
#include "tst_ChatAnswer.moc"
