// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/RequestSurvey.h"
#include "support/Requests.h"

#include <QTest>

#include <array>
#include <random>

using signalbox::models::ClientDialect;
using signalbox::tests::padded;
using namespace signalbox::routing;

namespace {

/// One request in each dialect, with all that a survey looks for.
struct Sample
{
    const char *name;
    Endpoint endpoint;
    const char *body;
    const char *counts; ///< messages turns tools images documents
    const char *flags; ///< t tool turn, j JSON, s schema, r reasoning
    double limit; ///< -1: none
    const char *system;
    const char *first;
    const char *last;
};

constexpr Endpoint chat{ClientDialect::OpenAiChat, Operation::Generate};
constexpr Endpoint responses{ClientDialect::OpenAiResponses, Operation::Generate};
constexpr Endpoint anthropic{ClientDialect::Anthropic, Operation::Generate};
constexpr Endpoint gemini{ClientDialect::Gemini, Operation::Generate};
constexpr Endpoint ollama{ClientDialect::Ollama, Operation::Generate};

// NOLINTBEGIN(bugprone-suspicious-missing-comma): texts over several lines
const std::array samples{
    Sample{"chat", chat,
           "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
           "{\"content\":[{\"text\":\"Look\\n\\\"here\\\"\",\"type\":\"text\"},{\"type\":\"image_"
           "url\","
           "\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}],\"role\":\"user\"},"
           "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":"
           "\"function\","
           "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
           "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"result\"},"
           "{\"role\":\"assistant\",\"content\":\"Done\"},"
           "{\"role\":\"user\",\"content\":\"Thanks, \\u00e9!\"}],"
           "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"max_completion_"
           "tokens\":100,"
           "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}},\"reasoning_effort\":"
           "\"high\"}",
           "5 2 1 1 0", "jsr", 100, "Be brief.", "Look\n\"here\"", "Thanks, \xC3\xA9!"},
    Sample{"chat tool turn", chat,
           "{\"messages\":[{\"role\":\"user\",\"content\":\"Go\"},{\"role\":\"assistant\",\"tool_"
           "calls\":[]},"
           "{\"role\":\"tool\",\"content\":\"a\"},{\"role\":\"tool\",\"content\":\"b\"}],"
           "\"reasoning_effort\":\"none\","
           "\"response_format\":{\"type\":\"text\"}}",
           "4 1 0 0 0", "t", -1, "", "Go", "Go"},
    Sample{
        "chat files", chat,
        "{\"messages\":[{\"role\":\"developer\",\"content\":[{\"type\":\"text\",\"text\":\"one\"},"
        "{\"type\":\"text\",\"text\":\"two\"}]},{\"role\":\"user\",\"content\":[{\"type\":\"file\","
        "\"file\":{\"file_data\":\"x\"}},{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"x\"}"
        "}]}]}",
        "1 1 0 0 2", "", -1, "one\ntwo", "", ""},
    Sample{"responses text", responses,
           "{\"input\":\"Hello\",\"instructions\":\"Sys\",\"max_output_tokens\":9,"
           "\"text\":{\"format\":{\"type\":\"json_object\"}},\"reasoning\":{\"effort\":\"low\"}}",
           "1 1 0 0 0", "jr", 9, "Sys", "Hello", "Hello"},
    Sample{"responses items", responses,
           "{\"input\":[{\"type\":\"message\",\"role\":\"developer\",\"content\":\"dev\"},"
           "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"Q\"},"
           "{\"type\":\"input_image\",\"image_url\":\"data:\"},{\"type\":\"input_file\",\"file_"
           "data\":\"data:\"}]},"
           "{\"type\":\"reasoning\",\"summary\":[]},"
           "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\","
           "\"text\":\"A\"}]},"
           "{\"type\":\"function_call\",\"call_id\":\"1\",\"name\":\"f\",\"arguments\":\"{}\"},"
           "{\"type\":\"function_call\",\"call_id\":\"2\",\"name\":\"f\",\"arguments\":\"{}\"},"
           "{\"type\":\"function_call_output\",\"call_id\":\"1\",\"output\":\"r\"}],"
           "\"tools\":[{\"type\":\"web_search\"},{\"type\":\"function\",\"name\":\"f\"}],"
           "\"reasoning\":{\"effort\":\"none\"}}",
           "3 1 2 1 1", "t", -1, "dev", "Q", "Q"},
    Sample{"embeddings",
           {ClientDialect::OpenAiEmbeddings, Operation::Embed},
           "{\"input\":[\"one\",\"two\"],\"model\":\"e\"}",
           "0 0 0 0 0",
           "",
           -1,
           "",
           "one\ntwo",
           "one\ntwo"},
    Sample{"embedded tokens",
           {ClientDialect::OpenAiEmbeddings, Operation::Embed},
           "{\"input\":[[1,2],[3]]}",
           "0 0 0 0 0",
           "",
           -1,
           "",
           "",
           ""},
    Sample{"anthropic", anthropic,
           "{\"system\":[{\"type\":\"text\",\"text\":\"S1\"},{\"type\":\"text\",\"text\":\"S2\"}],"
           "\"max_tokens\":4096,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},"
           "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"<system-"
           "reminder>x</system-reminder>\"},"
           "{\"type\":\"text\",\"text\":\"Fix "
           "it\"},{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"data\":\"x\"}}]},"
           "{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\","
           "\"signature\":\"s\"},"
           "{\"type\":\"tool_use\",\"id\":\"1\",\"name\":\"f\",\"input\":{\"a\":1}}]},"
           "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"1\","
           "\"content\":[{\"type\":\"text\","
           "\"text\":\"out\"},{\"type\":\"image\",\"source\":{}}]},{\"type\":\"text\",\"text\":\"<"
           "system-reminder>y</system-reminder>\"}]}],"
           "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}],"
           "\"output_config\":{\"format\":{\"type\":\"json_schema\"}}}",
           "3 1 1 1 1", "tjsr", 4096, "S1\nS2", "Fix it", "Fix it"},
    Sample{"anthropic, result and text", anthropic,
           "{\"messages\":[{\"role\":\"user\",\"content\":\"A\"},{\"role\":\"assistant\","
           "\"content\":\"B\"},"
           "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"content\":\"r\"},{\"type\":"
           "\"text\",\"text\":\"Stop\"}]}],"
           "\"thinking\":{\"type\":\"disabled\"}}",
           "3 2 0 0 0", "t", -1, "", "A", "Stop"},
    Sample{"gemini", gemini,
           "{\"systemInstruction\":{\"parts\":[{\"text\":\"Sys\"}]},\"contents\":[{\"role\":"
           "\"user\",\"parts\":[{\"text\":\"One\"},"
           "{\"inlineData\":{\"mimeType\":\"image/"
           "png\",\"data\":\"x\"}},{\"fileData\":{\"mimeType\":\"application/"
           "pdf\",\"fileUri\":\"u\"}}]},"
           "{\"role\":\"model\",\"parts\":[{\"text\":\"hm\",\"thought\":true},{\"functionCall\":{"
           "\"name\":\"f\",\"args\":{}}}]},"
           "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"f\",\"response\":{"
           "\"text\":\"no\"}}}]}],"
           "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"},{\"name\":\"g\"}]},{"
           "\"googleSearch\":{}}],"
           "\"generationConfig\":{\"maxOutputTokens\":50,\"responseMimeType\":\"application/"
           "json\",\"thinkingConfig\":{\"thinkingBudget\":-1}}}",
           "3 1 3 1 1", "tjr", 50, "Sys", "One", "One"},
    Sample{"gemini, snake case", gemini,
           "{\"system_instruction\":\"Sys\",\"contents\":{\"parts\":{\"text\":\"One\"}},"
           "\"generation_config\":{\"max_output_tokens\":5,"
           "\"thinking_config\":{\"thinking_budget\":0,\"include_thoughts\":true}}}",
           "1 1 0 0 0", "", 5, "Sys", "One", "One"},
    Sample{"gemini counts a wrapped request",
           {ClientDialect::Gemini, Operation::CountTokens},
           "{\"generateContentRequest\":{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":"
           "\"Hi\"}]}]}}",
           "1 1 0 0 0",
           "",
           -1,
           "",
           "Hi",
           "Hi"},
    Sample{"gemini embeds a batch",
           {ClientDialect::Gemini, Operation::Embed},
           "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}},{\"content\":{\"parts\":[{"
           "\"text\":\"b\"}]}}]}",
           "0 0 0 0 0",
           "",
           -1,
           "",
           "a",
           "b"},
    Sample{"ollama", ollama,
           "{\"messages\":[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":"
           "\"What is it?\","
           "\"images\":[\"AAA\",\"BBB\"]}],\"format\":\"json\",\"think\":true,\"options\":{\"num_"
           "predict\":20}}",
           "1 1 0 2 0", "jr", 20, "S", "What is it?", "What is it?"},
    Sample{"ollama generate",
           {ClientDialect::Ollama, Operation::Complete},
           "{\"prompt\":\"Once\",\"system\":\"S\",\"images\":[\"AAA\"],\"format\":{\"type\":"
           "\"object\"},"
           "\"think\":false,\"options\":{\"num_predict\":-1}}",
           "0 0 0 1 0",
           "js",
           -1,
           "S",
           "Once",
           "Once"},
};
// NOLINTEND(bugprone-suspicious-missing-comma)

const Sample &sample(const char *name)
{
    return *std::ranges::find_if(
        samples, [name](const Sample &one) { return std::string_view(one.name) == name; });
}

QString countsOf(const RequestSurvey &survey)
{
    return QStringLiteral("%1 %2 %3 %4 %5")
        .arg(survey.messages)
        .arg(survey.turns)
        .arg(survey.tools)
        .arg(survey.images)
        .arg(survey.documents);
}

QString flagsOf(const RequestSurvey &survey)
{
    return QLatin1String(survey.isToolTurn ? "t" : "") + QLatin1String(survey.wantsJson ? "j" : "")
        + QLatin1String(survey.wantsSchema ? "s" : "")
        + QLatin1String(survey.wantsReasoning ? "r" : "");
}

} // namespace

