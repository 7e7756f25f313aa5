// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/ConversationIdentity.h"
#include "routing/signals/ConversationMemory.h"
#include "support/Requests.h"

#include <QTest>

using signalbox::models::ErrorClass;
using signalbox::tests::RequestBuilder;
using namespace signalbox::routing;

namespace {

constexpr qint64 start = 1'000'000;

ConversationMemory::Outcome ended(ErrorClass outcome)
{
    ConversationMemory::Outcome ending;
    ending.outcome = outcome;
    return ending;
}

} // namespace

class tst_ConversationMemory : public QObject
{
    Q_OBJECT

private slots:
    void fingerprintsTellTextsApart_data();
    void fingerprintsTellTextsApart();
    void longTextsAreAlikeByTheirWords();
    void countsFailuresInARow();
    void cancelledSaysNothing();
    void remembersWhoServed();
    void leastRecentlyTouchedGoFirst();
    void oldOnesAreForgotten();
    void bindsTargetsForATime();
    void keepsFewBindingsOfAConversation();
    void bindingKeysTellNodesApart();
    void findsConversationsByTheirAnswers();
    void namesComeFromTheSurestPlace_data();
    void namesComeFromTheSurestPlace();
    void sameBeginningIsTheSameConversation();
};

void tst_ConversationMemory::fingerprintsTellTextsApart_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");

    QTest::newRow("equal") << QByteArray("fix the login page") << QByteArray("Fix the login page!")
                           << 1.0 << 1.0;
    QTest::newRow("order does not count")
        << QByteArray("a b c") << QByteArray("c b a") << 1.0 << 1.0;
    QTest::newRow("half") << QByteArray("a b c") << QByteArray("b c d") << 0.5 << 0.5;
    QTest::newRow("nothing in common") << QByteArray("a b") << QByteArray("c d") << 0.0 << 0.0;
    QTest::newRow("nothing at all") << QByteArray("") << QByteArray("") << 0.0 << 0.0;
    QTest::newRow("one empty") << QByteArray("a") << QByteArray("?!") << 0.0 << 0.0;
    QTest::newRow("re-asked") << QByteArray("Write a haiku about the sea in autumn")
                              << QByteArray("Write me a haiku about the sea in autumn again") << 0.6
                              << 0.9;
}

void tst_ConversationMemory::fingerprintsTellTextsApart()
{
    QFETCH(const QByteArray, left);
    QFETCH(const QByteArray, right);
    QFETCH(const double, least);
    QFETCH(const double, most);

    const double similarity = TextFingerprint::of(left.toStdString())
                                  .similarity(TextFingerprint::of(right.toStdString()));

    QVERIFY2(similarity >= least && similarity <= most, qPrintable(QString::number(similarity)));
}

void tst_ConversationMemory::longTextsAreAlikeByTheirWords()
{
    std::string left;
    std::string right;
    for (int i = 0; i < 400; ++i) {
        left += "word" + std::to_string(i) + ' ';
        right += (i < 300 ? "word" : "other") + std::to_string(i) + ' ';
    }

    const double similarity = TextFingerprint::of(left).similarity(TextFingerprint::of(right));

    // 300 of 500 words; a sample of 24 is within three standard deviations, 0.3.
    QVERIFY2(std::abs(similarity - 0.6) < 0.3, qPrintable(QString::number(similarity)));
}

void tst_ConversationMemory::countsFailuresInARow()
{
    ConversationMemory memory;

    QVERIFY(!memory.find("c", start));
    memory.noteOutcome("c", ended(ErrorClass::Timeout), start);
    memory.noteOutcome("c", ended(ErrorClass::RateLimited), start);

    QCOMPARE(memory.find("c", start)->failuresInARow, 2);
    QCOMPARE(memory.find("c", start)->lastOutcome, ErrorClass::RateLimited);

    memory.noteOutcome("c", ended(ErrorClass::None), start);
    QCOMPARE(memory.find("c", start)->failuresInARow, 0);
    QCOMPARE(memory.find("c", start)->exchanges, 3);
    memory.noteOutcome("", ended(ErrorClass::None), start);
    QCOMPARE(memory.size(), std::size_t(1));
}

