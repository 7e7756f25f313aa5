// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/ConditionText.h"
#include "support/PredicateMaker.h"
#include "support/RandomChoice.h"

#include <QTest>

using namespace signalbox::models;
using signalbox::tests::PredicateMaker;
using signalbox::tests::RandomChoice;

namespace {

SignalName named(const char *name)
{
    return SignalName::fromString(QString::fromLatin1(name)).value();
}

} // namespace

class ConditionTextTest final : public QObject
{
    Q_OBJECT

private slots:
    void valuesReadBackAsTheyWere()
    {
        RandomChoice random(7);
        PredicateMaker maker(random);
        for (int round = 0; round < 3000; ++round) {
            const SignalName signal = maker.signal();
            const TableCell cell = maker.cell(signal);
            if (cell.isAny)
                continue;
            const QString text = valuesText(cell.values, signal, cell.comparison);

            const auto read = readValues(text, signal, cell.comparison);

            QVERIFY2(read, qPrintable(text));
            QVERIFY2(read.value() == cell.values, qPrintable(text));
        }
    }

    void valuesAreWritten_data()
    {
        QTest::addColumn<QString>("signal");
        QTest::addColumn<int>("comparison");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("again");
        const auto row = [](const char *name, const char *signal, Comparison comparison,
                            const char *text, const char *again) {
            QTest::newRow(name) << QString::fromLatin1(signal) << static_cast<int>(comparison)
                                << QString::fromUtf8(text) << QString::fromUtf8(again);
        };
        row("number", "input_tokens", Comparison::Above, " 8e3 ", "8000");
        row("list", "language", Comparison::In, "de,fr, ", "de, fr");
        row("comma in a single value", "client", Comparison::Equal, "a, b", "a, b");
        row("comma in a list", "client", Comparison::In, "\"a, b\", c", "\"a, b\", c");
        row("flag", "stream", Comparison::Equal, "true", "yes");
        row("number of a header", "header.x", Comparison::Equal, "5", "5");
        row("text of digits in a header", "header.x", Comparison::Equal, "\"5\"", "\"5\"");
        row("digits for a text", "client", Comparison::Equal, "5", "5");
        row("pattern of digits", "header.x", Comparison::Regex, "5", "5");
        row("nothing", "client", Comparison::Equal, "\"\"", "\"\"");
        row("no values", "client", Comparison::In, "", "");
    }

    void valuesAreWritten()
    {
        QFETCH(const QString, signal);
        QFETCH(const int, comparison);
        QFETCH(const QString, text);
        QFETCH(const QString, again);
        const auto compared = static_cast<Comparison>(comparison);
        const SignalName name = SignalName::fromString(signal).value();

        const auto read = readValues(text, name, compared);

        QVERIFY2(read, qPrintable(read ? QString() : read.error()));
        QCOMPARE(valuesText(read.value(), name, compared), again);
    }

    void whatMakesNoSenseIsRefused()
    {
        QVERIFY(!readValues(QStringLiteral("many"), named("input_tokens"), Comparison::Above));
        QVERIFY(!readValues(QStringLiteral("5"), named("stream"), Comparison::Equal));
        QVERIFY(!readValues(QStringLiteral("x"), named("header.x"), Comparison::AtLeast));
        QVERIFY(!readValues(QStringLiteral("\"open"), named("client"), Comparison::Equal));
    }

    void onlySuitableComparisonsAreOffered()
    {
        const auto offers = [](const char *signal, Comparison comparison) {
            const auto offered = comparisonsFor(named(signal));
            return std::find(offered.begin(), offered.end(), comparison) != offered.end();
        };
        QVERIFY(offers("input_tokens", Comparison::Above));
        QVERIFY(!offers("input_tokens", Comparison::Glob));
        QVERIFY(!offers("stream", Comparison::Above));
        QVERIFY(offers("language", Comparison::Glob));
        QVERIFY(!offers("language", Comparison::Above));
        QVERIFY(offers("body./a", Comparison::Above));
    }

    void changesKeepWhatStillSuits()
    {
        const Condition language{
            named("language"), Comparison::In, {QStringLiteral("de"), QStringLiteral("fr")}};

        QCOMPARE(withSignal(language, named("client")).values, language.values);
        QCOMPARE(withSignal(language, named("input_tokens")).values, QList<SignalValue>());
        QCOMPARE(withSignal(language, named("stream")).comparison, Comparison::Equal);
        QCOMPARE(withComparison(language, Comparison::Equal).values,
                 QList<SignalValue>{QStringLiteral("de")});
        QCOMPARE(withComparison(language, Comparison::Exists).values, QList<SignalValue>{true});
        QCOMPARE(newCondition(named("hour")).values, QList<SignalValue>{0.0});
    }
};

QTEST_GUILESS_MAIN(ConditionTextTest)
#include "tst_ConditionText.moc"
