// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/Redactor.h"
#include "routing/signals/RequestSignals.h"
#include "routing/signals/SignalSlots.h"
#include "support/FakeClock.h"
#include "support/Requests.h"

#include <QTest>
#include <QTimeZone>

using signalbox::models::ClientDialect;
using signalbox::models::ErrorClass;
using signalbox::models::SignalKind;
using signalbox::models::SignalName;
using signalbox::tests::FakeClock;
using signalbox::tests::RequestBuilder;
using namespace signalbox::routing;

namespace {

constexpr char conversationBody[] =
    "{\"model\":\"m\",\"metadata\":{\"team\":\"red\"},\"temperature\":0.5,\"messages\":["
    "{\"role\":\"system\",\"content\":\"You are terse.\"},"
    "{\"role\":\"user\",\"content\":\"Write a function in Python that reverses a list.\"},"
    "{\"role\":\"assistant\",\"content\":\"def f(): pass\"},"
    "{\"role\":\"user\",\"content\":\"No, that's not what I asked for. Try again!\"}]}";

/// A clock that takes a step at every look, as if all work took that long.
class SteppingClock final : public signalbox::models::Clock
{
public:
    explicit SteppingClock(qint64 stepNs)
        : m_stepNs(stepNs)
    {}
    [[nodiscard]] qint64 monotonicNs() const override { return m_ns += m_stepNs; }
    [[nodiscard]] qint64 wallMs() const override { return 0; }

private:
    qint64 m_stepNs;
    mutable qint64 m_ns = 0;
};

/// Readers that count how often they are asked.
class CountingTaskType final : public TaskTypeClassifier
{
public:
    [[nodiscard]] std::string_view classify(const PromptView & /*prompt*/) const override
    {
        ++asked;
        return "coding";
    }
    mutable int asked = 0;
};

struct Setting
{
    explicit Setting(std::string_view body, std::string_view field = "x-team",
                     std::string_view value = "blue")
        : request(RequestBuilder("/v1/chat/completions").field(field, value).body(body).build())
    {}

    RequestSignals::Facts facts()
    {
        return {.head = request.head(),
                .body = request.body(),
                .endpoint = {ClientDialect::OpenAiChat, Operation::Generate},
                .model = "m",
                .isStream = true,
                .client = "laptop",
                .wallMs = wallMs,
                .timeZone = zone,
                .clock = *clock,
                .memory = &memory,
                .readers = readers};
    }
    SignalQuery query(const char *name)
    {
        return slotsOfPlan.query(*SignalName::fromString(QLatin1String(name)));
    }

    HttpRequest request;
    qint64 wallMs = 1'700'000'000'000; // Tuesday, 2023-11-14 22:13:20 UTC
    QTimeZone zone{2 * 3600};
    FakeClock still;
    const signalbox::models::Clock *clock = &still;
    ConversationMemory memory;
    PromptReaders readers = PromptReaders::byRules();
    SignalSlots slotsOfPlan;
};

QString shown(const SignalReading &reading)
{
    if (const auto *flag = std::get_if<bool>(&reading))
        return *flag ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto *number = std::get_if<double>(&reading))
        return QString::number(*number);
    if (const auto *text = std::get_if<std::string_view>(&reading))
        return QString::fromUtf8(text->data(), qsizetype(text->size()));
    return QStringLiteral("missing");
}

QString shown(const RequestSignals::Note &note)
{
    if (const auto *text = std::get_if<std::string>(&note.value))
        return QString::fromStdString(*text);
    if (const auto *number = std::get_if<double>(&note.value))
        return QString::number(*number);
    return std::holds_alternative<bool>(note.value) ? QStringLiteral("flag")
                                                    : QStringLiteral("missing");
}

} // namespace

class tst_RequestSignals : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryKind_data();
    void readsEveryKind();
    void missingThingsAreMissing_data();
    void missingThingsAreMissing();
    void readsOnceAndRemembers();
    void routeMayChange();
    void budgetSkipsWhatIsExpensive();
    void knowsThePreviousExchange();
    void frustrationGrowsAndCalmsDown();
    void firstTurnIsTheBaseline();
    void toolTurnsAreNoReAsk();
    void notesHideSecrets();
    void notesAreShort();
};

void tst_RequestSignals::readsEveryKind_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *name, const char *value) {
        QTest::newRow(name) << QByteArray(name) << QString::fromUtf8(value);
    };

    row("model", "m");
    row("route", "smart");
    row("client", "laptop");
    row("dialect", "openai");
    row("operation", "generate");
    row("header.x-team", "blue");
    row("header.X-TEAM", "blue");
    row("header.x-other", "missing");
    row("metadata.team", "red");
    row("metadata.user", "missing");
    row("body./temperature", "0.5");
    row("body./messages/1/role", "user");
    row("hour", "0");
    row("weekday", "3");
    row("max_output_tokens", "missing");
    row("messages", "3");
    row("turns", "2");
    row("tools", "0");
    row("tool_turn", "false");
    row("images", "0");
    row("documents", "0");
    row("json_schema", "false");
    row("reasoning", "false");
    row("stream", "true");
    row("system_text", "You are terse.");
    row("last_text", "No, that's not what I asked for. Try again!");
    row("language", "en");
    row("previous_outcome", "missing");
    row("previous_failures", "0");
}

