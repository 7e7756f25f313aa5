// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ReasoningMemory.h"

#include <QTest>

using namespace signalbox::routing;
using Family = ReasoningPart::Family;

namespace {

ReasoningPart thought(Family family, std::string text, std::string signature)
{
    ReasoningPart part;
    part.family = family;
    part.text = std::move(text);
    part.signature = std::move(signature);
    return part;
}

Conversation turnWithCalls(const std::vector<std::string> &ids)
{
    Conversation conversation;
    Message message;
    message.role = Message::Role::Assistant;
    for (const std::string &id : ids) {
        ToolCallPart call;
        call.id = id;
        message.parts.emplace_back(call);
    }
    conversation.messages.push_back(message);
    return conversation;
}

const std::vector<Part> &partsOf(const Conversation &conversation)
{
    return conversation.messages.front().parts;
}

} // namespace

class ReasoningMemoryTest final : public QObject
{
    Q_OBJECT

private slots:
    void thoughtsComeBackBeforeTheirCall()
    {
        ReasoningMemory memory;
        memory.keep("a", {thought(Family::Anthropic, "hm", "sig")}, {}, 0);
        Conversation conversation = turnWithCalls({"a", "b"});

        memory.restore(conversation, Family::Anthropic, 1);

        QCOMPARE(partsOf(conversation).size(), std::size_t(3));
        const auto &part = std::get<ReasoningPart>(partsOf(conversation).front());
        QCOMPARE(part.signature, std::string("sig"));
        QCOMPARE(part.text, std::string("hm"));
    }

    void anotherFamilyGetsNothing()
    {
        ReasoningMemory memory;
        memory.keep("a", {thought(Family::Anthropic, "hm", "sig")}, "for-gemini", 0);
        Conversation conversation = turnWithCalls({"a"});

        memory.restore(conversation, Family::Plain, 1);

        QCOMPARE(partsOf(conversation).size(), std::size_t(1));
        QVERIFY(std::get<ToolCallPart>(partsOf(conversation).front()).signature.empty());
    }

    void signatureOfACallComesBackForGemini()
    {
        ReasoningMemory memory;
        memory.keep("a", {}, "sig", 0);
        Conversation conversation = turnWithCalls({"a", "b"});

        memory.restore(conversation, Family::Gemini, 1);

        QCOMPARE(std::get<ToolCallPart>(partsOf(conversation)[0]).signature, std::string("sig"));
        QVERIFY(std::get<ToolCallPart>(partsOf(conversation)[1]).signature.empty());
    }

    void whatTheClientKeptIsNotDoubled()
    {
        ReasoningMemory memory;
        memory.keep("a", {thought(Family::Anthropic, "hm", "sig")}, {}, 0);
        Conversation conversation = turnWithCalls({"a"});
        conversation.messages.front().parts.insert(conversation.messages.front().parts.begin(),
                                                   thought(Family::Anthropic, "hm", "sig"));

        memory.restore(conversation, Family::Anthropic, 1);

        QCOMPARE(partsOf(conversation).size(), std::size_t(2));
    }

    void nothingIsKeptForCallsWithoutThoughts()
    {
        ReasoningMemory memory;
        memory.keep("a", {}, {}, 0);
        memory.keep("", {thought(Family::Anthropic, "hm", "sig")}, {}, 0);

        QCOMPARE(memory.size(), std::size_t(0));
    }

    void theOldestGoesFirstWhenItIsFull()
    {
        ReasoningMemory memory({.bytes = 3000, .ageMs = 1000});
        const std::string large(1000, 'x');
        for (const char *id : {"a", "b", "c", "d"})
            memory.keep(id, {thought(Family::Anthropic, large, "s")}, {}, 0);

        QCOMPARE(memory.size(), std::size_t(2));
        QVERIFY(memory.bytes() <= 3000);
        Conversation conversation = turnWithCalls({"a"});
        memory.restore(conversation, Family::Anthropic, 1);
        QCOMPARE(partsOf(conversation).size(), std::size_t(1));
    }

    void oldThoughtsAreForgotten()
    {
        ReasoningMemory memory({.bytes = 3000, .ageMs = 1000});
        memory.keep("a", {thought(Family::Anthropic, "x", "s")}, {}, 0);
        Conversation conversation = turnWithCalls({"a"});

        memory.restore(conversation, Family::Anthropic, 1001);

        QCOMPARE(partsOf(conversation).size(), std::size_t(1));
        QCOMPARE(memory.bytes(), std::size_t(0));
    }

    void sameIdReplacesWhatItHad()
    {
        ReasoningMemory memory;
        memory.keep("a", {thought(Family::Anthropic, "old", "s")}, {}, 0);
        memory.keep("a", {thought(Family::Anthropic, "new", "s")}, {}, 0);
        Conversation conversation = turnWithCalls({"a"});

        memory.restore(conversation, Family::Anthropic, 1);

        QCOMPARE(memory.size(), std::size_t(1));
        QCOMPARE(std::get<ReasoningPart>(partsOf(conversation).front()).text, std::string("new"));
    }
};

QTEST_GUILESS_MAIN(ReasoningMemoryTest)
#include "tst_ReasoningMemory.moc"
