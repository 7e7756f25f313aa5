// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesCodec.h"
#include "routing/dialect/responses/ResponsesStreamWriter.h"
#include "routing/stream/EventDecoder.h"
#include "support/AnswerNotes.h"

#include <QTest>

#include <random>

using namespace signalbox::routing;
using signalbox::models::TokenUsage;
using Notes = signalbox::tests::AnswerNotes;

namespace {

std::string reread(const std::string &stream)
{
    Notes notes;
    const auto reader = responsesProviderCodec().streamReader();
    EventDecoder decoder(1U << 20U);
    const auto feed = [&](std::string_view name, std::string_view data) {
        reader->event(name, data, notes);
    };
    decoder.feed(stream, feed);
    decoder.finish(feed);
    reader->end(notes);
    return notes.log;
}

std::string data(const std::string &json)
{
    return "data: " + json + "\n\n";
}

} // namespace

class ResponsesStreamWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void everythingIsReadBack()
    {
        const auto writer = make();
        writer->began({.id = "chatcmpl-1", .model = "m1", .createdS = 5});
        writer->reasoning(0, "think ");
        writer->reasoning(0, "hard");
        ReasoningPart thought;
        thought.family = ReasoningPart::Family::OpenAi;
        thought.encrypted = "gAAA";
        writer->reasoningEnded(0, thought);
        writer->text(0, "Hel");
        writer->text(0, "lo");
        writer->callBegan(0, {.call = 0, .id = "call_a", .name = "f", .signature = {}});
        writer->callArguments(0, 0, "{\"a\":");
        writer->callBegan(0, {.call = 1, .id = "", .name = "g", .signature = {}});
        writer->callArguments(0, 0, "1}");
        writer->callEnded(0, 0);
        writer->callEnded(0, 1);
        writer->stopped(0, {.reason = StopReason::ToolCalls, .stopSequence = {}, .nativeStop = {}});
        writer->usage({.input = 10, .output = 5});
        writer->ended();
        writer->failed({.message = "too late"});

        const std::string log = reread(writer->take());

        QCOMPARE(QByteArray::fromStdString(log),
                 QByteArray("began:m1|think:think hard|thought:/gAAA|text:Hello|call0:call_a/f|"
                            "args0:{\"a\":|call1:call_x1_4/g|args0:1}|end0|args1:{}|end1|"
                            "usage:10/5|stopped:4|ended"));
    }

    void sequenceIsTheOneClientsDemand()
    {
        const auto writer = make();
        writer->began({});
        writer->text(0, "hi");
        writer->stopped(0, {.reason = StopReason::Length, .stopSequence = {}, .nativeStop = {}});
        writer->ended();

        QByteArrayList types;
        qint64 sequence = 0;
        EventDecoder decoder(1U << 20U);
        simdjson::dom::parser parser;
        std::string last;
        decoder.feed(writer->take(), [&](std::string_view name, std::string_view json) {
            Json root;
            QCOMPARE(parser.parse(json.data(), json.size()).get(root), simdjson::SUCCESS);
            QCOMPARE(stringField(root, "type"), name);
            QVERIFY(integerField(root, "sequence_number") == sequence++);
            types.append(QByteArray(name.data(), static_cast<qsizetype>(name.size())));
            last = json;
        });

        QCOMPARE(types.join(' '),
                 QByteArray("response.created response.in_progress response.output_item.added "
                            "response.content_part.added response.output_text.delta "
                            "response.output_text.done response.content_part.done "
                            "response.output_item.done response.incomplete"));
        QVERIFY(last.find(R"("incomplete_details":{"reason":"max_output_tokens"})")
                != std::string::npos);
        QVERIFY(last.find(R"("id":"resp_x1")") != std::string::npos);
    }

    void failureEndsWithAFailedResponse()
    {
        const auto writer = make();
        writer->began({});
        writer->text(0, "hi");
        writer->failed({.status = 529, .message = "busy"});

        const std::string bytes = writer->take();

        QVERIFY(bytes.find("event: error\n") != std::string::npos);
        QVERIFY(bytes.find("event: response.failed\n") != std::string::npos);
        QCOMPARE(reread(bytes), std::string("began:model|text:hi|failed:busy"));
    }

    void oddStreamsAreUnderstood_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QByteArray>("log");
        const auto row = [](const char *title, const std::string &stream, const char *log) {
            QTest::newRow(title) << QByteArray::fromStdString(stream) << QByteArray(log);
        };
        const std::string done = data(
            R"({"type":"response.output_item.done","item":{"type":"message","id":"a","content":[{"type":"output_text","text":"hi"}]}})");
        const std::string end = data(
            R"({"type":"response.completed","response":{"status":"completed","output":[],"usage":{"input_tokens":1,"output_tokens":2}}})");
        row("done items only", done + end + "data: [DONE]\n\n",
            "began|text:hi|usage:1/2|stopped:1|ended");
        row("the last event only",
            data(
                R"({"type":"response.completed","response":{"model":"m","status":"completed","output":[{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}]}})"),
            "began:m|call0:c/f|args0:{}|end0|stopped:4|ended");
        row("deltas are not told twice",
            data(
                R"({"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"hi"})")
                + data(
                    R"({"type":"response.output_text.done","output_index":0,"content_index":0,"text":"hi"})")
                + data(
                    R"({"type":"response.output_item.done","output_index":0,"item":{"type":"message","content":[{"type":"output_text","text":"hi"}]}})")
                + end,
            "began|text:hi|usage:1/2|stopped:1|ended");
        row("signs of life", data(R"({"type":"keepalive"})") + "data: rubbish\n\n" + done + end,
            "began|text:hi|usage:1/2|stopped:1|ended");
        row("open thoughts",
            data(
                R"({"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"r"}})")
                + data(
                    R"({"type":"response.reasoning_text.delta","output_index":0,"content_index":0,"delta":"hm"})")
                + end,
            "began|think:hm|thought:/|usage:1/2|stopped:1|ended");
        row("an error",
            data(R"({"type":"error","error":{"code":"rate_limit_exceeded","message":"slow"}})"),
            "failed:slow");
        row("cut", done, "began|text:hi|failed:The provider ended its answer before it was whole.");
        row("nothing", {}, "failed:The provider ended its answer before it was whole.");
    }

    void oddStreamsAreUnderstood()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QByteArray, log);

        QCOMPARE(QByteArray::fromStdString(reread(stream.toStdString())), log);
    }

    void wholeAnswerIsReadBack()
    {
        const Conversation conversation;
        AnswerMessage answer;
        AnswerCandidate &candidate = answer.candidates.emplace_back();
        ReasoningPart thought;
        thought.family = ReasoningPart::Family::Anthropic;
        thought.signature = "sig";
        candidate.parts = {thought, TextPart{.text = "hi"}, ToolCallPart{}};
        std::get<ToolCallPart>(candidate.parts[2]).name = "f";
        candidate.stop = StopReason::ToolCalls;
        answer.usage = {.input = 10, .cachedInput = 4, .output = 5};

        const std::string json = responsesClientCodec().writeAnswer(
            answer, {.exchangeId = "x1", .model = "m", .nowS = 7, .conversation = conversation});

        simdjson::dom::parser parser;
        Json root;
        QCOMPARE(parser.parse(json).get(root), simdjson::SUCCESS);
        QCOMPARE(stringField(root, "id"), std::string_view("resp_x1"));
        const AnswerMessage again = responsesProviderCodec().readAnswer(root);
        const auto &parts = again.candidates.at(0).parts;
        QCOMPARE(parts.size(), std::size_t(3));
        QCOMPARE(std::get<ReasoningPart>(parts[0]).signature, std::string("sig"));
        QCOMPARE(std::get<TextPart>(parts[1]).text, std::string("hi"));
        QCOMPARE(std::get<ToolCallPart>(parts[2]).argumentsJson, std::string("{}"));
        QVERIFY(again.candidates[0].stop == StopReason::ToolCalls);
        QCOMPARE(again.usage.cachedInput, qint64(4));
    }

    void mutatedEventsNeverCrash()
    {
        std::mt19937 random(3); // NOLINT: the same every time
        const auto writer = make();
        writer->began({});
        writer->reasoning(0, "t");
        writer->text(0, "a");
        writer->callBegan(0, {.call = 0, .id = "c", .name = "f", .signature = {}});
        writer->callArguments(0, 0, "{}");
        writer->ended();
        const std::string stream = writer->take();
        for (int round = 0; round < 2000; ++round) {
            std::string odd = stream;
            for (int change = 0; change < 8; ++change)
                odd[random() % odd.size()] = "{}[]\":,0a"[random() % 9];
            reread(odd);
        }
    }

private:
    std::unique_ptr<StreamWriter> make()
    {
        return responsesStreamWriter(
            {.exchangeId = "x1", .model = "model", .nowS = 7, .conversation = m_conversation});
    }

    Conversation m_conversation;
};

QTEST_GUILESS_MAIN(ResponsesStreamWriterTest)
#include "tst_ResponsesStreamWriter.moc"
