// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/responses/ResponsesRequestWriter.h"

#include <QTest>

using namespace signalbox::routing;
using signalbox::models::ClientDialect;

namespace {

Message message(Message::Role role, Part part)
{
    Message result;
    result.role = role;
    result.path = "messages[0]";
    result.parts.push_back(std::move(part));
    return result;
}

Conversation foreign(Part part, Message::Role role = Message::Role::User)
{
    Conversation conversation;
    conversation.dialect = ClientDialect::Anthropic;
    conversation.messages.push_back(message(role, std::move(part)));
    return conversation;
}

std::string written(const Conversation &conversation, Losses &losses)
{
    const signalbox::models::Provider provider;
    return writeResponsesRequest(conversation, {.model = "m", .provider = provider}, losses);
}

} // namespace

class ResponsesRequestWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void leadingSystemTurnsBecomeInstructions()
    {
        Conversation conversation = foreign(TextPart{.text = "hi"});
        conversation.messages.insert(conversation.messages.begin(),
                                     message(Message::Role::System, TextPart{.text = "sys"}));
        Losses losses;

        const std::string body = written(conversation, losses);

        QCOMPARE(body,
                 std::string(R"({"model":"m","instructions":"sys","input":[{"type":"message",)"
                             R"("role":"user","content":[{"type":"input_text","text":"hi"}]}],)"
                             R"("store":false})"));
        QVERIFY(losses.all().empty());
    }

    void whatCannotBeSaidIsTold()
    {
        Conversation conversation = foreign(TextPart{.text = "hi"});
        conversation.stop = {"END"};
        conversation.sampling.topK = 5;
        conversation.sampling.seed = 1;
        conversation.maxTokens = 4;
        conversation.rest.emplace_back("container", "1");
        Losses losses;

        const std::string body = written(conversation, losses);

        QVERIFY(body.find(R"("max_output_tokens":16)") != std::string::npos);
        QVERIFY(body.find("container") == std::string::npos);
        QCOMPARE(losses.all().size(), std::size_t(5));
        QVERIFY(!losses.problem());
    }

    void severalAnswersAreImpossible()
    {
        Conversation conversation = foreign(TextPart{.text = "hi"});
        conversation.sampling.candidates = 2;
        Losses losses;

        written(conversation, losses);

        QVERIFY(losses.problem());
        QCOMPARE(losses.problem()->param, std::string("n"));
    }

    void videoIsImpossible()
    {
        MediaPart video;
        video.kind = MediaPart::Kind::Video;
        video.base64 = "AAAA";
        video.notes.path = "messages[0].content[0]";
        Losses losses;

        written(foreign(video), losses);

        QVERIFY(losses.problem());
        QCOMPARE(losses.problem()->param, std::string("messages[0].content[0]"));
    }

    void foreignThoughtsStayBehind()
    {
        ReasoningPart thought;
        thought.family = ReasoningPart::Family::Anthropic;
        thought.signature = "sig";
        Losses losses;

        const std::string body = written(foreign(thought, Message::Role::Assistant), losses);

        QVERIFY(body.find("sig") == std::string::npos);
        QCOMPARE(losses.all().size(), std::size_t(1));
    }

    void callsWithoutIdsMeetTheirResults()
    {
        ToolCallPart call;
        call.name = "f";
        ToolResultPart result;
        result.name = "f";
        result.contentJson = "{}";
        Conversation conversation = foreign(call, Message::Role::Assistant);
        conversation.messages.push_back(message(Message::Role::User, result));
        Losses losses;

        const std::string body = written(conversation, losses);

        QVERIFY(
            body.find(R"({"type":"function_call","call_id":"call_0","name":"f","arguments":"{}"})")
            != std::string::npos);
        QVERIFY(body.find(R"({"type":"function_call_output","call_id":"call_0","output":"{}"})")
                != std::string::npos);
    }

    void foreignToolsAreNotStrictByThemselves()
    {
        Conversation conversation = foreign(TextPart{.text = "hi"});
        conversation.tools.emplace_back().name = "f";
        conversation.toolChoice.mode = ToolChoice::Mode::Named;
        conversation.toolChoice.names = {"f"};
        Losses losses;

        const std::string body = written(conversation, losses);

        QVERIFY(body.find(R"("strict":false)") != std::string::npos);
        QVERIFY(body.find(R"("tool_choice":{"type":"function","name":"f"})") != std::string::npos);
    }

    void demandOfAToolThatIsNotOfferedIsImpossible()
    {
        Conversation conversation = foreign(TextPart{.text = "hi"});
        conversation.tools.emplace_back().otherKind = "web_search_20250305";
        conversation.toolChoice.mode = ToolChoice::Mode::Any;
        Losses losses;

        written(conversation, losses);

        QVERIFY(losses.problem());
    }
};

QTEST_GUILESS_MAIN(ResponsesRequestWriterTest)
#include "tst_ResponsesRequestWriter.moc"
