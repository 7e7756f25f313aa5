// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/deploy/ChangeWords.h"

#include <QTest>

using namespace signalbox;
using models::PolicyChange;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

class ChangeWordsTest final : public QObject
{
    Q_OBJECT

private slots:
    void changesAreSentences()
    {
        using Kind = PolicyChange::Kind;
        using Part = PolicyChange::Part;
        QCOMPARE(ui::changeText({.kind = Kind::Added, .part = Part::Route, .route = s("auto")}),
                 s("Route auto added"));
        QCOMPARE(ui::changeText({.kind = Kind::Renamed,
                                 .part = Part::Node,
                                 .route = s("auto"),
                                 .node = s("large"),
                                 .before = s("big")}),
                 s("Node big renamed to large"));
        QCOMPARE(ui::changeText({.part = Part::Other, .field = s("budgets")}),
                 s("Budgets changed"));
    }

    void fieldsHaveTheNamesOfTheirEntries_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a field") << s("/strategy") << QStringList() << s("Strategy");
        QTest::newRow("a member") << s("/members/1/weight") << QStringList(s("gpt"))
                                  << s("gpt › Weight");
        QTest::newRow("a cell") << s("/rows/2/when/0") << QStringList{QString(), QString()}
                                << s("Row 3 › Cell 1");
        QTest::newRow("a budget of the policy")
            << s("/0/usd") << QStringList(s("daily")) << s("daily › US dollars");
        QTest::newRow("without words") << s("/unheard_of") << QStringList() << s("unheard_of");
    }

    void fieldsHaveTheNamesOfTheirEntries()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, names);
        QFETCH(QString, expected);
        QCOMPARE(ui::fieldText({.path = path, .names = names}), expected);
    }

    void valuesAreForPeople_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing") << QString() << s("none");
        QTest::newRow("a text") << s("\"cheapest\"") << s("cheapest");
        QTest::newRow("a number") << s("0.25") << s("0.25");
        QTest::newRow("a round number") << s("100000") << s("100,000");
        QTest::newRow("yes") << s("true") << s("yes");
        QTest::newRow("an empty cell") << s("null") << s("anything");
        QTest::newRow("a list") << s("[\"timeout\",\"auth\"]") << s("timeout, auth");
        QTest::newRow("an object")
            << s("{\"target\":\"gpt\",\"weight\":2}") << s("Target: gpt, Weight: 2");
        QTest::newRow("a condition")
            << s("{\"signal\":\"input_tokens\",\"op\":\">\",\"value\":8000}")
            << s("input tokens is above 8,000");
        QTest::newRow("conditions")
            << s("{\"all\":[{\"signal\":\"tools\",\"op\":\">\",\"value\":0},"
                 "{\"not\":{\"signal\":\"stream\",\"op\":\"==\",\"value\":true}}]}")
            << s("all of (tools is above 0; not (streamed is yes))");
    }

    void valuesAreForPeople()
    {
        QFETCH(QString, json);
        QFETCH(QString, expected);
        QCOMPARE(ui::changedValueText(json), expected);
    }
};

QTEST_GUILESS_MAIN(ChangeWordsTest)
#include "tst_ChangeWords.moc"
