// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/QuirkNames.h"
#include "routing/dialect/ProviderPath.h"
#include "routing/dialect/chat/ChatQuirks.h"

#include <QTest>
#include <QUrl>

using namespace signalbox;
using namespace signalbox::routing;
using models::ProviderDialect;

Q_DECLARE_METATYPE(signalbox::models::ProviderDialect)

namespace {

/// A provider, and the paths it is asked at.
class Place
{
public:
    explicit Place(ProviderDialect dialect, const QString &baseUrl, const QString &version = {})
    {
        m_provider.dialect = dialect;
        m_provider.baseUrl = baseUrl;
        m_provider.apiVersion = version;
        m_base = QUrl(baseUrl).path().toStdString();
    }
    [[nodiscard]] ProviderPath path() const { return {m_provider, m_base}; }
    [[nodiscard]] const models::Provider &provider() const { return m_provider; }
    [[nodiscard]] QByteArray generate(bool isStream) const
    {
        std::string out;
        path().appendGenerate("m/1", isStream, out);
        return QByteArray::fromStdString(out);
    }

private:
    models::Provider m_provider;
    std::string m_base;
};

} // namespace

class ProviderPathTest final : public QObject
{
    Q_OBJECT

private slots:
    void conversationsGoWhereTheSdkSendsThem_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<QByteArray>("whole");
        QTest::addColumn<QByteArray>("streamed");

