// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/Glob.h"

#include <QTest>

#include <string>

using signalbox::routing::Glob;

class tst_Glob : public QObject
{
    Q_OBJECT

private slots:
    void matchesWholeTexts_data();
    void matchesWholeTexts();
    void manyStarsTakeNoTimeOfTheirOwn();
};

void tst_Glob::matchesWholeTexts_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("matches");

    QTest::newRow("equal") << QByteArray("gpt-4o") << QByteArray("gpt-4o") << true;
    QTest::newRow("longer") << QByteArray("gpt-4o") << QByteArray("gpt-4o-mini") << false;
    QTest::newRow("prefix") << QByteArray("gpt-*") << QByteArray("gpt-4o") << true;
    QTest::newRow("star of nothing") << QByteArray("gpt*") << QByteArray("gpt") << true;
    QTest::newRow("suffix") << QByteArray("*-mini") << QByteArray("gpt-4o-mini") << true;
    QTest::newRow("not the suffix") << QByteArray("*-mini") << QByteArray("gpt-4o-minis") << false;
    QTest::newRow("middle") << QByteArray("*4o*") << QByteArray("gpt-4o-mini") << true;
    QTest::newRow("goes back") << QByteArray("*ab") << QByteArray("aab") << true;
    QTest::newRow("goes back twice") << QByteArray("a*b*bc") << QByteArray("a-b-bb-bc") << true;
    QTest::newRow("one") << QByteArray("?") << QByteArray("x") << true;
    QTest::newRow("one of nothing") << QByteArray("?") << QByteArray("") << false;
    QTest::newRow("one of two bytes") << QByteArray("gr?n") << QByteArray("gr\xC3\xBCn") << true;
    QTest::newRow("set") << QByteArray("v[0-9]") << QByteArray("v7") << true;
    QTest::newRow("not in set") << QByteArray("v[0-9]") << QByteArray("vx") << false;
    QTest::newRow("outside") << QByteArray("v[!0-9]") << QByteArray("vx") << true;
    QTest::newRow("not outside") << QByteArray("v[!0-9]") << QByteArray("v1") << false;
    QTest::newRow("bracket in set") << QByteArray("[]x]") << QByteArray("]") << true;
    QTest::newRow("dash at the end") << QByteArray("[a-]") << QByteArray("-") << true;
    QTest::newRow("open bracket stands for itself")
        << QByteArray("a[b") << QByteArray("a[b") << true;
    QTest::newRow("escaped star") << QByteArray("a\\*") << QByteArray("a*") << true;
    QTest::newRow("escaped star is none") << QByteArray("a\\*") << QByteArray("ab") << false;
    QTest::newRow("case counts") << QByteArray("GPT*") << QByteArray("gpt-4") << false;
    QTest::newRow("nothing") << QByteArray("") << QByteArray("") << true;
    QTest::newRow("nothing and text") << QByteArray("") << QByteArray("x") << false;
    QTest::newRow("only stars") << QByteArray("***") << QByteArray("anything") << true;
    QTest::newRow("no UTF-8") << QByteArray("a*z") << QByteArray("a\xFF\xC3z") << true;
    QTest::newRow("half a pattern") << QByteArray("a\xC3") << QByteArray("b") << false;
}

void tst_Glob::matchesWholeTexts()
{
    QFETCH(const QByteArray, pattern);
    QFETCH(const QByteArray, text);
    QFETCH(const bool, matches);

    QCOMPARE(Glob(pattern.toStdString()).matches(text.toStdString()), matches);
}

void tst_Glob::manyStarsTakeNoTimeOfTheirOwn()
{
    std::string pattern;
    for (int i = 0; i < 50; ++i)
        pattern += "*a";
    pattern += "*b";

    // Would not end in a lifetime if every star were tried at every place.
    QVERIFY(!Glob(pattern).matches(std::string(20'000, 'a')));
}

QTEST_APPLESS_MAIN(tst_Glob)
#include "tst_Glob.moc"
