// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/CallIds.h"

#include <QTest>

using namespace signalbox::routing;

namespace {

Part call(std::string id, std::string name)
{
    ToolCallPart part;
    part.id = std::move(id);
    part.name = std::move(name);
    return part;
}

Part result(std::string id, std::string name)
{
    ToolResultPart part;
    part.callId = std::move(id);
    part.name = std::move(name);
    return part;
}

Conversation conversationOf(std::vector<std::vector<Part>> turns)
{
    Conversation conversation;
    for (std::vector<Part> &parts : turns) {
        Message message;
        message.parts = std::move(parts);
        conversation.messages.push_back(std::move(message));
    }
    return conversation;
}

/// Every call and result as "id name".
QByteArrayList idsOf(const Conversation &conversation)
{
    QByteArrayList ids;
    for (const Message &message : conversation.messages) {
        for (const Part &part : message.parts) {
            if (const auto *asked = std::get_if<ToolCallPart>(&part))
                ids.append(QByteArray::fromStdString(asked->id + " " + asked->name));
            if (const auto *got = std::get_if<ToolResultPart>(&part))
                ids.append(QByteArray::fromStdString(got->callId + " " + got->name));
        }
    }
    return ids;
}

} // namespace

class CallIdsTest final : public QObject
{
    Q_OBJECT

private slots:
    void callsWithoutIdsAreMatchedByNameAndOrder()
    {
        Conversation conversation =
            conversationOf({{call("", "read"), call("", "write"), call("", "read")},
                            {result("", "write"), result("", "read"), result("", "read")}});

        completeCallIds(conversation);

        QCOMPARE(idsOf(conversation),
                 (QByteArrayList{"call_1 read", "call_2 write", "call_3 read", "call_2 write",
                                 "call_1 read", "call_3 read"}));
    }

    void givenIdsStayAndNamesAreFilledIn()
    {
        Conversation conversation = conversationOf(
            {{call("a", "read"), call("b", "write")}, {result("b", ""), result("a", "")}});

        completeCallIds(conversation);

        QCOMPARE(idsOf(conversation), (QByteArrayList{"a read", "b write", "b write", "a read"}));
    }

    void madeIdsAreNotThoseThatWereGiven()
    {
        Conversation conversation = conversationOf({{call("", "read"), call("call_1", "read")},
                                                    {result("call_1", ""), result("", "read")}});

        completeCallIds(conversation);

        QCOMPARE(idsOf(conversation),
                 (QByteArrayList{"call_1_ read", "call_1 read", "call_1 read", "call_1_ read"}));
    }

    void resultWithAnUnknownIdBelongsToACallWithoutOne()
    {
        Conversation conversation = conversationOf(
            {{call("", "read"), call("", "write")}, {result("x", "write"), result("y", "")}});

        completeCallIds(conversation);

        QCOMPARE(idsOf(conversation),
                 (QByteArrayList{"call_1 read", "call_2 write", "call_2 write", "call_1 read"}));
    }

    void resultWithoutACallIsLeftAsItIs()
    {
        Conversation conversation = conversationOf({{result("", "read"), result("x", "")}});

        completeCallIds(conversation);

        QCOMPARE(idsOf(conversation), (QByteArrayList{" read", "x "}));
    }
};

QTEST_GUILESS_MAIN(CallIdsTest)
#include "tst_CallIds.moc"