void tst_RequestSignals::readsEveryKind()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QString, value);
    Setting setting(conversationBody);
    const SignalQuery query = setting.query(name.constData());
    RequestSignals signalsOfRequest(setting.facts(), setting.slotsOfPlan.count());
    signalsOfRequest.setRoute("smart");

    QCOMPARE(shown(signalsOfRequest.read(query)), value);
    QCOMPARE(shown(signalsOfRequest.read(query)), value);
}

void tst_RequestSignals::missingThingsAreMissing_data()
{
    QTest::addColumn<QByteArray>("name");

    for (const char *name : {"last_text", "system_text", "task_type", "language", "sentiment",
                             "max_output_tokens", "conversation", "body./x", "metadata.x"})
        QTest::newRow(name) << QByteArray(name);
}

void tst_RequestSignals::missingThingsAreMissing()
{
    QFETCH(const QByteArray, name);
    Setting setting("{}");
    const SignalQuery query = setting.query(name.constData());
    RequestSignals signalsOfRequest(setting.facts(), setting.slotsOfPlan.count());

    QCOMPARE(shown(signalsOfRequest.read(query)), QStringLiteral("missing"));
}

void tst_RequestSignals::readsOnceAndRemembers()
{
    CountingTaskType taskType;
    Setting setting(conversationBody);
    setting.readers.taskType = &taskType;
    const SignalQuery query = setting.query("task_type");
    const SignalQuery unread = setting.query("language");
    RequestSignals signalsOfRequest(setting.facts(), setting.slotsOfPlan.count());

    QCOMPARE(shown(signalsOfRequest.read(query)), QStringLiteral("coding"));
    QCOMPARE(shown(signalsOfRequest.read(query)), QStringLiteral("coding"));
    QCOMPARE(taskType.asked, 1);

    QStringList names;
    signalsOfRequest.forEachReading([&names](const RequestSignals::Note &note) {
        names.append(
            SignalName{note.query->kind, QString::fromStdString(note.query->argument)}.toString());
    });
    QCOMPARE(names, QStringList{QStringLiteral("task_type")});
    QCOMPARE(unread.slot, 1);
}

void tst_RequestSignals::routeMayChange()
{
    Setting setting(conversationBody);
    const SignalQuery query = setting.query("route");
    RequestSignals signalsOfRequest(setting.facts(), setting.slotsOfPlan.count());

    signalsOfRequest.setRoute("outer");
    QCOMPARE(shown(signalsOfRequest.read(query)), QStringLiteral("outer"));
    signalsOfRequest.setRoute("inner");
    QCOMPARE(shown(signalsOfRequest.read(query)), QStringLiteral("inner"));
}

void tst_RequestSignals::budgetSkipsWhatIsExpensive()
{
    Setting setting(conversationBody);
    const SteppingClock clock(2'000'000);
    setting.clock = &clock;
    const SignalQuery turns = setting.query("turns");
    const SignalQuery messages = setting.query("messages");
    const SignalQuery sentiment = setting.query("sentiment");
    const SignalQuery client = setting.query("client");
    RequestSignals signalsOfRequest(setting.facts(), setting.slotsOfPlan.count());

    QCOMPARE(shown(signalsOfRequest.read(turns)), QStringLiteral("2"));
    QCOMPARE(shown(signalsOfRequest.read(messages)), QStringLiteral("3")); // known by now
    QCOMPARE(shown(signalsOfRequest.read(sentiment)), QStringLiteral("missing"));
    QCOMPARE(shown(signalsOfRequest.read(client)), QStringLiteral("laptop"));
    QVERIFY(signalsOfRequest.note(sentiment).gap == RequestSignals::Gap::NoTime);
    QVERIFY(signalsOfRequest.note(turns).gap == RequestSignals::Gap::None);

    RequestSignals hurried(setting.facts(), setting.slotsOfPlan.count());
    hurried.setBudget(std::chrono::nanoseconds(0));
    QCOMPARE(shown(hurried.read(turns)), QStringLiteral("missing"));
}

void tst_RequestSignals::knowsThePreviousExchange()
{
    Setting setting(conversationBody, "x-session-id", "s1");
    const SignalQuery outcome = setting.query("previous_outcome");
    const SignalQuery failures = setting.query("previous_failures");
    const SignalQuery conversation = setting.query("conversation");
    const auto readAll = [&] {
        RequestSignals signalsOfRequest(setting.facts(), setting.slotsOfPlan.count());
        const QStringList read{shown(signalsOfRequest.read(conversation)),
                               shown(signalsOfRequest.read(outcome)),
                               shown(signalsOfRequest.read(failures))};
        return read.join(QLatin1Char(' '));
    };
    const auto end = [&setting](ErrorClass errorClass) {
        ConversationMemory::Outcome ending;
        ending.outcome = errorClass;
        setting.memory.noteOutcome("s1", ending, setting.wallMs);
    };

    QCOMPARE(readAll(), QStringLiteral("s1 missing 0"));
    end(ErrorClass::RateLimited);
    QCOMPARE(readAll(), QStringLiteral("s1 rate_limited 1"));
    end(ErrorClass::None);
    QCOMPARE(readAll(), QStringLiteral("s1 success 0"));
}

