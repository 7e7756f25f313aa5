// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/AnswerReplay.h"
#include "routing/dialect/cohere/CohereCodec.h"
#include "support/AnswerNotes.h"

#include <QByteArrayList>
#include <QTest>

#include <random>

using namespace signalbox;
using namespace signalbox::routing;
using tests::AnswerNotes;

namespace {

AnswerMessage answerOf(const QByteArray &json)
{
    simdjson::dom::parser parser;
    return cohereProviderCodec().readAnswer(
        parser.parse(json.constData(), static_cast<std::size_t>(json.size())).value());
}

/// What is told of the whole answer \a json.
std::string told(const QByteArray &json)
{
    AnswerNotes notes;
    replayAnswer(answerOf(json), notes);
    return notes.log;
}

/// What is told of \a events.
std::string streamed(const QByteArrayList &events)
{
    const auto reader = cohereProviderCodec().streamReader();
    AnswerNotes notes;
    for (const QByteArray &event : events)
        reader->event({}, event.toStdString(), notes);
    reader->end(notes);
    return notes.log;
}

QByteArray piece(const QByteArray &type, const QByteArray &message, int index = 0)
{
    return "{\"type\":\"" + type + "\",\"index\":" + QByteArray::number(index)
        + ",\"delta\":{\"message\":{" + message + "}}}";
}

QByteArray ended(const QByteArray &reason, const QByteArray &more = {})
{
    return "{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"" + reason + "\"" + more
        + "}}";
}

const QByteArray begin =
    QByteArrayLiteral("{\"type\":\"message-start\",\"id\":\"i\",\"delta\":{\"message\":{\"role\":"
                      "\"assistant\",\"content\":[],\"tool_plan\":\"\",\"tool_calls\":[]}}}");

std::string stop(StopReason reason)
{
    return "stopped:" + std::to_string(static_cast<int>(reason));
}

} // namespace

class CohereAnswersTest final : public QObject
{
    Q_OBJECT

private slots:
    void wholeAnswerIsRead()
    {
        const std::string log = told(
            "{\"id\":\"i\",\"finish_reason\":\"TOOL_CALL\",\"message\":{\"role\":\"assistant\","
            "\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\"},{\"type\":\"text\","
            "\"text\":\"Yes\"}],\"tool_plan\":\"plan\",\"tool_calls\":[{\"id\":\"c\",\"type\":"
            "\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}},{\"id\":"
            "\"d\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"null\"}}],"
            "\"citations\":[{\"start\":"
            "0}]},\"usage\":{\"tokens\":{\"input_tokens\":5,\"output_tokens\":2}}}");

        QCOMPARE(log,
                 "began|think:hm|thought:/|text:Yes|think:plan|thought:/|call0:c/f|args0:{\"a\":1}|"
                 "end0|call1:d/g|args1:{}|end1|part:citations|"
                     + stop(StopReason::ToolCalls) + "|usage:5/2|ended");
    }