        const auto row = [](const char *name, ProviderDialect dialect, const char *url,
                            const char *whole, const char *streamed = nullptr) {
            QTest::newRow(name) << dialect << QString::fromLatin1(url) << QByteArray(whole)
                                << QByteArray(streamed ? streamed : whole);
        };
        row("openai", ProviderDialect::OpenAi, "https://api.openai.com/v1", "/v1/chat/completions");
        row("openai-responses", ProviderDialect::OpenAiResponses, "https://api.openai.com/v1",
            "/v1/responses");
        row("anthropic", ProviderDialect::Anthropic, "https://api.anthropic.com", "/v1/messages");
        row("gemini", ProviderDialect::Gemini, "https://generativelanguage.googleapis.com/v1beta",
            "/v1beta/models/m%2F1:generateContent",
            "/v1beta/models/m%2F1:streamGenerateContent?alt=sse");
        row("vertex", ProviderDialect::Gemini,
            "https://europe-west1-aiplatform.googleapis.com/v1/projects/p/locations/europe-west1",
            "/v1/projects/p/locations/europe-west1/publishers/google/models/m%2F1:generateContent",
            "/v1/projects/p/locations/europe-west1/publishers/google/models/"
            "m%2F1:streamGenerateContent?alt=sse");
        row("vertex with its publisher", ProviderDialect::Gemini,
            "https://aiplatform.googleapis.com/v1/publishers/google",
            "/v1/publishers/google/models/m%2F1:generateContent",
            "/v1/publishers/google/models/m%2F1:streamGenerateContent?alt=sse");
        row("azure, classic", ProviderDialect::OpenAi, "https://mine.openai.azure.com",
            "/openai/deployments/m%2F1/chat/completions?api-version=2024-10-21");
        row("azure, classic with its folder", ProviderDialect::OpenAi,
            "https://mine.openai.azure.com/openai",
            "/openai/deployments/m%2F1/chat/completions?api-version=2024-10-21");
        row("azure, one deployment", ProviderDialect::OpenAi,
            "https://mine.openai.azure.com/openai/deployments/mini",
            "/openai/deployments/mini/chat/completions?api-version=2024-10-21");
        row("azure, responses", ProviderDialect::OpenAiResponses, "https://mine.openai.azure.com",
            "/openai/responses?api-version=2025-04-01-preview");
        row("azure, new", ProviderDialect::OpenAi, "https://mine.openai.azure.com/openai/v1",
            "/openai/v1/chat/completions");
        row("bedrock", ProviderDialect::Bedrock, "https://bedrock-runtime.eu-west-1.amazonaws.com",
            "/model/m%2F1/converse", "/model/m%2F1/converse-stream");
        row("cohere", ProviderDialect::Cohere, "https://api.cohere.com", "/v2/chat");
        row("ollama", ProviderDialect::Ollama, "http://127.0.0.1:11434", "/api/chat");
    }

    void conversationsGoWhereTheSdkSendsThem()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(QString, baseUrl);
        const Place place(dialect, baseUrl);

        QTEST(place.generate(false), "whole");
        QTEST(place.generate(true), "streamed");
    }

    void embeddingsGoWhereTheSdkSendsThem_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<QByteArray>("one");
        QTest::addColumn<QByteArray>("two");

        const auto row = [](const char *name, ProviderDialect dialect, const char *url,
                            const char *one, const char *two = nullptr) {
            QTest::newRow(name) << dialect << QString::fromLatin1(url) << QByteArray(one)
                                << QByteArray(two ? two : one);
        };
        row("openai", ProviderDialect::OpenAi, "https://api.openai.com/v1", "/v1/embeddings");
        row("azure", ProviderDialect::OpenAi, "https://mine.openai.azure.com",
            "/openai/deployments/m%2F1/embeddings?api-version=2024-10-21");
        row("gemini", ProviderDialect::Gemini, "https://generativelanguage.googleapis.com/v1beta",
            "/v1beta/models/m%2F1:embedContent", "/v1beta/models/m%2F1:batchEmbedContents");
        row("ollama", ProviderDialect::Ollama, "http://127.0.0.1:11434", "/api/embed");
        row("cohere", ProviderDialect::Cohere, "https://api.cohere.com", "/v2/embed");
        row("bedrock", ProviderDialect::Bedrock, "https://bedrock-runtime.eu-west-1.amazonaws.com",
            "/model/m%2F1/invoke");
    }

    void embeddingsGoWhereTheSdkSendsThem()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(QString, baseUrl);
        const Place place(dialect, baseUrl);
        std::string one;
        std::string two;

        place.path().appendEmbed("m/1", 1, one);
        place.path().appendEmbed("m/1", 2, two);

        QTEST(QByteArray::fromStdString(one), "one");
        QTEST(QByteArray::fromStdString(two), "two");
    }

    void ollamasWaysToEmbedAreKept()
    {
        const Place place(ProviderDialect::Ollama, QStringLiteral("http://127.0.0.1:11434"));
        for (const char *path : {"/api/chat", "/api/embed", "/api/embeddings"}) {
            std::string out;
            place.path().appendServed(ServedPath::parse(path), "m", {}, out);
            QCOMPARE(QByteArray::fromStdString(out), QByteArray(path));
        }
    }

    void versionOfThePolicyIsAsked()
    {
        const Place place(ProviderDialect::OpenAi, QStringLiteral("https://mine.openai.azure.com"),
                          QStringLiteral("2025-01-01-preview"));
        QVERIFY(place.generate(false).endsWith("?api-version=2025-01-01-preview"));
    }

    void queryOfTheClientStaysButItsKey()
    {
        std::string out;
        const Place azure(ProviderDialect::OpenAi, QStringLiteral("https://mine.openai.azure.com"));
        azure.path().appendServed(ServedPath::parse("/v1/embeddings"), "m", "key=secret&a=1", out);
        QCOMPARE(QByteArray::fromStdString(out),
                 QByteArray("/openai/deployments/m/embeddings?api-version=2024-10-21&a=1"));

        out.clear();
        const Place vertex(ProviderDialect::Gemini,
                           QStringLiteral("https://aiplatform.googleapis.com/v1/projects/p"));
        vertex.path().appendServed(ServedPath::parse("/v1beta/models/x:countTokens"), "m",
                                   "key=secret", out);
        QCOMPARE(QByteArray::fromStdString(out),
                 QByteArray("/v1/projects/p/publishers/google/models/m:countTokens"));
    }

    void listOfModelsHasNoDeployment()
    {
        std::string out;
        const Place azure(ProviderDialect::OpenAi, QStringLiteral("https://mine.openai.azure.com"));
        azure.path().appendModels(out);
        QCOMPARE(QByteArray::fromStdString(out),
                 QByteArray("/openai/models?api-version=2024-10-21"));
    }

    void countsAreAskedWhereTheApiHasThem_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("anthropic")
            << ProviderDialect::Anthropic << QByteArray("/v1/messages/count_tokens");
        QTest::newRow("responses")
            << ProviderDialect::OpenAiResponses << QByteArray("/responses/input_tokens");
        QTest::newRow("gemini") << ProviderDialect::Gemini
                                << QByteArray("/models/m%2F1:countTokens");
        QTest::newRow("bedrock") << ProviderDialect::Bedrock
                                 << QByteArray("/model/m%2F1/count-tokens");
    }

    void countsAreAskedWhereTheApiHasThem()
    {
        QFETCH(ProviderDialect, dialect);
        std::string out;
        Place(dialect, QStringLiteral("https://a.example")).path().appendCount("m/1", out);
        QTEST(QByteArray::fromStdString(out), "path");
    }

    void keyGoesInTheFieldOfTheApi_data()
    {
        QTest::addColumn<ProviderDialect>("dialect");
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("field");

        const QString vertex = QStringLiteral("https://aiplatform.googleapis.com/v1");
        const QString azure = QStringLiteral("https://mine.openai.azure.com");
        QTest::newRow("openai") << ProviderDialect::OpenAi << QStringLiteral("https://a.example/v1")
                                << QByteArray("k") << QByteArray("authorization");
        QTest::newRow("anthropic") << ProviderDialect::Anthropic << QString() << QByteArray("k")
                                   << QByteArray("x-api-key");
        QTest::newRow("gemini") << ProviderDialect::Gemini
                                << QStringLiteral("https://generativelanguage.googleapis.com")
                                << QByteArray("k") << QByteArray("x-goog-api-key");
        QTest::newRow("vertex, access token")
            << ProviderDialect::Gemini << vertex << QByteArray("ya29.x")
            << QByteArray("authorization");
        QTest::newRow("vertex, express key") << ProviderDialect::Gemini << vertex
                                             << QByteArray("AIzax") << QByteArray("x-goog-api-key");
        QTest::newRow("azure, key")
            << ProviderDialect::OpenAi << azure << QByteArray("0a1b") << QByteArray("api-key");
        QTest::newRow("azure, token") << ProviderDialect::OpenAi << azure << QByteArray("eyJ0")
                                      << QByteArray("authorization");
    }

    void keyGoesInTheFieldOfTheApi()
    {
        QFETCH(ProviderDialect, dialect);
        QFETCH(QString, baseUrl);
        QFETCH(QByteArray, key);
        Place place(dialect, baseUrl);

        QTEST(QByteArray::fromStdString(keyFieldName(place.provider(), key.toStdString())),
              "field");
        models::Provider named = place.provider();
        named.keyHeader = QStringLiteral("X-Pass");
        QCOMPARE(QByteArray::fromStdString(keyFieldName(named, key.toStdString())),
                 QByteArray("x-pass"));
    }

    void everyQuirkThatMayBeNamedHasARow()
    {
        for (const QLatin1String name : models::quirkNames) {
            if (name == QLatin1String("vertex"))
                continue; // none of chat's
            models::Provider provider;
            provider.quirks = {name};
            const std::string_view found = chatQuirks(provider).name;
            QCOMPARE(QLatin1String(found.data(), static_cast<qsizetype>(found.size())), name);
        }
    }
};

QTEST_APPLESS_MAIN(ProviderPathTest)
#include "tst_ProviderPath.moc"