class tst_RequestSurvey : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryDialect_data();
    void readsEveryDialect();
    void namesTheConversation_data();
    void namesTheConversation();
    void longTextsAreCut();
    void damagedBodiesGiveWhatCanBeKnown();
    void mutatedBodiesDoNoHarm();
    void deepBodiesDoNoHarm();
    void tokensAreNearTheTruth();
    void longBodiesAreSampled();
};

void tst_RequestSurvey::readsEveryDialect_data()
{
    QTest::addColumn<QByteArray>("name");

    for (const Sample &one : samples)
        QTest::newRow(one.name) << QByteArray(one.name);
}

void tst_RequestSurvey::readsEveryDialect()
{
    QFETCH(const QByteArray, name);
    const Sample &expected = sample(name.constData());
    const std::string body = padded(expected.body);

    const RequestSurvey survey = RequestSurvey::read(expected.endpoint, body);

    QVERIFY(survey.isWhole);
    QCOMPARE(countsOf(survey), QLatin1String(expected.counts));
    QCOMPARE(flagsOf(survey), QLatin1String(expected.flags));
    QCOMPARE(survey.maxOutputTokens.value_or(-1), expected.limit);
    QCOMPARE(survey.systemText, std::string(expected.system));
    QCOMPARE(survey.firstText, std::string(expected.first));
    QCOMPARE(survey.lastText, std::string(expected.last));
}

