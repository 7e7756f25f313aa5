// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/StreamWatcher.h"
#include "support/Streams.h"

#include <QTest>

using signalbox::models::ClientDialect;
using signalbox::routing::StreamWatcher;
using signalbox::tests::SampleStream;
using Framing = StreamWatcher::Framing;

namespace {

constexpr auto chat = ClientDialect::OpenAiChat;
constexpr auto events = Framing::ServerSentEvents;

/// Why \a watcher did not find what \a stream holds, or nothing.
QByteArray difference(const StreamWatcher &watcher, const SampleStream &stream)
{
    if (watcher.facts().usage != stream.usage)
        return "usage";
    if (watcher.facts().finishReason != stream.finishReason)
        return "finish reason";
    if (watcher.facts().hasError != stream.hasError)
        return "error";
    if (watcher.hasContent() != stream.hasContent)
        return "content";
    return watcher.hasEnded() != stream.hasEnded ? "end" : "";
}

std::string contentChunk(const char *text)
{
    return std::string("data: {\"choices\":[{\"delta\":{\"content\":\"") + text + "\"}}]}\n\n";
}

} // namespace

class StreamWatcherTest final : public QObject
{
    Q_OBJECT

private slots:
    void factsAreTheSameWhereverThePiecesEnd_data()
    {
        QTest::addColumn<int>("index");
        const auto streams = signalbox::tests::sampleStreams();
        for (std::size_t i = 0; i < streams.size(); ++i)
            QTest::newRow(streams[i].title) << static_cast<int>(i);
    }

    void factsAreTheSameWhereverThePiecesEnd()
    {
        QFETCH(int, index);
        const SampleStream stream =
            signalbox::tests::sampleStreams().at(static_cast<std::size_t>(index));
        const std::string_view bytes = stream.bytes;

        for (std::size_t split = 0; split <= bytes.size(); ++split) {
            StreamWatcher watcher(stream.dialect, stream.framing);
            watcher.feed(bytes.substr(0, split), 1);
            watcher.feed(bytes.substr(split), 2);
            watcher.finish(3);
            QCOMPARE(difference(watcher, stream), QByteArray());
        }
        StreamWatcher byteWise(stream.dialect, stream.framing);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            byteWise.feed(bytes.substr(i, 1), static_cast<qint64>(i));
        byteWise.finish(0);
        QCOMPARE(difference(byteWise, stream), QByteArray());
    }

    void firstContentIsTimedNotTheFirstEvent()
    {
        StreamWatcher watcher(chat, events);
        watcher.feed(R"(data: {"choices":[{"delta":{"role":"assistant","content":""}}]})"
                     "\n\n",
                     100);
        QVERIFY(!watcher.hasContent());
        QCOMPARE(watcher.firstContentNs(), -1);

        watcher.feed(contentChunk("a"), 250);
        watcher.feed(contentChunk("b"), 300);
        QCOMPARE(watcher.firstContentNs(), 250);
    }

    void longestSilenceLiesBetweenContents()
    {
        StreamWatcher watcher(chat, events);
        watcher.feed(contentChunk("a"), 1000);
        QCOMPARE(watcher.longestGapNs(), -1);
        watcher.feed(contentChunk("b"), 1010);
        watcher.feed(": keep-alive\n\n", 1500);
        watcher.feed(contentChunk("c"), 1990);
        watcher.feed(contentChunk("d"), 2000);
        watcher.feed("data: [DONE]\n\n", 9000);

        QCOMPARE(watcher.longestGapNs(), 980);
    }

