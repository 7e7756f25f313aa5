// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/Dialects.h"
#include "support/JsonMutations.h"
#include "support/OrderedSink.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace signalbox;
using namespace signalbox::tests;
using namespace signalbox::routing;
using signalbox::models::ClientDialect;

namespace {

/// How many random inputs each reader gets: set SIGNALBOX_FUZZ_ROUNDS for a long run.
int roundsOfFuzzing()
{
    bool isNumber = false;
    const int rounds = qEnvironmentVariableIntValue("SIGNALBOX_FUZZ_ROUNDS", &isNumber);
    constexpr int usual = 400;
    return isNumber ? rounds : usual;
}

QByteArray dataOf(const QByteArray &dialect, const char *kind)
{
    return contentOf(QStringLiteral(SIGNALBOX_TEST_DATA "/dialects/%1-%2")
                         .arg(QString::fromLatin1(dialect), QLatin1String(kind)));
}

/// Hands \a read the parsed \a json; nothing when it is none.
template<typename Read>
bool parsed(const QByteArray &json, const Read &read)
{
    simdjson::dom::parser parser;
    Json root;
    const auto size = static_cast<std::size_t>(json.size());
    if (parser.parse(json.constData(), size).get(root) != simdjson::SUCCESS)
        return false;
    read(root);
    return true;
}

/// The conversation written for its own dialect, and what that lost.
struct Told
{
    QByteArray body;
    bool hasLoss = false;
};

Told toldAgain(const Conversation &conversation, const ProviderCodec &codec)
{
    Losses losses;
    const models::Provider provider = tolerantProvider();
    const std::string body =
        codec.writeRequest(conversation, {.model = "m", .provider = provider}, losses);
    return {.body = QByteArray::fromStdString(body),
            .hasLoss = !losses.all().empty() || losses.problem().has_value()};
}

/// All answers as a chat client reads them.
QByteArray answered(const AnswerMessage &answer)
{
    const Conversation conversation;
    return QByteArray::fromStdString(
        clientCodec(ClientDialect::OpenAiChat)
            ->writeAnswer(answer, {.exchangeId = "x", .model = "m", .conversation = conversation}));
}

QByteArray nameOfEvent(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonValue name = object.value(QLatin1String("_event"));
    return (name.isString() ? name : object.value(QLatin1String("type"))).toString().toUtf8();
}

std::string streamed(const ProviderCodec &codec, const QByteArrayList &events)
{
    OrderedSink sink;
    const auto reader = codec.streamReader();
    for (const QByteArray &event : events)
        reader->event(nameOfEvent(event).toStdString(), event.toStdString(), sink);
    reader->end(sink);
    if (!sink.broken().empty())
        return sink.broken();
    return sink.ends() == 1 ? "" : "never ended";
}

/// Random values and damaged texts, the same in every run.
class Chance final
{
public:
    explicit Chance(unsigned seed)
        : m_random(seed) // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time on purpose
    {}

    qsizetype below(qsizetype limit)
    {
        return limit <= 0 ? 0 : static_cast<qsizetype>(m_random() % static_cast<unsigned>(limit));
    }

    QByteArray value(const QByteArrayList &words, int depth)
    {
        constexpr int kinds = 8;
        constexpr int scalars = 5;
        switch (below(depth > 0 ? kinds : scalars)) {
        case 0:
            return "null";
        case 1:
            return below(2) == 0 ? "true" : "false";
        case 2:
            return QByteArray::number(below(100) - 50);
        case 3:
            return "1e" + QByteArray::number(below(400));
        case 4:
            return word(words);
        case 5:
            return list(words, depth);
        default:
            return object(words, depth);
        }
    }

