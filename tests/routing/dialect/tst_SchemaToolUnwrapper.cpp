// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/AnswerReplay.h"
#include "routing/dialect/AnswerTranslator.h"
#include "routing/dialect/Codecs.h"
#include "routing/dialect/SchemaToolUnwrapper.h"
#include "support/AnswerNotes.h"

#include <QTest>

using namespace signalbox;
using namespace signalbox::routing;
using tests::AnswerNotes;

namespace {

const std::string tool = "answer_as_json";

std::string stop(StopReason reason)
{
    return "stopped:" + std::to_string(static_cast<int>(reason));
}

ToolCallPart call(const std::string &name, const std::string &arguments)
{
    return {.id = "c", .name = name, .argumentsJson = arguments};
}

AnswerMessage answerOf(std::vector<Part> parts, StopReason reason)
{
    AnswerMessage answer;
    AnswerCandidate &candidate = answer.candidates.emplace_back();
    candidate.parts = std::move(parts);
    candidate.stop = reason;
    return answer;
}

/// What is told of \a answer when it is streamed through the unwrapper.
std::string streamed(const AnswerMessage &answer, const std::string &name = tool)
{
    AnswerNotes notes;
    SchemaToolUnwrapper unwrapper(name, notes);
    replayAnswer(answer, unwrapper);
    return notes.log;
}

/// What is told of \a answer when it was unwrapped as a whole.
std::string whole(AnswerMessage answer, const std::string &name = tool)
{
    AnswerNotes notes;
    unwrapSchemaTool(answer, name);
    replayAnswer(answer, notes);
    return notes.log;
}

} // namespace

class SchemaToolUnwrapperTest final : public QObject
{
    Q_OBJECT

private slots:
    void streamAndWholeSayTheSame_data()
    {
        QTest::addColumn<int>("row");
        for (int row = 0; row < 5; ++row)
            QTest::addRow("row %d", row) << row;
    }
    void streamAndWholeSayTheSame()
    {
        QFETCH(int, row);
        const Part json = call(tool, "{\"a\":1}");
        const Part other = call("f", "{}");
        const std::vector<std::pair<AnswerMessage, std::string>> rows{
            {answerOf({ReasoningPart{.text = "hm"}, json}, StopReason::ToolCalls),
             "began|think:hm|thought:/|text:{\"a\":1}|" + stop(StopReason::End) + "|ended"},
            {answerOf({json}, StopReason::Length),
             "began|text:{\"a\":1}|" + stop(StopReason::Length) + "|ended"},
            {answerOf({json, json}, StopReason::ToolCalls),
             "began|text:{\"a\":1}|" + stop(StopReason::End) + "|ended"},
            {answerOf({json, other}, StopReason::ToolCalls),
             "began|text:{\"a\":1}|call0:c/f|args0:{}|end0|" + stop(StopReason::ToolCalls)
                 + "|ended"},
            {answerOf({other, other}, StopReason::ToolCalls),
             "began|call0:c/f|args0:{}|end0|call1:c/f|args1:{}|end1|" + stop(StopReason::ToolCalls)
                 + "|ended"},
        };
        const auto &[answer, log] = rows.at(static_cast<std::size_t>(row));

        QCOMPARE(QByteArray::fromStdString(streamed(answer)), QByteArray::fromStdString(log));
        QCOMPARE(QByteArray::fromStdString(whole(answer)), QByteArray::fromStdString(log));
    }

    void withoutANameNothingIsUnwrapped()
    {
        const AnswerMessage answer = answerOf({call(tool, "{}")}, StopReason::ToolCalls);

        QVERIFY(streamed(answer, {}).find("call0:c/answer_as_json") != std::string::npos);
        QVERIFY(whole(answer, {}).find("call0:c/answer_as_json") != std::string::npos);
    }

    void whatTheAnswerLostIsPassedOn()
    {
        AnswerMessage answer = answerOf({call(tool, "{}")}, StopReason::ToolCalls);
        answer.unsaid = {"trace"};

        QVERIFY(streamed(answer).find("unsaid:trace") != std::string::npos);
        QVERIFY(whole(answer).find("unsaid:trace") != std::string::npos);
    }

    void argumentsArePassedOnAsTheyCome()
    {
        AnswerNotes notes;
        SchemaToolUnwrapper unwrapper(tool, notes);
        unwrapper.began({});
        unwrapper.callBegan(0, {.call = 0, .id = "c", .name = tool, .signature = {}});
        unwrapper.callArguments(0, 0, "{\"a\"");

        QCOMPARE(notes.log, std::string("began|text:{\"a\""));
    }

    void translatedStreamIsPlainText_data()
    {
        QTest::addColumn<bool>("isAsked");
        QTest::newRow("a schema was asked for") << true;
        QTest::newRow("none was asked for") << false;
    }
    void translatedStreamIsPlainText()
    {
        QFETCH(bool, isAsked);
        Conversation conversation;
        if (isAsked)
            conversation.format = {.kind = AnswerFormat::Kind::JsonSchema, .schemaJson = "{}"};
        AnswerTranslator translator(
            *clientCodec(models::ClientDialect::OpenAiChat),
            *providerCodec(models::ProviderDialect::Anthropic),
            {.exchangeId = "x", .model = "m", .nowS = 1, .conversation = conversation},
            AnswerTranslator::Framing::ServerSentEvents, true);

        translator.feed(
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\","
            "\"model\":\"claude\",\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}}\n\n"
            "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
            "\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":"
            "\"answer_as_json\",\"input\":{}}}\n\n"
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
            "\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}\n\n"
            "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
            "\"tool_use\"},\"usage\":{\"output_tokens\":9}}\n\n"
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
            1);
        translator.finish(2);
        const std::string out = translator.take();

        QCOMPARE(out.find("\"content\":\"{}\"") != std::string::npos, isAsked);
        QCOMPARE(out.find("\"finish_reason\":\"stop\"") != std::string::npos, isAsked);
        QCOMPARE(out.find("answer_as_json") != std::string::npos, !isAsked);
        QCOMPARE(translator.calls().empty(), isAsked);
    }

    void translatedBodyIsPlainText()
    {
        Conversation conversation;
        conversation.format = {.kind = AnswerFormat::Kind::JsonSchema, .schemaJson = "{}"};
        AnswerTranslator translator(
            *clientCodec(models::ClientDialect::Anthropic),
            *providerCodec(models::ProviderDialect::Bedrock),
            {.exchangeId = "x", .model = "m", .nowS = 1, .conversation = conversation},
            AnswerTranslator::Framing::Whole, false);

        translator.feed(
            "{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"toolUse\":{"
            "\"toolUseId\":\"t\",\"name\":\"answer_as_json\",\"input\":{\"a\":1}}}]}},"
            "\"stopReason\":\"tool_use\",\"usage\":{\"inputTokens\":4,\"outputTokens\":2}}",
            1);
        translator.finish(2);
        const std::string out = translator.take();

        QVERIFY2(out.find("\"text\":\"{\\\"a\\\":1}\"") != std::string::npos, out.c_str());
        QVERIFY(out.find("\"stop_reason\":\"end_turn\"") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(SchemaToolUnwrapperTest)
#include "tst_SchemaToolUnwrapper.moc"
