// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/ServedPath.h"

#include <QTest>

using signalbox::models::ClientDialect;
using signalbox::routing::Operation;
using signalbox::routing::percentDecoded;
using signalbox::routing::percentEncoded;
using signalbox::routing::queryValue;
using signalbox::routing::queryWithout;
using signalbox::routing::ServedPath;
using Kind = signalbox::routing::ServedPath::Kind;

class ServedPathTest final : public QObject
{
    Q_OBJECT

private slots:
    void dialectPathsAreServed_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<Operation>("operation");
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("method");
        const auto row = [](const char *path, ClientDialect dialect, Operation operation,
                            const char *model = "", const char *method = "") {
            QTest::newRow(path) << QByteArray(path) << dialect << operation << QByteArray(model)
                                << QByteArray(method);
        };
        using enum ClientDialect;
        row("/v1/chat/completions", OpenAiChat, Operation::Generate);
        row("/openai/v1/chat/completions", OpenAiChat, Operation::Generate);
        row("/v1/responses", OpenAiResponses, Operation::Generate);
        row("/v1/responses/input_tokens", OpenAiResponses, Operation::CountTokens);
        row("/v1/embeddings", OpenAiEmbeddings, Operation::Embed);
        row("/v1/messages", Anthropic, Operation::Generate);
        row("/anthropic/v1/messages", Anthropic, Operation::Generate);
        row("/v1/messages/count_tokens", Anthropic, Operation::CountTokens);
        row("/api/chat", Ollama, Operation::Generate);
        row("/api/embed", Ollama, Operation::Embed, "", "embed");
        row("/api/embeddings", Ollama, Operation::Embed, "", "embeddings");
        row("/api/generate", Ollama, Operation::Complete);
        row("/api/tags", Ollama, Operation::ListModels);
        row("/api/show", Ollama, Operation::GetModel);
        row("/v1/models", OpenAiModels, Operation::ListModels);
        row("/v1beta/models", Gemini, Operation::ListModels);
        row("/v1/models/gpt-4o", OpenAiModels, Operation::GetModel, "gpt-4o");
        row("/v1/models/openai/gpt-4o", OpenAiModels, Operation::GetModel, "openai/gpt-4o");
        row("/v1/models/openai%2Fgpt-4o", OpenAiModels, Operation::GetModel, "openai/gpt-4o");
        row("/v1beta/models/auto", Gemini, Operation::GetModel, "auto");
        row("/v1beta/models/auto:generateContent", Gemini, Operation::Generate, "auto",
            "generateContent");
        row("/v1alpha/models/auto:countTokens", Gemini, Operation::CountTokens, "auto",
            "countTokens");
        row("/v1/models/auto:embedContent", Gemini, Operation::Embed, "auto", "embedContent");
        row("/v1beta/models/a:batchEmbedContents", Gemini, Operation::Embed, "a",
            "batchEmbedContents");
        row("/v1beta/models/sim/a%3Ab:streamGenerateContent", Gemini, Operation::Generate,
            "sim/a:b", "streamGenerateContent");
        row("/v1beta/models/ollama/qwen:7b:generateContent", Gemini, Operation::Generate,
            "ollama/qwen:7b", "generateContent");
        row("/v1/models/ollama/qwen:7b", OpenAiModels, Operation::GetModel, "ollama/qwen:7b");
    }

    void dialectPathsAreServed()
    {
        QFETCH(QByteArray, path);
        QFETCH(ClientDialect, dialect);
        QFETCH(Operation, operation);
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, method);
        const ServedPath served = ServedPath::parse(path.toStdString());

        QCOMPARE(served.kind, Kind::Dialect);
        QCOMPARE(served.endpoint.dialect, dialect);
        QCOMPARE(served.endpoint.operation, operation);
        QCOMPARE(QByteArray::fromStdString(served.model), model);
        QCOMPARE(QByteArray::fromStdString(std::string(served.method)), method);
        QCOMPARE(served.isStreamMethod, method == "streamGenerateContent");
        const bool isList = operation == Operation::ListModels
            || (operation == Operation::GetModel && dialect != ClientDialect::Ollama);
        QCOMPARE(served.allows("GET"), isList);
        QCOMPARE(served.allows("POST"), !isList);
    }

    void ownPathsAreServed_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("root") << QByteArray("/") << Kind::Root;
        QTest::newRow("health") << QByteArray("/signalbox/v1/health") << Kind::Health;
        QTest::newRow("explain") << QByteArray("/signalbox/v1/explain") << Kind::Explain;
        QTest::newRow("feedback") << QByteArray("/signalbox/v1/feedback") << Kind::Feedback;
        QTest::newRow("version") << QByteArray("/api/version") << Kind::OllamaVersion;
        QTest::newRow("loaded") << QByteArray("/api/ps") << Kind::OllamaLoaded;
        QTest::newRow("metrics") << QByteArray("/metrics") << Kind::Metrics;
        for (const char *path :
             {"", "/v1", "/v1/", "/v1/chat", "/v1/chat/completions/", "//v1/chat/completions",
              "/V1/chat/completions", "/v1/models/", "/v1beta/models/", "/openai", "/openaiv1",
              "/anthropicv1/messages", "/openai/openai/v1/models", "/v2/models/x", "v1/models",
              "/signalbox", "/metrics/", "/v1/models%2Fx"})
            QTest::newRow(*path != '\0' ? path : "nothing") << QByteArray(path) << Kind::Unknown;
    }

    void ownPathsAreServed()
    {
        QFETCH(QByteArray, path);
        QFETCH(Kind, kind);

        QCOMPARE(ServedPath::parse(path.toStdString()).kind, kind);
    }

    void methodsAreComparedWhole_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *path, const char *verb, bool allowed) {
            QTest::addRow("%s %s", verb, path) << QByteArray(path) << QByteArray(verb) << allowed;
        };
        row("/", "GET", true);
        row("/", "HEAD", true);
        row("/", "POST", false);
        row("/", "", false);
        row("/", "ET", false);
        row("/", ",", false);
        row("/", "GET, HEAD", false);
        row("/", "get", false);
        row("/signalbox/v1/explain", "POST", true);
        row("/signalbox/v1/explain", "GET", false);
        row("/v1/chat/completions", "POST", true);
        row("/v1/chat/completions", "POS", false);
        row("/v1/chat/completions", "OPTIONS", false);
        row("/api/show", "POST", true);
        row("/api/show", "GET", false);
        row("/api/tags", "GET", true);
        row("/api/version", "GET", true);
        row("/api/ps", "POST", false);
        row("/nowhere", "GET", false);
    }

    void methodsAreComparedWhole()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, verb);
        QFETCH(bool, allowed);

        QCOMPARE(ServedPath::parse(path.toStdString()).allows(verb.toStdString()), allowed);
    }

    void errorsHaveTheShapeThePathSuggests_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<ClientDialect>("dialect");
        const auto row = [](const char *path, ClientDialect dialect) {
            QTest::newRow(path) << QByteArray(path) << dialect;
        };
        row("/v1/chat/completions", ClientDialect::OpenAiChat);
        row("/v1/messages", ClientDialect::Anthropic);
        row("/v1/messages/batches", ClientDialect::Anthropic);
        row("/anthropic/v1/nothing", ClientDialect::Anthropic);
        row("/v1beta/models/x:nothing", ClientDialect::Gemini);
        row("/v1beta/files", ClientDialect::Gemini);
        row("/v1alpha/models/x:generateContent", ClientDialect::Gemini);
        row("/v1/models/x:generateContent", ClientDialect::Gemini);
        row("/api/generate", ClientDialect::Ollama);
        row("/v1/responses/resp_1", ClientDialect::OpenAiResponses);
        row("/v1/embeddings", ClientDialect::OpenAiEmbeddings);
        row("/v1/models", ClientDialect::OpenAiModels);
        row("/nowhere", ClientDialect::OpenAiChat);
        row("*", ClientDialect::OpenAiChat);
    }

    void errorsHaveTheShapeThePathSuggests()
    {
        QFETCH(QByteArray, path);
        QFETCH(ClientDialect, dialect);

        QCOMPARE(ServedPath::errorDialect(path.toStdString()), dialect);
    }

    void percentCodesAreDecoded_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("decoded");
        QTest::newRow("slash") << QByteArray("a%2Fb%2f") << QByteArray("a/b/");
        QTest::newRow("UTF-8") << QByteArray("%C3%A9") << QByteArray("\xc3\xa9");
        QTest::newRow("zero") << QByteArray("a%00b") << QByteArray("a\0b", 3);
        QTest::newRow("unfinished") << QByteArray("%,%4,%4") << QByteArray("%,%4,%4");
        QTest::newRow("no hex") << QByteArray("%g1%-1%+1") << QByteArray("%g1%-1%+1");
        QTest::newRow("once only") << QByteArray("%2525") << QByteArray("%25");
        QTest::newRow("plus stays") << QByteArray("a+b") << QByteArray("a+b");
        QTest::newRow("empty") << QByteArray() << QByteArray();
    }

    void percentCodesAreDecoded()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, decoded);

        QCOMPARE(QByteArray::fromStdString(percentDecoded(text.toStdString())), decoded);
    }

    void encodedTextDecodesToItself()
    {
        std::string every;
        for (int byte = 0; byte < 256; ++byte)
            every.push_back(static_cast<char>(byte));

        QCOMPARE(percentDecoded(percentEncoded(every)), every);
        QCOMPARE(percentEncoded("gemini-2.5_pro~x"), std::string("gemini-2.5_pro~x"));
        QCOMPARE(percentEncoded("a/b c?d#e%"), std::string("a%2Fb%20c%3Fd%23e%25"));
    }

    void queryValuesAreFound_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("isThere");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("without");
        const auto row = [](const char *query, bool isThere, const char *value,
                            const char *without) {
            QTest::newRow(*query != '\0' ? query : "nothing")
                << QByteArray(query) << isThere << QByteArray(value) << QByteArray(without);
        };
        row("", false, "", "");
        row("key=a", true, "a", "");
        row("alt=sse&key=a", true, "a", "alt=sse");
        row("key=a&alt=sse", true, "a", "alt=sse");
        row("x=1&key=a%2Fb&y=2", true, "a/b", "x=1&y=2");
        row("key=a&key=b", true, "a", "");
        row("key", true, "", "");
        row("key=", true, "", "");
        row("key=a=b", true, "a=b", "");
        row("keys=a&akey=b&KEY=c", false, "", "keys=a&akey=b&KEY=c");
        row("&&alt=sse&&", false, "", "alt=sse");
        row("a=1&%6bey=b%20c&d=2", true, "b c", "a=1&d=2");
        row("k%65y=a&%zz=1", true, "a", "%zz=1");
        row("=a", false, "", "=a");
        row("x=%26key=a", false, "", "x=%26key=a");
    }

    void queryValuesAreFound()
    {
        QFETCH(QByteArray, query);
        QFETCH(bool, isThere);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, without);
        const std::string text = query.toStdString();
        const auto found = queryValue(text, "key");

        QCOMPARE(found.has_value(), isThere);
        QCOMPARE(QByteArray::fromStdString(found.value_or("")), value);
        QCOMPARE(QByteArray::fromStdString(queryWithout(text, "key")), without);
    }
};

QTEST_GUILESS_MAIN(ServedPathTest)
#include "tst_ServedPath.moc"