void tst_ConversationMemory::cancelledSaysNothing()
{
    ConversationMemory memory;
    memory.noteOutcome("c", ended(ErrorClass::Timeout), start);
    memory.noteOutcome("c", ended(ErrorClass::Cancelled), start);

    QCOMPARE(memory.find("c", start)->lastOutcome, ErrorClass::Timeout);
    QCOMPARE(memory.find("c", start)->failuresInARow, 1);
}

void tst_ConversationMemory::remembersWhoServed()
{
    ConversationMemory memory;
    ConversationMemory::Outcome ending = ended(ErrorClass::None);
    ending.target = QStringLiteral("gpt");
    ending.callsTools = true;
    ending.exchange = 7;
    memory.noteOutcome("c", ending, start);
    memory.noteOutcome("c", ended(ErrorClass::ServerError), start + 5);

    QCOMPARE(memory.find("c", start)->lastTarget, QStringLiteral("gpt"));
    QCOMPARE(memory.find("c", start)->lastServedMs, start);
    QVERIFY(memory.find("c", start)->isToolTurn);
}

void tst_ConversationMemory::leastRecentlyTouchedGoFirst()
{
    ConversationMemory memory({.conversations = 3, .keepMs = 1000});
    for (const char *id : {"a", "b", "c"})
        memory.noteOutcome(id, ended(ErrorClass::None), start);
    memory.noteOutcome("a", ended(ErrorClass::None), start + 1);
    memory.noteOutcome("d", ended(ErrorClass::None), start + 2);

    QCOMPARE(memory.size(), std::size_t(3));
    QVERIFY(memory.find("a", start));
    QVERIFY(!memory.find("b", start));
    QVERIFY(memory.find("d", start));
}

void tst_ConversationMemory::oldOnesAreForgotten()
{
    ConversationMemory memory({.conversations = 10, .keepMs = 1000});
    memory.noteOutcome("c", ended(ErrorClass::Timeout), start);

    QVERIFY(memory.find("c", start + 1000));
    QVERIFY(!memory.find("c", start + 1001));
    memory.noteOutcome("c", ended(ErrorClass::Timeout), start + 2000);
    QCOMPARE(memory.find("c", start + 2000)->failuresInARow, 1);
    memory.noteOutcome("d", ended(ErrorClass::None), start + 4000);
    QCOMPARE(memory.size(), std::size_t(1));
}

void tst_ConversationMemory::bindsTargetsForATime()
{
    ConversationMemory memory;
    const quint64 key =
        ConversationMemory::bindingKey(QStringLiteral("smart"), QStringLiteral("p"));

    QVERIFY(memory.bound("c", key, start).isEmpty());
    memory.bind("c", key, QStringLiteral("gpt"), start, 100);

    QCOMPARE(memory.bound("c", key, start + 99), QStringLiteral("gpt"));
    QVERIFY(memory.bound("c", key, start + 100).isEmpty());
    QVERIFY(memory.bound("c", key + 1, start).isEmpty());
    QVERIFY(memory.bound("d", key, start).isEmpty());
    memory.bind("c", key, QStringLiteral("haiku"), start + 50, 100);
    QCOMPARE(memory.bound("c", key, start + 120), QStringLiteral("haiku"));
    memory.unbind("c", key);
    memory.unbind("d", key);
    QVERIFY(memory.bound("c", key, start + 60).isEmpty());
}

void tst_ConversationMemory::keepsFewBindingsOfAConversation()
{
    ConversationMemory memory;
    for (quint64 key = 0; key <= ConversationMemory::mostBindings; ++key)
        memory.bind("c", key, QStringLiteral("gpt"), start, 1000);

    QVERIFY(memory.bound("c", 0, start).isEmpty());
    QCOMPARE(memory.bound("c", 1, start), QStringLiteral("gpt"));
    QCOMPARE(memory.bound("c", ConversationMemory::mostBindings, start), QStringLiteral("gpt"));
}

void tst_ConversationMemory::bindingKeysTellNodesApart()
{
    const auto key = [](const char *route, const char *node) {
        return ConversationMemory::bindingKey(QLatin1String(route), QLatin1String(node));
    };

    QCOMPARE(key("smart", "p"), key("smart", "p"));
    QVERIFY(key("smart", "p") != key("smart", "q"));
    QVERIFY(key("smar", "tp") != key("smart", "p"));
}

