// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/AnswerJudge.h"

#include <QTest>

#include <string>

using namespace signalbox;
using models::ClientDialect;
using routing::Endpoint;
using routing::judgeAnswer;
using routing::JudgedExchange;
using routing::JudgedKind;
using routing::Judgement;
using routing::Operation;
using Framing = routing::StreamWatcher::Framing;

Q_DECLARE_METATYPE(signalbox::routing::Endpoint)

namespace {

constexpr Endpoint chat{ClientDialect::OpenAiChat, Operation::Generate};
constexpr Endpoint responses{ClientDialect::OpenAiResponses, Operation::Generate};
constexpr Endpoint anthropic{ClientDialect::Anthropic, Operation::Generate};
constexpr Endpoint gemini{ClientDialect::Gemini, Operation::Generate};
constexpr Endpoint ollama{ClientDialect::Ollama, Operation::Generate};

/// "completed:good tool_calls:bad"
QByteArray told(const std::vector<Judgement> &judgements)
{
    QByteArray text;
    for (const Judgement &one : judgements) {
        text += text.isEmpty() ? "" : " ";
        text += QByteArray::fromStdString(std::string(routing::judgedKindName(one.kind)));
        text += one.isGood ? ":good" : ":bad";
    }
    return text;
}

QByteArray chatRequest(const QByteArray &more)
{
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]" + more + "}";
}

QByteArray chatAnswer(const QByteArray &message, const QByteArray &stop = "stop")
{
    return "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,"
           "\"message\":{\"role\":\"assistant\","
        + message + "},\"finish_reason\":\"" + stop + "\"}]}";
}

const QByteArray wantsJson = QByteArrayLiteral(",\"response_format\":{\"type\":\"json_object\"}");
const QByteArray wantsSchema = QByteArrayLiteral(
    ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"p\",\"schema\":{"
    "\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\"}},\"required\":[\"x\"]}}}");
const QByteArray offersTool = QByteArrayLiteral(
    ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":"
    "\"object\",\"properties\":{\"x\":{\"type\":\"integer\"}},\"required\":[\"x\"]}}}]");

QByteArray calling(const QByteArray &name, const QByteArray &arguments)
{
    return "\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":{"
           "\"name\":\""
        + name + "\",\"arguments\":\"" + arguments + "\"}}]";
}

} // namespace