    void whatCountsAsContent_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("isContent");
        const auto row = [](ClientDialect dialect, const char *json, bool isContent) {
            QTest::newRow(json) << dialect << QByteArray(json) << isContent;
        };
        using enum ClientDialect;
        row(OpenAiChat, R"({"choices":[{"delta":{"content":"x"}}]})", true);
        row(OpenAiChat, R"({"choices": [{"delta": {"content": "x"}}]})", true);
        row(OpenAiChat, R"({"choices":[{"delta":{"content":[{"type":"text"}]}}]})", true);
        row(OpenAiChat, R"({"choices":[{"delta":{"content":""}}]})", false);
        row(OpenAiChat, R"({"choices":[{"delta":{"content": null}}]})", false);
        row(OpenAiChat, R"({"choices":[{"delta":{"content":[]}}]})", false);
        row(OpenAiChat, R"({"choices":[{"delta":{"reasoning_content":"x","content":null}}]})",
            true);
        row(OpenAiChat, R"({"choices":[{"delta":{"reasoning":"x"}}]})", true);
        row(OpenAiChat, R"({"choices":[{"delta":{"refusal":"x"}}]})", true);
        row(OpenAiChat, R"({"choices":[{"delta":{"tool_calls":[{"index":0}]}}]})", true);
        row(OpenAiChat, R"({"choices":[{"delta":{"tool_calls":[],"refusal":null}}]})", false);
        row(OpenAiChat, R"({"choices":[{"content_filter_results":{}}]})", false);
        row(OpenAiChat, R"({"choices":[],"usage":{"prompt_tokens":1}})", false);
        row(Anthropic, R"({"type":"content_block_delta","delta":{}})", true);
        row(Anthropic, R"({"type":"content_block_start"})", false);
        row(Anthropic, R"({"type":"ping"})", false);
        row(Gemini, R"({"candidates":[{"content":{"parts":[{"text":"x"}]}}]})", true);
        row(Gemini, R"({"candidates":[{"content":{"parts":[{"text":""}]}}]})", false);
        row(Gemini, R"({"candidates":[{"content":{"parts":[{"functionCall":{}}]}}]})", true);
        row(Gemini, R"({"candidates":[{"content":{"role":"model"}}]})", false);
        row(OpenAiResponses, R"({"type":"response.function_call_arguments.delta"})", true);
        row(OpenAiResponses, R"({"type":"response.output_item.added"})", false);
        row(Ollama, R"({"message":{"thinking":"x","content":""}})", true);
        row(Ollama, R"({"message":{"content":""},"done":true})", false);
    }

    void whatCountsAsContent()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(QByteArray, json);
        QFETCH(bool, isContent);
        StreamWatcher watcher(dialect, Framing::JsonLines);
        watcher.feed(json.toStdString() + "\n", 1);

        QCOMPARE(watcher.hasContent(), isContent);
    }

    void standsBetweenEventsOnlyAfterABlankLine()
    {
        StreamWatcher watcher(chat, events);
        QVERIFY(watcher.isBetweenEvents());
        watcher.feed("data: {}", 1);
        QVERIFY(!watcher.isBetweenEvents());
        watcher.feed("\n", 1);
        QVERIFY(!watcher.isBetweenEvents());
        watcher.feed("\n", 1);
        QVERIFY(watcher.isBetweenEvents());
        watcher.feed(": comment\r\n", 1);
        QVERIFY(!watcher.isBetweenEvents());
        watcher.feed("\r\n", 1);
        QVERIFY(watcher.isBetweenEvents());
    }

    void jsonLinesAreWholeAfterEachLine()
    {
        StreamWatcher watcher(ClientDialect::Ollama, Framing::JsonLines);
        watcher.feed("{}\n", 1);
        QVERIFY(watcher.isBetweenEvents());
        watcher.feed("{", 1);
        QVERIFY(!watcher.isBetweenEvents());
    }

    void ollamasLastEventNeedNotSayWhy()
    {
        StreamWatcher watcher(ClientDialect::Ollama, Framing::JsonLines);
        watcher.feed("{\"message\":{\"content\":\"a\"},\"done\":false}\n", 1);
        QVERIFY(!watcher.hasEnded());
        watcher.feed("{\"message\":{\"content\":\"\"},\"done\":true}\n", 2);
        QVERIFY(watcher.hasEnded());
    }

    void closingEventThatIsTooLongToLookAtIsAnEndToo()
    {
        const std::string filler(5UL * 1024 * 1024, 'x');
        for (const bool isLast : {true, false}) {
            StreamWatcher watcher(ClientDialect::OpenAiResponses, events);
            watcher.feed(std::string("event: response.")
                             + (isLast ? "completed" : "output_item.done") + "\ndata: {\"x\":\""
                             + filler,
                         1);
            QVERIFY(!watcher.hasEnded());
            watcher.feed("\"}\n\n", 2);
            QCOMPARE(watcher.hasEnded(), isLast);
        }
    }

    void overlongEventIsSkippedAndStandsOpen()
    {
        StreamWatcher watcher(chat, events);
        const std::string filler(5UL * 1024 * 1024, 'x');
        watcher.feed("data: {\"choices\":[{\"delta\":{\"content\":\"" + filler + "\"}}]}\n", 1);
        QVERIFY(!watcher.isBetweenEvents());
        watcher.feed("\n" + contentChunk("a") + "data: [DONE]\n\n", 2);

        QVERIFY(watcher.isBetweenEvents());
        QVERIFY(watcher.hasEnded());
    }
};

QTEST_GUILESS_MAIN(StreamWatcherTest)
#include "tst_StreamWatcher.moc"