    QByteArray damaged(QByteArray text)
    {
        static const QByteArrayList bits{"\"", "{",  "}",       "[",    "]",      ",",
                                         ":",  "\\", "\\ud800", "\xff", "\xc3",   "null",
                                         "9",  "-",  "e",       "\n",   "\\u0000"};
        constexpr int most = 4;
        for (qsizetype i = below(most) + 1; i > 0 && !text.isEmpty(); --i) {
            const qsizetype at = below(text.size());
            const qsizetype way = below(3);
            if (way == 0)
                text.insert(at, bits.at(below(bits.size())));
            else if (way == 1)
                text.remove(at, below(most) + 1);
            else
                text.replace(at, 1, bits.at(below(bits.size())));
        }
        return text;
    }

private:
    QByteArray word(const QByteArrayList &words)
    {
        return words.isEmpty() ? "\"\"" : words.at(below(words.size()));
    }
    QByteArray list(const QByteArrayList &words, int depth)
    {
        QByteArrayList items;
        for (qsizetype i = below(4); i > 0; --i)
            items.append(value(words, depth - 1));
        return "[" + items.join(',') + "]";
    }
    QByteArray object(const QByteArrayList &words, int depth)
    {
        QByteArrayList members;
        for (qsizetype i = below(6); i > 0; --i)
            members.append(word(words) + ":" + value(words, depth - 1));
        return "{" + members.join(',') + "}";
    }

    std::mt19937 m_random;
};

/// The strings of \a json, quoted: keys and words that a reader looks for.
QByteArrayList wordsOf(const QByteArray &json)
{
    QByteArrayList words;
    for (const QByteArray &piece : json.split('"')) {
        const bool isWord = !piece.isEmpty() && std::ranges::all_of(piece, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || c == '_' || c == '.';
        });
        if (isWord && !words.contains("\"" + piece + "\""))
            words.append("\"" + piece + "\"");
    }
    return words;
}

} // namespace

/// Whatever is wrong in one place, no reader crashes, hangs, or loses what stands beside it.
class DamagedDialectsTest final : public QObject
{
    Q_OBJECT

private slots:
    void damagedRequestKeepsTheRest_data() { addDialects(true); }
    void damagedRequestKeepsTheRest()
    {
        const NamedDialect dialect = fetched();
        const ClientCodec &reader = *clientCodec(*dialect.client);
        const ProviderCodec &writer = *providerCodec(dialect.provider);
        const JsonMutations mutations(dataOf(dialect.name, "request.json"));
        int refused = 0;
        int tolerated = 0;

        mutations.forEach([&](const JsonMutations::Mutant &mutant) {
            parsed(mutant.json, [&](const Json &root) {
                const RequestReading reading = reader.readRequest(root, {.model = "m"});
                const Told told = toldAgain(reading.conversation, writer);
                if (reading.problem) {
                    ++refused;
                    checkProblem(*reading.problem, mutant);
                    return;
                }
                ++tolerated;
                if (told.hasLoss)
                    return; // and so it is told
                checkKept(mutations.keptOutside(JsonMutations::parent(mutant.path)), told.body,
                          mutant);
            });
        });

        QVERIFY(refused > 0);
        QVERIFY(tolerated > 0);
    }

    void damagedAnswerKeepsTheRest_data() { addDialects(false); }
    void damagedAnswerKeepsTheRest()
    {
        const NamedDialect dialect = fetched();
        const ProviderCodec &codec = *providerCodec(dialect.provider);
        const JsonMutations mutations(dataOf(dialect.name, "answer.json"));

        mutations.forEach([&](const JsonMutations::Mutant &mutant) {
            parsed(mutant.json, [&](const Json &root) {
                const AnswerMessage answer = codec.readAnswer(root);
                const QByteArray body = answered(answer);
                QVERIFY2(parsed(body, [](const Json &) {}), body.constData());
                if (!answer.candidates.empty())
                    checkKept(mutations.keptOutside(JsonMutations::parent(mutant.path)), body,
                              mutant);
            });
        });
    }