    void streamIsRead_data()
    {
        QTest::addColumn<QByteArrayList>("events");
        QTest::addColumn<QByteArray>("log");
        const auto row = [](const char *title, const QByteArrayList &events,
                            const std::string &log) {
            QTest::newRow(title) << events << QByteArray::fromStdString(log);
        };
        row("text",
            {begin, piece("content-start", "\"content\":{\"type\":\"text\",\"text\":\"\"}"),
             piece("content-delta", "\"content\":{\"text\":\"Hi\"}"),
             piece("content-delta", "\"content\":{\"text\":\"!\"}"),
             "{\"type\":\"content-end\",\"index\":0}",
             ended("COMPLETE", ",\"usage\":{\"tokens\":{\"input_tokens\":5,\"output_tokens\":2}}"),
             "[DONE]"},
            "began|text:Hi!|usage:5/2|" + stop(StopReason::End) + "|ended");
        row("thoughts before text",
            {begin,
             piece("content-start", "\"content\":{\"type\":\"thinking\",\"thinking\":\"h\"}"),
             piece("content-delta", "\"content\":{\"thinking\":\"m\"}"),
             "{\"type\":\"content-end\",\"index\":0}",
             piece("content-delta", "\"content\":{\"text\":\"Hi\"}", 1), ended("MAX_TOKENS")},
            "began|think:hm|thought:/|text:Hi|" + stop(StopReason::Length) + "|ended");
        row("plan and calls",
            {begin, piece("tool-plan-delta", "\"tool_plan\":\"I\""),
             piece("tool-plan-delta", "\"tool_plan\":\" will\""),
             piece(
                 "tool-call-start",
                 "\"tool_calls\":{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                 "\"arguments\":\"\"}}"),
             piece("tool-call-delta",
                   "\"tool_calls\":{\"function\":{\"arguments\":\"{\\\"a\\\"\"}}"),
             piece("tool-call-delta", "\"tool_calls\":{\"function\":{\"arguments\":\":1}\"}}"),
             "{\"type\":\"tool-call-end\",\"index\":0}",
             piece("tool-call-start",
                   "\"tool_calls\":{\"id\":\"d\",\"type\":\"function\",\"function\":{\"name\":"
                   "\"g\"}}",
                   1),
             "{\"type\":\"tool-call-end\",\"index\":1}", ended("TOOL_CALL")},
            "began|think:I will|thought:/|call0:c/f|args0:{\"a\":1}|end0|call1:d/g|args1:{}|end1|"
                + stop(StopReason::ToolCalls) + "|ended");
        row("citations come beside the text",
            {begin, piece("content-delta", "\"content\":{\"text\":\"Hi\"}"),
             piece("citation-start", "\"citations\":{\"start\":0}"),
             "{\"type\":\"citation-end\",\"index\":0}",
             piece("content-delta", "\"content\":{\"text\":\"!\"}"), ended("COMPLETE")},
            "began|text:Hi|part:citations|text:!|" + stop(StopReason::End) + "|ended");
        row("a call that is never ended",
            {begin,
             piece("tool-call-start",
                   "\"tool_calls\":{\"id\":\"c\",\"function\":{\"name\":\"f\"}}"),
             ended("TOOL_CALL")},
            "began|call0:c/f|args0:{}|end0|" + stop(StopReason::ToolCalls) + "|ended");
        row("null for no arguments",
            {begin,
             piece("tool-call-start",
                   "\"tool_calls\":{\"id\":\"c\",\"function\":{\"name\":\"f\"}}"),
             piece("tool-call-delta", "\"tool_calls\":{\"function\":{\"arguments\":\"null\"}}"),
             ended("TOOL_CALL")},
            "began|call0:c/f|args0:{}|end0|" + stop(StopReason::ToolCalls) + "|ended");
        row("withheld",
            {begin, piece("content-delta", "\"content\":{\"text\":\"I\"}"), ended("ERROR")},
            "began|text:I|" + stop(StopReason::ContentFilter) + "|ended");
        row("an error before any text", {begin, ended("ERROR")},
            "began|failed:The provider broke its answer off.");
        row("an error that says why",
            {begin, piece("content-delta", "\"content\":{\"text\":\"I\"}"),
             ended("ERROR", ",\"error\":\"out of memory\"")},
            "began|text:I|failed:out of memory");
        row("out of time",
            {begin, piece("content-delta", "\"content\":{\"text\":\"I\"}"), ended("TIMEOUT")},
            "began|text:I|failed:The provider broke its answer off.");
        row("a refusal instead of events", {"{\"id\":\"x\",\"message\":\"too many tokens\"}"},
            "failed:too many tokens");
        row("cut off", {begin, piece("content-delta", "\"content\":{\"text\":\"I\"}")},
            "began|text:I|failed:The provider's answer ended before it was complete.");
        row("rubbish", {"", "{", "[]", "null", "{\"type\":7}", begin, ended("COMPLETE"), begin},
            "began|" + stop(StopReason::End) + "|ended");
    }
    void streamIsRead()
    {
        QFETCH(QByteArrayList, events);
        QFETCH(QByteArray, log);

        QCOMPARE(QByteArray::fromStdString(streamed(events)), log);
    }