void tst_ConversationMemory::findsConversationsByTheirAnswers()
{
    ConversationMemory memory({.conversations = 2, .keepMs = 1000});
    ConversationMemory::Outcome ending = ended(ErrorClass::None);
    for (const char *answer : {"resp_1", "resp_2", "resp_3"}) {
        ending.responseId = answer;
        memory.noteOutcome("c", ending, start);
    }

    QVERIFY(memory.conversationOf("resp_1").empty());
    QCOMPARE(memory.conversationOf("resp_3"), std::string_view("c"));
}

void tst_ConversationMemory::namesComeFromTheSurestPlace_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<int>("origin");
    using Origin = ConversationIdentity::Origin;
    const auto row = [](const char *name, const char *field, const char *body, const char *id,
                        Origin origin) {
        QTest::newRow(name) << QByteArray(field) << QByteArray(body) << QByteArray(id)
                            << static_cast<int>(origin);
    };

    row("own field", "X-Signalbox-Conversation", "{\"conversation\":\"b\"}", "head",
        Origin::Header);
    row("session", "x-session-id", "{}", "head", Origin::Header);
    row("agent", "X-Claude-Code-Session-Id", "{}", "head", Origin::Header);
    row("codex", "session_id", "{}", "head", Origin::Header);
    row("other field", "x-team", "{\"conversation\":\"b\"}", "b", Origin::Body);
    row("known answer", "x-team",
        "{\"previous_response_id\":\"resp_1\",\"prompt_cache_key\":\"k\"}", "known",
        Origin::PreviousAnswer);
    row("unknown answer, cache key", "x-team",
        "{\"previous_response_id\":\"resp_0\",\"prompt_cache_key\":\"k\"}", "k", Origin::Body);
    row("unknown answer", "x-team", "{\"previous_response_id\":\"resp_0\"}", "resp_0",
        Origin::Body);
    row("nothing", "x-team", "{}", "", Origin::None);
}

void tst_ConversationMemory::namesComeFromTheSurestPlace()
{
    QFETCH(const QByteArray, field);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, id);
    QFETCH(const int, origin);
    const HttpRequest request = RequestBuilder("/v1/responses")
                                    .field(field.toStdString(), "head")
                                    .body(body.toStdString())
                                    .build();
    ConversationMemory memory;
    ConversationMemory::Outcome ending = ended(ErrorClass::None);
    ending.responseId = "resp_1";
    memory.noteOutcome("known", ending, start);
    const Endpoint endpoint{signalbox::models::ClientDialect::OpenAiResponses, Operation::Generate};

    const ConversationIdentity identity = ConversationIdentity::of(
        request.head(), RequestSurvey::read(endpoint, request.body()), "client", &memory);

    QCOMPARE(QByteArray::fromStdString(identity.id), id);
    QCOMPARE(static_cast<int>(identity.origin), origin);
}

void tst_ConversationMemory::sameBeginningIsTheSameConversation()
{
    const HttpRequest request = RequestBuilder("/v1/chat/completions").body("{}").build();
    RequestSurvey survey;
    survey.systemText = "system";
    survey.firstText = "first";
    survey.lastText = "last";
    const auto idOf = [&](std::string_view client) {
        return ConversationIdentity::of(request.head(), survey, client, nullptr).id;
    };

    const std::string id = idOf("client");
    QCOMPARE(id.size(), std::size_t(16));
    survey.lastText = "other";
    QCOMPARE(idOf("client"), id);
    QVERIFY(idOf("other client") != id);
    survey.systemText = "system 2";
    QVERIFY(idOf("client") != id);
    survey.systemText = "systemf";
    survey.firstText = "irst";
    QVERIFY(idOf("client") != id);

    const std::string longName(1000, 'x');
    const HttpRequest named =
        RequestBuilder("/v1/chat/completions").field("x-session-id", longName).body("{}").build();
    QVERIFY(ConversationIdentity::ofHead(named.head()).id.size()
            <= ConversationIdentity::longestId);
}

QTEST_APPLESS_MAIN(tst_ConversationMemory)
#include "tst_ConversationMemory.moc"