    void damagedStreamKeepsItsOrder_data() { addDialects(false); }
    void damagedStreamKeepsItsOrder()
    {
        const NamedDialect dialect = fetched();
        const ProviderCodec &codec = *providerCodec(dialect.provider);
        const QByteArrayList events = dataOf(dialect.name, "stream.jsonl").trimmed().split('\n');
        QCOMPARE(streamed(codec, events), std::string());

        for (qsizetype i = 0; i < events.size(); ++i) {
            QByteArrayList damaged = events;
            damaged.removeAt(i);
            QCOMPARE(streamed(codec, damaged), std::string());
            damaged.insert(i, events.at(i));
            damaged.insert(i, events.at(i));
            QCOMPARE(streamed(codec, damaged), std::string());
            damaged.removeAt(i);
            JsonMutations(events.at(i)).forEach([&](const JsonMutations::Mutant &mutant) {
                damaged[i] = mutant.json;
                const std::string wrong = streamed(codec, damaged);
                QVERIFY2(wrong.empty(),
                         qPrintable(QStringLiteral("event %1, %2 is %3: %4")
                                        .arg(i)
                                        .arg(mutant.path)
                                        .arg(QString::fromUtf8(mutant.what))
                                        .arg(QString::fromStdString(wrong))));
            });
        }
    }

    void noiseIsHarmless_data() { addDialects(false); }
    void noiseIsHarmless()
    {
        const NamedDialect dialect = fetched();
        const ProviderCodec &codec = *providerCodec(dialect.provider);
        const ClientCodec *client = dialect.client ? clientCodec(*dialect.client) : nullptr;
        const QByteArray request = client ? dataOf(dialect.name, "request.json") : QByteArray("{}");
        const QByteArray answer = dataOf(dialect.name, "answer.json");
        const QByteArrayList events = dataOf(dialect.name, "stream.jsonl").trimmed().split('\n');
        const QByteArrayList words = wordsOf(request + answer + events.join('\n'));
        Chance chance(20);
        constexpr int depth = 5;

        for (int round = roundsOfFuzzing(); round > 0; --round) {
            const bool isNoise = chance.below(2) == 0;
            const auto next = [&](const QByteArray &sane) {
                return isNoise ? chance.value(words, depth) : chance.damaged(sane);
            };
            if (client) {
                parsed(next(request), [&](const Json &root) {
                    toldAgain(client->readRequest(root, {.model = "m"}).conversation, codec);
                });
            }
            parsed(next(answer), [&](const Json &root) {
                QVERIFY(parsed(answered(codec.readAnswer(root)), [](const Json &) {}));
            });
            QByteArrayList damaged = events;
            damaged[chance.below(damaged.size())] = next(events.at(chance.below(events.size())));
            QCOMPARE(streamed(codec, damaged), std::string());
        }
    }

private:
    static void addDialects(bool isClientsOnly)
    {
        QTest::addColumn<QByteArray>("dialect");
        for (const NamedDialect &dialect : namedDialects()) {
            if (dialect.client || !isClientsOnly)
                QTest::newRow(dialect.name.constData()) << dialect.name;
        }
    }
    static NamedDialect fetched()
    {
        QFETCH(QByteArray, dialect);
        return *std::ranges::find(namedDialects(), dialect, &NamedDialect::name);
    }
    static void checkProblem(const DialectError &problem, const JsonMutations::Mutant &mutant)
    {
        const bool isFine =
            problem.status == 400 && !problem.message.empty() && !problem.param.empty();
        QVERIFY2(isFine,
                 qPrintable(mutant.path + QLatin1Char(' ') + QString::fromUtf8(mutant.what)));
    }
    static void checkKept(const QByteArrayList &kept, const QByteArray &body,
                          const JsonMutations::Mutant &mutant)
    {
        for (const QByteArray &text : kept)
            QVERIFY2(body.contains(text),
                     qPrintable(QStringLiteral("%1 is %2: %3 is lost in %4")
                                    .arg(mutant.path, QString::fromUtf8(mutant.what),
                                         QString::fromUtf8(text), QString::fromUtf8(body))));
    }
};

QTEST_GUILESS_MAIN(DamagedDialectsTest)
#include "tst_DamagedDialects.moc"