void tst_RequestSurvey::namesTheConversation_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("conversation");

    QTest::newRow("nothing") << QByteArray("{}") << QByteArray("");
    QTest::newRow("cache key") << QByteArray("{\"prompt_cache_key\":\"k\"}") << QByteArray("k");
    QTest::newRow("name beats cache key")
        << QByteArray("{\"conversation\":\"c\",\"prompt_cache_key\":\"k\"}") << QByteArray("c");
    QTest::newRow("object") << QByteArray("{\"conversation\":{\"id\":\"c\"}}") << QByteArray("c");
    QTest::newRow("agent's user") << QByteArray(
        "{\"metadata\":{\"user_id\":\"user_1_account__session_a-b\"}}")
                                  << QByteArray("a-b");
    QTest::newRow("agent's user as JSON")
        << QByteArray("{\"metadata\":{\"user_id\":\"{\\\"device_id\\\":\\\"d\\\",\\\"session_"
                      "id\\\":\\\"a-b\\\"}\"}}")
        << QByteArray("a-b");
    QTest::newRow("user without session")
        << QByteArray("{\"metadata\":{\"user_id\":\"u\"}}") << QByteArray("");
    QTest::newRow("metadata") << QByteArray("{\"metadata\":{\"session_id\":\"s\"}}")
                              << QByteArray("s");
    QTest::newRow("no text") << QByteArray("{\"conversation\":7,\"prompt_cache_key\":null}")
                             << QByteArray("");
}

void tst_RequestSurvey::namesTheConversation()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, conversation);
    const std::string room = padded(body.toStdString());

    QCOMPARE(QByteArray::fromStdString(RequestSurvey::read(responses, room).conversation),
             conversation);
}

