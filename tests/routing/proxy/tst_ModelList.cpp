// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/proxy/ModelList.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using signalbox::models::ClientDialect;
using signalbox::routing::modelEntry;
using signalbox::routing::modelList;

namespace {

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
        const QJsonArray entries = object(modelList(dialect, names)).value(list).toArray();

        QCOMPARE(entries.size(), names.size());
        for (qsizetype i = 0; i < names.size(); ++i) {
            QCOMPARE(entries.at(i).toObject().value(name).toString(), prefix + names.at(i));
            QCOMPARE(entries.at(i).toObject(), object(modelEntry(dialect, names.at(i))));
        }
        QVERIFY(object(modelList(dialect, {})).value(list).isArray());
    }

    void ollamasEntryHasWhatItsCommandLineCutsUp()
    {
        const QJsonObject entry = object(modelEntry(ClientDialect::Ollama, QStringLiteral("auto")));

        QCOMPARE(entry.value(QLatin1String("digest")).toString().size(), 64);
        QVERIFY(entry.value(QLatin1String("details"))[u"families"].isArray());
        QCOMPARE(entry.value(QLatin1String("model")), entry.value(QLatin1String("name")));
    }

    void anthropicTellsThereIsNoMore()
    {
        const QJsonObject list =
            object(modelList(ClientDialect::Anthropic, {QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(list.value(QLatin1String("has_more")), QJsonValue(false));
        QCOMPARE(list.value(QLatin1String("first_id")), QJsonValue(QStringLiteral("a")));
        QCOMPARE(list.value(QLatin1String("last_id")), QJsonValue(QStringLiteral("b")));

        const QJsonObject empty = object(modelList(ClientDialect::Anthropic, {}));
        QVERIFY(empty.value(QLatin1String("first_id")).isNull());
        QVERIFY(empty.value(QLatin1String("last_id")).isNull());
    }
};

QTEST_GUILESS_MAIN(ModelListTest)
#include "tst_ModelList.moc"