void tst_RequestSignals::frustrationGrowsAndCalmsDown()
{
    const auto turn = [](ConversationMemory &memory, std::string_view text) {
        Setting setting("{\"messages\":[{\"role\":\"user\",\"content\":\"Name three rivers.\"},"
                        "{\"role\":\"assistant\",\"content\":\"a\"},"
                        "{\"role\":\"user\",\"content\":\""
                            + std::string(text) + "\"}]}",
                        "x-session-id", "s1");
        RequestSignals::Facts facts = setting.facts();
        facts.memory = &memory;
        RequestSignals signalsOfRequest(facts, 0);
        const RequestSignals::TurnNote note = signalsOfRequest.turnNote();
        ConversationMemory::Outcome ending;
        ending.lastText = note.lastText;
        ending.turns = note.turns;
        ending.frustration = note.frustration;
        memory.noteOutcome("s1", ending, setting.wallMs);
        return note.frustration;
    };
    ConversationMemory memory;

    QVERIFY(turn(memory, "Now three lakes of Finland, please.") < 0.1);
    const double reAsked = turn(memory, "Now three lakes of Finland please");
    QVERIFY2(reAsked > 0.5, qPrintable(QString::number(reAsked)));
    const double angry = turn(memory, "No! That is still wrong, I already told you what I want!");
    QVERIFY2(angry > 0.8, qPrintable(QString::number(angry)));
    const double calmer = turn(memory, "And the length of each of those?");
    QVERIFY2(calmer < angry && calmer > 0.1, qPrintable(QString::number(calmer)));
    QVERIFY(turn(memory, "Thanks, which is the deepest?") < calmer);
}

void tst_RequestSignals::firstTurnIsTheBaseline()
{
    Setting setting("{\"messages\":[{\"role\":\"user\",\"content\":"
                    "\"I hate this awful, useless printer. It is still wrong again!\"}]}");
    RequestSignals signalsOfRequest(setting.facts(), 0);

    QCOMPARE(signalsOfRequest.turnNote().frustration, 0.0);
}

void tst_RequestSignals::toolTurnsAreNoReAsk()
{
    Setting setting("{\"messages\":[{\"role\":\"user\",\"content\":\"Fix the tests\"},"
                    "{\"role\":\"assistant\",\"tool_calls\":[]},"
                    "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"ok\"}]}",
                    "x-session-id", "s1");
    ConversationMemory::Outcome ending;
    ending.lastText = TextFingerprint::of("Fix the tests");
    ending.frustration = 0.25;
    setting.memory.noteOutcome("s1", ending, setting.wallMs);
    RequestSignals signalsOfRequest(setting.facts(), 0);

    QCOMPARE(signalsOfRequest.turnNote().frustration, 0.25);
    QVERIFY(signalsOfRequest.turnNote().isToolTurn);
}

void tst_RequestSignals::notesHideSecrets()
{
    const Redactor redactor(std::vector<std::string>{"sk-secret-of-mine"});
    Setting setting(
        "{\"messages\":[{\"role\":\"user\",\"content\":\"my key is sk-secret-of-mine\"}]}",
        "authorization", "Bearer sk-something-else");
    const SignalQuery header = setting.query("header.authorization");
    const SignalQuery last = setting.query("last_text");
    RequestSignals signalsOfRequest(setting.facts(), setting.slotsOfPlan.count());

    QCOMPARE(shown(signalsOfRequest.read(header)), QStringLiteral("Bearer sk-something-else"));
    QCOMPARE(shown(signalsOfRequest.note(header)), QStringLiteral("[redacted]"));
    QCOMPARE(shown(signalsOfRequest.note(last, &redactor)), QStringLiteral("my key is [redacted]"));
}

void tst_RequestSignals::notesAreShort()
{
    const std::string key = "sk-secret-of-mine";
    std::string text;
    for (std::size_t i = 0; i < RequestSignals::mostShownText - 5; ++i)
        text += "\xC3\xA9";
    text += key + std::string(5000, 'x');
    const Redactor redactor(std::vector<std::string>{key});
    Setting setting("{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");
    const SignalQuery last = setting.query("last_text");
    RequestSignals signalsOfRequest(setting.facts(), setting.slotsOfPlan.count());

    const QString note = shown(signalsOfRequest.note(last, &redactor));

    QCOMPARE(note.size(), qsizetype(RequestSignals::mostShownText + 1));
    QVERIFY(note.endsWith(QStringLiteral("[reda\u2026")));
}

QTEST_APPLESS_MAIN(tst_RequestSignals)
#include "tst_RequestSignals.moc"
