// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/CellText.h"
#include "support/PredicateMaker.h"
#include "support/RandomChoice.h"

#include <QTest>

using namespace signalbox::models;
using signalbox::tests::PredicateMaker;
using signalbox::tests::RandomChoice;

class CellTextTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyCellReadsBackAsItWas()
    {
        RandomChoice random(11);
        PredicateMaker maker(random);
        for (int round = 0; round < 5000; ++round) {
            const SignalName column = maker.signal();
            const TableCell cell = maker.cell(column);
            const QString text = cellText(cell, column);

            const auto read = readCell(text, column);

            QVERIFY2(read, qPrintable(text));
            QVERIFY2(read.value() == cell, qPrintable(text));
        }
    }

    void cellsAreWrittenShort_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("again");
        const auto row = [](const char *column, const char *written, const char *again) {
            QTest::newRow(written) << QString::fromLatin1(column) << QString::fromUtf8(written)
                                   << QString::fromUtf8(again);
        };
        row("language", "", "any");
        row("language", "*", "any");
        row("language", "de", "de");
        row("language", "de,fr", "de, fr");
        row("language", "not_in de, fr", "not in de, fr");
        row("language", "== any", "== any");
        row("input_tokens", ">8000", "> 8000");
        row("input_tokens", "<= 5", "<= 5");
        row("client", "internal", "internal");
        row("client", "in internal", "in internal");
        row("model", "starts_with gpt", "starts with gpt");
        row("model", "glob gpt-*", "glob gpt-*");
        row("header.x", "missing", "missing");
        row("stream", "yes", "yes");
        row("language", "[\"de\", \"fr\"]", "de, fr");
        row("input_tokens", "{\"op\": \">=\", \"value\": 5}", ">= 5");
    }

    void cellsAreWrittenShort()
    {
        QFETCH(const QString, column);
        QFETCH(const QString, written);
        QFETCH(const QString, again);
        const SignalName signal = SignalName::fromString(column).value();

        const auto cell = readCell(written, signal);

        QVERIFY2(cell, qPrintable(cell ? QString() : cell.error()));
        QCOMPARE(cellText(cell.value(), signal), again);
    }

    void whatIsNoCellIsRefused_data()
    {
        QTest::addColumn<QString>("written");
        for (const char *text : {"> many", "{", "{\"op\": \"?\", \"value\": 1}", "[[1]]",
                                 "{\"op\": \"in\", \"value\": 1}", "{\"value\": 1}", "\"x"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void whatIsNoCellIsRefused()
    {
        QFETCH(const QString, written);

        const auto cell =
            readCell(written, {.kind = SignalKind::InputTokens, .argument = QString()});

        QVERIFY(!cell);
        QVERIFY(!cell.error().isEmpty());
    }
};

QTEST_GUILESS_MAIN(CellTextTest)
#include "tst_CellText.moc"