class AnswerJudgeTest final : public QObject
{
    Q_OBJECT

private slots:
    void wholeAnswersAreJudged_data()
    {
        QTest::addColumn<Endpoint>("endpoint");
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QByteArray>("judged");
        const auto row = [](const char *title, const Endpoint &endpoint, const QByteArray &request,
                            const QByteArray &answer, const char *judged) {
            QTest::newRow(title) << endpoint << request << answer << QByteArray(judged);
        };
        row("plain", chat, chatRequest({}), chatAnswer("\"content\":\"hi\""), "completed:good");
        row("cut", chat, chatRequest({}), chatAnswer("\"content\":\"hi\"", "length"),
            "completed:bad");
        row("cut as the client wished", chat, chatRequest(",\"max_tokens\":5"),
            chatAnswer("\"content\":\"hi\"", "length"), "");
        row("refused", chat, chatRequest(wantsJson),
            chatAnswer("\"content\":null,\"refusal\":\"no\""), "completed:bad");
        row("withheld", chat, chatRequest({}), chatAnswer("\"content\":\"\"", "content_filter"),
            "completed:bad");
        row("refused in its own words", chat, chatRequest({}),
            chatAnswer(
                "\"content\":\"I\xE2\x80\x99m sorry, but I can\xE2\x80\x99t help with that.\""),
            "completed:bad");
        row("sorry for something else", chat, chatRequest({}),
            chatAnswer("\"content\":\"I'm sorry to hear that. Here is the plan.\""),
            "completed:good");
        row("JSON", chat, chatRequest(wantsJson), chatAnswer("\"content\":\" {\\\"a\\\":1}\""),
            "completed:good json:good");
        row("no JSON", chat, chatRequest(wantsJson), chatAnswer("\"content\":\"Sure: {}\""),
            "completed:good json:bad");
        row("JSON that was cut", chat, chatRequest(wantsJson),
            chatAnswer("\"content\":\"{\\\"a\\\":\"", "length"), "completed:bad json:bad");
        row("by the schema", chat, chatRequest(wantsSchema),
            chatAnswer("\"content\":\"{\\\"x\\\":1}\""), "completed:good json:good");
        row("against the schema", chat, chatRequest(wantsSchema),
            chatAnswer("\"content\":\"{\\\"x\\\":\\\"1\\\"}\""), "completed:good json:bad");
        row("call", chat, chatRequest(offersTool),
            chatAnswer(calling("f", "{\\\"x\\\":1}"), "tool_calls"),
            "completed:good tool_calls:good");
        row("call without what it needs", chat, chatRequest(offersTool),
            chatAnswer(calling("f", "{}"), "tool_calls"), "completed:good tool_calls:bad");
        row("call that is no JSON", chat, chatRequest(offersTool),
            chatAnswer(calling("f", "{x}"), "tool_calls"), "completed:good tool_calls:bad");
        row("call of no tool", chat, chatRequest(offersTool),
            chatAnswer(calling("g", "{\\\"x\\\":1}"), "tool_calls"),
            "completed:good tool_calls:bad");
        row("Anthropic refuses", anthropic,
            "{\"model\":\"m\",\"max_tokens\":5000,\"messages\":[{\"role\":\"user\",\"content\":"
            "\"u\"}]}",
            "{\"id\":\"a\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":"
            "[],\"stop_reason\":\"refusal\",\"usage\":{}}",
            "completed:bad");
        row("Anthropic calls", anthropic,
            "{\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"u\"}]"
            ",\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"required\":[\"x\"]"
            "}}]}",
            "{\"id\":\"a\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":"
            "[{\"type\":\"tool_use\",\"id\":\"1\",\"name\":\"f\",\"input\":{\"x\":1}}],"
            "\"stop_reason\":\"tool_use\",\"usage\":{}}",
            "completed:good tool_calls:good");
        const QByteArray geminiRequest =
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"u\"}]}]}";
        row("Gemini withholds", gemini, geminiRequest,
            "{\"candidates\":[{\"finishReason\":\"SAFETY\"}]}", "completed:bad");
        row("Gemini blocks the prompt", gemini, geminiRequest,
            "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}", "completed:bad");
        row("Gemini miswrites a call", gemini, geminiRequest,
            "{\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\"}]}", "tool_calls:bad");
        row("Ollama by schema", ollama,
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"u\"}],\"format\":{"
            "\"type\":\"object\",\"required\":[\"x\"]}}",
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"{}\"},\"done\":"
            "true,"
            "\"done_reason\":\"stop\"}",
            "completed:good json:bad");
        row("Responses", responses, "{\"model\":\"m\",\"input\":\"u\"}",
            "{\"id\":\"r\",\"object\":\"response\",\"status\":\"incomplete\",\"incomplete_"
            "details\":"
            "{\"reason\":\"max_output_tokens\"},\"output\":[{\"type\":\"message\",\"role\":"
            "\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"a\"}]}]}",
            "completed:bad");
        row("unreadable answer", chat, chatRequest({}), "<html>", "");
        row("unreadable request", chat, "{", chatAnswer("\"content\":\"hi\""), "");
        row("embeddings", Endpoint{ClientDialect::OpenAiEmbeddings, Operation::Embed},
            "{\"input\":\"x\"}", "{\"data\":[]}", "");
    }