    void stopReasonsAreKnown_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<int>("reason");
        const auto row = [](const char *word, StopReason reason) {
            QTest::newRow(word) << QByteArray(word) << static_cast<int>(reason);
        };
        row("COMPLETE", StopReason::End);
        row("STOP_SEQUENCE", StopReason::StopSequence);
        row("MAX_TOKENS", StopReason::Length);
        row("ERROR_LIMIT", StopReason::Length);
        row("TOOL_CALL", StopReason::ToolCalls);
        row("ERROR", StopReason::ContentFilter);
        row("ERROR_TOXIC", StopReason::ContentFilter);
        row("TIMEOUT", StopReason::Error);
        row("SOMETHING_NEW", StopReason::Unknown);
    }
    void stopReasonsAreKnown()
    {
        QFETCH(QByteArray, word);
        QFETCH(int, reason);

        const AnswerMessage answer =
            answerOf("{\"finish_reason\":\"" + word + "\",\"message\":{\"content\":\"Hi\"}}");

        QCOMPARE(static_cast<int>(answer.candidates.at(0).stop), reason);
        QCOMPARE(QByteArray::fromStdString(answer.candidates.at(0).nativeStop), word);
    }

    void failureBeforeAnythingIsNoAnswer()
    {
        QVERIFY(answerOf("{\"finish_reason\":\"ERROR\",\"message\":{}}").candidates.empty());
        QVERIFY(answerOf("{\"finish_reason\":\"TIMEOUT\",\"message\":{}}").candidates.empty());
        QVERIFY(answerOf("{\"message\":\"no such model\"}").candidates.empty());
    }

    void usageIsNormalised_data()
    {
        QTest::addColumn<QByteArray>("usage");
        QTest::addColumn<QList<qint64>>("counts"); // input, cached, output, reasoning
        const auto row = [](const char *title, const QByteArray &usage,
                            const QList<qint64> &counts) {
            QTest::newRow(title) << usage << counts;
        };
        row("tokens, not what is billed",
            "{\"billed_units\":{\"input_tokens\":1,\"output_tokens\":1},\"tokens\":{"
            "\"input_tokens\":50,\"output_tokens\":9},\"cached_tokens\":48}",
            {50, 48, 9, -1});
        row("reasoning inside the output",
            "{\"tokens\":{\"input_tokens\":50,\"output_tokens\":9,\"reasoning_tokens\":7}}",
            {50, -1, 9, 7});
        row("images beside the input",
            "{\"tokens\":{\"input_tokens\":34,\"output_tokens\":9,\"image_tokens\":259}}",
            {293, -1, 9, -1});
        row("nothing but what is billed",
            "{\"billed_units\":{\"input_tokens\":3,\"output_tokens\":2}}", {3, -1, 2, -1});
        row("rubbish",
            "{\"tokens\":{\"input_tokens\":-3,\"output_tokens\":\"2\"},\"cached_tokens\":null}",
            {-1, -1, -1, -1});
        row("no object", "7", {-1, -1, -1, -1});
    }
    void usageIsNormalised()
    {
        QFETCH(QByteArray, usage);
        QFETCH(QList<qint64>, counts);

        const models::TokenUsage got = answerOf("{\"usage\":" + usage + "}").usage;

        QCOMPARE((QList<qint64>{got.input, got.cachedInput, got.output, got.reasoning}), counts);
    }

    void brokenEventsNeverBreakTheOrder()
    {
        const QByteArrayList whole{
            begin,
            piece("tool-plan-delta", "\"tool_plan\":\"I\""),
            piece("content-delta", "\"content\":{\"thinking\":\"m\",\"text\":\"a\"}"),
            piece(
                "tool-call-start",
                "\"tool_calls\":{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}"),
            piece("tool-call-delta", "\"tool_calls\":{\"function\":{\"arguments\":\"}\"}}"),
            "{\"type\":\"tool-call-end\",\"index\":0}",
            ended("TOOL_CALL")};
        constexpr std::string_view marks = "{}[]\":,0n\\x";
        std::mt19937 random(7);
        for (int round = 0; round < 3000; ++round) {
            QByteArrayList events = whole;
            QByteArray &hit = events[static_cast<qsizetype>(random() % 7)];
            const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(hit.size()));
            if (round % 2 == 0)
                hit.truncate(at);
            else
                hit[at] = marks[random() % marks.size()];

            const std::string log = streamed(events);

            const auto last = log.substr(log.rfind('|') + 1);
            QVERIFY2(last == "ended" || last.starts_with("failed:"), log.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(CohereAnswersTest)
#include "tst_CohereAnswers.moc"