void tst_RequestSurvey::longTextsAreCut()
{
    std::string text;
    for (int i = 0; i < 60'000; ++i)
        text += "\xC3\xA9";
    const std::string body =
        padded("{\"messages\":[{\"role\":\"user\",\"content\":\"x" + text + "\"}]}");

    const RequestSurvey survey = RequestSurvey::read(chat, body);

    QCOMPARE(survey.lastText.size(), RequestSurvey::mostText - 1);
    QCOMPARE(survey.firstText.size(), RequestSurvey::mostFirstText - 1);
    QCOMPARE(survey.textBytes, 120'001);
}

void tst_RequestSurvey::damagedBodiesGiveWhatCanBeKnown()
{
    const std::string body = padded("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                                    "\"max_tokens\":7,\"tools\":[{\"a\" 1}],\"x\":1}");
    const RequestSurvey survey = RequestSurvey::read(chat, body);

    QCOMPARE(survey.lastText, std::string("Hi"));
    QCOMPARE(survey.maxOutputTokens.value_or(-1), 7.0);

    for (const Sample &one : samples) {
        const std::string whole = one.body;
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const std::string part = padded(whole.substr(0, size));
            const RequestSurvey cut = RequestSurvey::read(one.endpoint, part);
            (void)estimatedInputTokens(cut);
        }
    }
    QVERIFY(!RequestSurvey::read(chat, padded("")).isWhole);
    QVERIFY(!RequestSurvey::read(chat, padded("[1]")).isWhole);
    QVERIFY(!RequestSurvey::read(chat, padded("{\"messages\":[")).isWhole);
}

void tst_RequestSurvey::mutatedBodiesDoNoHarm()
{
    constexpr std::array<std::string_view, 18> words{
        "\"", "\\",    "{",    "}",        "[",        "]",        ",",       ":",       "null",
        "-1", "1e999", "\xff", "\"text\"", "\"type\"", "\"role\"", "\\u0000", "\\ud800", "true"};
    std::mt19937 random(7); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time on purpose
    const auto below = [&random](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
    for (int round = 0; round < 20'000; ++round) {
        const Sample &one = samples.at(below(samples.size()));
        std::string text = one.body;
        for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
            const std::size_t at = below(text.size() + 1);
            const std::size_t size = std::min(text.size() - at, below(8));
            if (below(3) == 0)
                text.insert(at, text.substr(below(text.size() + 1), below(60)));
            else
                text.replace(at, size, words.at(below(words.size())));
        }
        // Any body may come to any endpoint.
        const std::string body = padded(text);
        const RequestSurvey survey =
            RequestSurvey::read(samples.at(below(samples.size())).endpoint, body);

        QVERIFY(survey.turns <= survey.messages);
        QVERIFY(survey.sampledBytes <= survey.textBytes);
        QVERIFY(survey.textBytes <= qint64(2 * body.size()));
        QVERIFY(estimatedInputTokens(survey) >= 0);
        QVERIFY(QString::fromStdString(survey.lastText).size() <= qsizetype(body.size()));
    }
}

void tst_RequestSurvey::deepBodiesDoNoHarm()
{
    constexpr int depth = 100'000;
    for (const char *open : {"[", "{\"content\":", "[{\"parts\":"}) {
        std::string text = "{\"messages\":";
        for (int i = 0; i < depth; ++i)
            text += open;
        const std::string body = padded(text);
        QVERIFY(!RequestSurvey::read(chat, body).isWhole);
    }
}

void tst_RequestSurvey::tokensAreNearTheTruth()
{
    const std::string body = padded("{\"messages\":[{\"role\":\"user\",\"content\":\"What is the "
                                    "capital of France, and how many"
                                    " people live there today?\"}]}");

    const double tokens = estimatedInputTokens(RequestSurvey::read(chat, body));

    QVERIFY2(tokens > 17 && tokens < 27, qPrintable(QString::number(tokens)));
}

void tst_RequestSurvey::longBodiesAreSampled()
{
    const std::string sentence = "The quick brown fox jumps over the lazy dog, and then it rests. ";
    std::string once;
    for (int i = 0; i < 100; ++i)
        once += sentence;
    std::string many;
    for (int i = 0; i < 20; ++i)
        many +=
            (i == 0 ? "" : ",") + std::string("{\"role\":\"user\",\"content\":\"") + once + "\"}";
    const std::string shortBody =
        padded("{\"messages\":[{\"role\":\"user\",\"content\":\"" + once + "\"}]}");
    const std::string longBody = padded("{\"messages\":[" + many + "]}");

    const RequestSurvey longSurvey = RequestSurvey::read(chat, longBody);
    const double one = estimatedInputTokens(RequestSurvey::read(chat, shortBody));
    const double all = estimatedInputTokens(longSurvey);

    QVERIFY(longSurvey.sampledBytes
            <= qint64(RequestSurvey::sampleCount * RequestSurvey::sampleBytes));
    QVERIFY2(std::abs(all / (20 * one) - 1) < 0.05, qPrintable(QString::number(all / (20 * one))));
}

QTEST_APPLESS_MAIN(tst_RequestSurvey)
#include "tst_RequestSurvey.moc"