    void wholeAnswersAreJudged()
    {
        QFETCH(Endpoint, endpoint);
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, answer);
        QFETCH(QByteArray, judged);
        const std::string asked = request.toStdString();
        const std::string got = answer.toStdString();
        QCOMPARE(told(judgeAnswer({.endpoint = endpoint,
                                   .model = "m",
                                   .request = asked,
                                   .answer = got,
                                   .framing = {}})),
                 judged);
    }

    void streamsAreJudged()
    {
        const std::string request = chatRequest(wantsJson).toStdString();
        const std::string events =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
            "\"content\":\"{\\\"a\\\"\"}}]}\n\n"
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\":1}\"}}]}\n\n"
            "data: "
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]"
            "}\n\n"
            "data: [DONE]\n\n";
        JudgedExchange exchange{.endpoint = chat,
                                .model = "m",
                                .request = request,
                                .answer = events,
                                .framing = Framing::ServerSentEvents};
        QCOMPARE(told(judgeAnswer(exchange)), QByteArray("completed:good json:good"));

        // One that broke off tells nothing of accuracy.
        exchange.answer = std::string_view(events).substr(0, 100);
        QCOMPARE(told(judgeAnswer(exchange)), QByteArray());
    }

    void linesAndArraysAreJudged()
    {
        const std::string asked = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":"
                                  "\"u\"}]}";
        const std::string lines =
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"a\"},\"done\":"
            "false}\n{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
            "\"done\":true,\"done_reason\":\"length\"}\n";
        QCOMPARE(told(judgeAnswer({.endpoint = ollama,
                                   .model = "m",
                                   .request = asked,
                                   .answer = lines,
                                   .framing = Framing::JsonLines})),
                 QByteArray("completed:bad"));
        const std::string contents =
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"u\"}]}]}";
        const std::string array =
            "[{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"a\"}]}}]},\n"
            "{\"candidates\":[{\"finishReason\":\"STOP\"}]}]";
        QCOMPARE(told(judgeAnswer({.endpoint = gemini,
                                   .model = "m",
                                   .request = contents,
                                   .answer = array,
                                   .framing = Framing::JsonArray})),
                 QByteArray("completed:good"));
    }

    void weightsDoNotDependOnTheVerdict()
    {
        const std::string request = chatRequest({}).toStdString();
        const std::string good = chatAnswer("\"content\":\"a\"").toStdString();
        const std::string bad = chatAnswer("\"content\":\"a\"", "length").toStdString();
        const auto weight = [&](std::string_view answer) {
            return judgeAnswer({.endpoint = chat,
                                .model = "m",
                                .request = request,
                                .answer = answer,
                                .framing = {}})
                .at(0)
                .weight;
        };
        QCOMPARE(weight(good), weight(bad));
    }

    void whatIsVeryLongIsNotLookedAt()
    {
        const std::string request = chatRequest({}).toStdString();
        const std::string answer =
            chatAnswer("\"content\":\"" + QByteArray(int(routing::longestJudged), 'a') + "\"")
                .toStdString();
        QVERIFY(judgeAnswer({.endpoint = chat,
                             .model = "m",
                             .request = request,
                             .answer = answer,
                             .framing = {}})
                    .empty());
    }

    void damagedExchangesNeverCrash()
    {
        const std::string request = chatRequest(wantsSchema + offersTool).toStdString();
        const std::string answer =
            chatAnswer(calling("f", "{\\\"x\\\":1}"), "tool_calls").toStdString();
        for (std::size_t size = 0; size <= answer.size(); ++size) {
            (void)judgeAnswer({.endpoint = chat,
                               .model = "m",
                               .request = request,
                               .answer = std::string_view(answer).substr(0, size),
                               .framing = {}});
            (void)judgeAnswer({.endpoint = chat,
                               .model = "m",
                               .request = std::string_view(request).substr(0, size),
                               .answer = answer,
                               .framing = {}});
        }
    }
};

QTEST_GUILESS_MAIN(AnswerJudgeTest)
#include "tst_AnswerJudge.moc"
