// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/catalog/ModelFacts.h"

#include <QTest>

using namespace signalbox::models;
using Answer = ModelFacts::Answer;

namespace {

/// "tools", "!images": what is known, in the order of Ability.
QString told(const ModelFacts &facts)
{
    const QStringList names{QStringLiteral("tools"),     QStringLiteral("schema"),
                            QStringLiteral("reasoning"), QStringLiteral("images"),
                            QStringLiteral("documents"), QStringLiteral("embeddings")};
    QStringList known;
    for (std::size_t i = 0; i < abilityCount; ++i) {
        const QString &name = names.at(static_cast<qsizetype>(i));
        if (facts.abilities[i] == Answer::Yes)
            known.append(name);
        else if (facts.abilities[i] == Answer::No)
            known.append(QLatin1Char('!') + name);
    }
    return known.join(QLatin1Char(' '));
}

} // namespace

class ModelFactsTest final : public QObject
{
    Q_OBJECT

private slots:
    void shippedTableKnowsFamilies_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("facts");
        QTest::addColumn<qint64>("maxOutput");
        const auto row = [](const char *model, const char *facts, qint64 maxOutput) {
            QTest::newRow(model) << QString::fromLatin1(model) << QString::fromLatin1(facts)
                                 << maxOutput;
        };
        row("gpt-4o-mini", "tools schema !reasoning images documents", 16384);
        row("openai/gpt-4o-mini", "tools schema !reasoning images documents", 16384);
        row("GPT-4.1", "tools schema !reasoning images documents", 32768);
        row("o3-mini", "tools schema reasoning !images !documents", 100000);
        row("o3", "tools schema reasoning images documents", 100000);
        row("o1-mini", "!tools !schema reasoning !images !documents", 65536);
        row("claude-3-haiku-20240307", "tools !schema !reasoning images !documents", 4096);
        row("us.anthropic.claude-sonnet-4-5-20250929-v1:0",
            "tools schema reasoning images documents", 64000);
        row("claude-opus-4-1-20250805", "tools !schema reasoning images documents", 32000);
        row("gemini-2.5-flash", "tools schema reasoning images documents", 65536);
        row("text-embedding-3-small", "!tools !schema !reasoning !images !documents embeddings",
            -1);
        row("nobody-knows-1", "", -1);
    }

    void shippedTableKnowsFamilies()
    {
        QFETCH(QString, model);
        const ModelFacts facts = ModelTable::shipped()->find(model);

        QTEST(told(facts), "facts");
        QTEST(facts.maxOutput, "maxOutput");
    }

    void routeCanWhatAllItsTargetsCan()
    {
        ModelFacts left;
        left.abilities = {Answer::Yes, Answer::Yes, Answer::Unknown,
                          Answer::No,  Answer::Yes, Answer::Unknown};
        left.contextWindow = 1000;
        left.maxOutput = 10;
        ModelFacts right;
        right.abilities = {Answer::Yes, Answer::No,      Answer::Yes,
                           Answer::Yes, Answer::Unknown, Answer::No};
        right.contextWindow = 500;

        const ModelFacts both = left.both(right);

        QCOMPARE(told(both), QStringLiteral("tools !schema !images !embeddings"));
        QCOMPARE(both.contextWindow, 500);
        QCOMPARE(both.maxOutput, -1);
        QCOMPARE(right.both(left), both);
    }

    void brokenTableIsAnError()
    {
        QVERIFY(!ModelTable::fromJson("{}"));
        const auto table = ModelTable::fromJson(
            "{\"signalbox_models\":1,\"models\":[{\"match\":{\"regex\":\"(\"}}]}");
        QVERIFY(!table);
        QCOMPARE(table.error().where, QStringLiteral("models[0].match.regex"));
    }
};

QTEST_APPLESS_MAIN(ModelFactsTest)
#include "tst_ModelFacts.moc"
