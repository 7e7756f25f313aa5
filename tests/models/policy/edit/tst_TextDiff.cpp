// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/TextDiff.h"
#include "support/RandomChoice.h"

#include <QTest>

using namespace signalbox::models;

namespace {

QString drawn(const std::vector<TextPiece> &pieces)
{
    QString text;
    for (const TextPiece &piece : pieces) {
        if (piece.kind == TextPiece::Kind::Same)
            text += piece.text;
        else
            text += QStringLiteral("%1[%2]")
                        .arg(QChar(piece.kind == TextPiece::Kind::Added ? u'+' : u'-'))
                        .arg(piece.text);
    }
    return text;
}

QString without(const std::vector<TextPiece> &pieces, TextPiece::Kind kind)
{
    QString text;
    for (const TextPiece &piece : pieces) {
        if (piece.kind != kind)
            text += piece.text;
    }
    return text;
}

} // namespace

class TextDiffTest final : public QObject
{
    Q_OBJECT

private slots:
    void wordsAreToldApart_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("pieces");
        const auto row = [](const char *before, const char *after, const char *pieces) {
            QTest::newRow(pieces) << QString::fromLatin1(before) << QString::fromLatin1(after)
                                  << QString::fromLatin1(pieces);
        };
        row("Be brief.", "Be brief.", "Be brief.");
        row("Be brief.", "Be kind.", "Be -[brief]+[kind].");
        row("Be brief.", "Be very brief.", "Be +[very ]brief.");
        row("", "New", "+[New]");
        row("Old", "", "-[Old]");
        row("", "", "");
    }

    void wordsAreToldApart()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        QFETCH(const QString, pieces);

        QCOMPARE(drawn(textDiff(before, after)), pieces);
    }

    void bothTextsAreInThePieces()
    {
        signalbox::tests::RandomChoice random(5);
        for (int round = 0; round < 200; ++round) {
            const QString before = random.text() + u' ' + random.text();
            const QString after = random.chance() ? random.text() : before + random.text();

            const auto pieces = textDiff(before, after);

            QCOMPARE(without(pieces, TextPiece::Kind::Added), before);
            QCOMPARE(without(pieces, TextPiece::Kind::Removed), after);
            for (std::size_t i = 1; i < pieces.size(); ++i)
                QVERIFY(pieces[i].kind != pieces[i - 1].kind);
        }
    }

    void longTextsAreExchangedWhole()
    {
        const QString before = QStringLiteral("a b ").repeated(5000);
        const QString after = QStringLiteral("c d ").repeated(5000);

        const auto pieces = textDiff(before, after);

        QCOMPARE(without(pieces, TextPiece::Kind::Added), before);
        QCOMPARE(without(pieces, TextPiece::Kind::Removed), after);
    }
};

QTEST_GUILESS_MAIN(TextDiffTest)
#include "tst_TextDiff.moc"
