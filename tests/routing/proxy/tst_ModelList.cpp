// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ModelList.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using models::Ability;
using models::ClientDialect;
using models::ModelFacts;
using routing::ListedModel;
using routing::modelEntry;
using routing::modelList;

namespace {

std::vector<ListedModel> named(const QStringList &names)
{
    std::vector<ListedModel> models;
    for (const QString &name : names)
        models.push_back({.name = name,
                          .owner = QStringLiteral("p"),
                          .servedBy = {name},
                          .facts = {},
                          .prices = {}});
    return models;
}

/// A route whose targets are known.
ListedModel knownRoute()
{
    ListedModel model = named({QStringLiteral("smart")}).front();
    model.owner = QStringLiteral("signalbox");
    model.servedBy = QStringList{QStringLiteral("p/a"), QStringLiteral("q/b")};
    const auto set = [&model](Ability ability, ModelFacts::Answer answer) {
        model.facts.abilities[static_cast<std::size_t>(ability)] = answer;
    };
    set(Ability::Tools, ModelFacts::Answer::Yes);
    set(Ability::JsonSchema, ModelFacts::Answer::No);
    set(Ability::Reasoning, ModelFacts::Answer::Yes);
    set(Ability::Images, ModelFacts::Answer::Yes);
    set(Ability::Embeddings, ModelFacts::Answer::No);
    model.facts.contextWindow = 200'000;
    model.facts.maxOutput = 64'000;
    model.prices =
        models::TokenPrices{.input = 3'000'000, .cachedInput = 300'000, .output = 15'000'000};
    return model;
}

QJsonObject object(const std::string &json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

} // namespace

class ModelListTest final : public QObject
{
    Q_OBJECT

private slots:
    void namesAreListedInTheDialectsShape_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("prefix");
        const auto row = [](const char *title, ClientDialect dialect, const char *list,
                            const char *name, const char *prefix) {
            QTest::newRow(title) << dialect << QString::fromLatin1(list)
                                 << QString::fromLatin1(name) << QString::fromLatin1(prefix);
        };
        row("OpenAI", ClientDialect::OpenAiModels, "data", "id", "");
        row("Anthropic", ClientDialect::Anthropic, "data", "id", "");
        row("Gemini", ClientDialect::Gemini, "models", "name", "models/");
        row("Ollama", ClientDialect::Ollama, "models", "name", "");
    }

    void namesAreListedInTheDialectsShape()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(QString, list);
        QFETCH(QString, name);
        QFETCH(QString, prefix);
        const QStringList names{QStringLiteral("auto"), QStringLiteral("p/a \"b\"\\"),
                                QString::fromUtf8("\xe6\xa8\xa1")};
        const std::vector<ListedModel> models = named(names);
        const QJsonArray entries = object(modelList(dialect, models)).value(list).toArray();

        QCOMPARE(entries.size(), names.size());
        for (qsizetype i = 0; i < names.size(); ++i) {
            QCOMPARE(entries.at(i).toObject().value(name).toString(), prefix + names.at(i));
            QCOMPARE(entries.at(i).toObject(),
                     object(modelEntry(dialect, models.at(static_cast<std::size_t>(i)))));
        }
        QVERIFY(object(modelList(dialect, {})).value(list).isArray());
    }

    void ollamasEntryHasWhatItsCommandLineCutsUp()
    {
        const QJsonObject entry =
            object(modelEntry(ClientDialect::Ollama, named({QStringLiteral("auto")}).front()));

        QCOMPARE(entry.value(QLatin1String("digest")).toString().size(), 64);
        QVERIFY(entry.value(QLatin1String("details"))[u"families"].isArray());
        QCOMPARE(entry.value(QLatin1String("model")), entry.value(QLatin1String("name")));
    }

    void anthropicTellsThereIsNoMore()
    {
        const QJsonObject list = object(
            modelList(ClientDialect::Anthropic, named({QStringLiteral("a"), QStringLiteral("b")})));
        QCOMPARE(list.value(QLatin1String("has_more")), QJsonValue(false));
        QCOMPARE(list.value(QLatin1String("first_id")), QJsonValue(QStringLiteral("a")));
        QCOMPARE(list.value(QLatin1String("last_id")), QJsonValue(QStringLiteral("b")));

        const QJsonObject empty = object(modelList(ClientDialect::Anthropic, {}));
        QVERIFY(empty.value(QLatin1String("first_id")).isNull());
        QVERIFY(empty.value(QLatin1String("last_id")).isNull());
    }

    void whatIsKnownIsToldInTheDialectsWords_data()
    {
        QTest::addColumn<ClientDialect>("dialect");
        QTest::addColumn<QByteArray>("entry");
        QTest::newRow("openai")
            << ClientDialect::OpenAiModels
            << QByteArray("{\"architecture\":{\"input_modalities\":[\"text\",\"image\"]},"
                          "\"context_length\":200000,\"created\":1767225600,\"id\":\"smart\","
                          "\"max_completion_tokens\":64000,\"object\":\"model\",\"owned_by\":"
                          "\"signalbox\",\"pricing\":{\"completion\":\"0.000015\","
                          "\"input_cache_read\":\"0.0000003\",\"prompt\":\"0.000003\"},"
                          "\"served_by\":[\"p/a\",\"q/b\"],\"supported_parameters\":[\"tools\","
                          "\"tool_choice\",\"reasoning\",\"reasoning_effort\"]}");
        QTest::newRow("anthropic")
            << ClientDialect::Anthropic
            << QByteArray("{\"created_at\":\"2026-01-01T00:00:00Z\",\"display_name\":\"smart\","
                          "\"id\":\"smart\",\"max_input_tokens\":200000,\"max_tokens\":64000,"
                          "\"type\":\"model\"}");
        QTest::newRow("gemini")
            << ClientDialect::Gemini
            << QByteArray("{\"displayName\":\"smart\",\"inputTokenLimit\":200000,\"name\":"
                          "\"models/smart\",\"outputTokenLimit\":64000,"
                          "\"supportedGenerationMethods\":[\"generateContent\",\"countTokens\"],"
                          "\"thinking\":true}");
    }

    void whatIsKnownIsToldInTheDialectsWords()
    {
        QFETCH(ClientDialect, dialect);
        QFETCH(QByteArray, entry);

        QCOMPARE(
            QJsonDocument(object(modelEntry(dialect, knownRoute()))).toJson(QJsonDocument::Compact),
            entry);
    }

    void pricesOfATokenAreExact_data()
    {
        QTest::addColumn<qint64>("micro");
        QTest::addColumn<QByteArray>("dollars");
        QTest::newRow("free") << qint64(0) << QByteArray("0");
        QTest::newRow("small") << qint64(150'000) << QByteArray("0.00000015");
        QTest::newRow("least") << qint64(1) << QByteArray("0.000000000001");
        QTest::newRow("a dollar") << qint64(1'000'000'000'000) << QByteArray("1");
    }

    void pricesOfATokenAreExact()
    {
        QFETCH(qint64, micro);
        QTEST(QByteArray::fromStdString(routing::dollarsPerToken(micro)), "dollars");
    }
};

QTEST_GUILESS_MAIN(ModelListTest)
#include "tst_ModelList.moc"
