// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/PieceShape.h"
#include "models/tokens/TokenPieces.h"

#include <QTest>

#include <random>

using namespace signalbox::models;

namespace {

/// The pieces of \a text with bars between.
QByteArray pieces(TokenEncoding encoding, const QByteArray &text)
{
    TokenPieces scanner(encoding, {text.constData(), static_cast<std::size_t>(text.size())});
    QByteArrayList list;
    for (std::string_view piece = scanner.next(); !piece.empty(); piece = scanner.next())
        list.append(QByteArray(piece.data(), static_cast<qsizetype>(piece.size())));
    return list.join('|');
}

} // namespace

class TokenPiecesTest final : public QObject
{
    Q_OBJECT

private slots:
    void textIsCutAsTheExpressionsSay_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("o200k");
        QTest::addColumn<QByteArray>("cl100k");
        const auto same = [](const char *name, const char *text, const char *cut) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(cut) << QByteArray(cut);
        };
        const auto differ = [](const char *name, const char *text, const char *o200k,
                               const char *cl100k) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(o200k) << QByteArray(cl100k);
        };
        same("nothing", "", "");
        same("words take the blank before them", "one two", "one| two");
        same("the last of several blanks goes with the word", "a   b", "a|  | b");
        same("blanks at the end stay together", "a   ", "a|   ");
        same("a word may have a sign before it", "(one _two", "(one| _|two");
        same("digits in threes", "12345678", "123|456|78");
        same("digits take no blank", " 42", " |42");
        same("signs take a blank and the line ends", "a ==\n\nb", "a| ==\n\n|b");
        same("line ends take the space before them", "a \t\n\n  b", "a| \t\n\n| | b");
        same("a tab may precede a word", "\tif", "\tif");
        same("a line end may not", "\nif", "\n|if");
        differ("contractions", "I've it's", "I've| it's", "I|'ve| it|'s");
        differ("contractions in capitals", "WE'LL DON'T", "WE'LL| DON'T", "WE|'LL| DON|'T");
        same("an apostrophe at the end", "it'", "it|'");
        differ("camel case", "getHTTPName", "get|HTTPName", "getHTTPName");
        differ("capital behind small", "aBC", "a|BC", "aBC");
        differ("slashes behind signs", "a:\n//b", "a|:\n//|b", "a|:\n|//|b");
        differ("marks belong to words", "a\xCC\x81xe", "a\xCC\x81xe", "a|\xCC\x81xe");
        same("letters without case run on", "\xE4\xBD\xA0\xE5\xA5\xBD\xEF\xBC\x8C\xE4\xB8\x96",
             "\xE4\xBD\xA0\xE5\xA5\xBD|\xEF\xBC\x8C\xE4\xB8\x96");
        same("no-break space is white space", "a\xC2\xA0\xC2\xA0!", "a|\xC2\xA0|\xC2\xA0|!");
        same("bytes that are no UTF-8 are signs", "a\xFF\xC3(", "a|\xFF\xC3(");
    }
    void textIsCutAsTheExpressionsSay()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, o200k);
        QFETCH(QByteArray, cl100k);

        QCOMPARE(pieces(TokenEncoding::O200k, text), o200k);
        QCOMPARE(pieces(TokenEncoding::Cl100k, text), cl100k);
    }

    /// The short way for plain words may not say anything else than the long one.
    void plainWordsAreWhatThePiecesSay()
    {
        std::mt19937 random(815);
        const QByteArray alphabet("aaeebcxyzAB   '9_.,\n\xC3\xA9\xCC\x81");
        int plain = 0;
        for (int round = 0; round < 3000; ++round) {
            QByteArray text;
            while (text.size() < 30)
                text +=
                    alphabet[static_cast<int>(random() % static_cast<unsigned>(alphabet.size()))];
            const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
            TokenPieces scanner(TokenEncoding::O200k, view);
            char before = '\0';
            while (scanner.position() < view.size()) {
                const PlainWord word = plainWordAt(view, scanner.position());
                const std::string_view piece = scanner.next();
                if (word.size > 0) {
                    ++plain;
                    QCOMPARE(std::size_t{word.size}, piece.size());
                    const PieceShape shape = shapeOf(piece, before);
                    QCOMPARE(shape.kind, PieceShape::Kind::Word);
                    QCOMPARE(word.length, shape.length);
                    QCOMPARE(word.oddPairs, shape.oddPairs);
                }
                before = piece.back();
            }
        }
        QVERIFY(plain > 5000);
    }

    void piecesAreTheWholeOfAnyBytes()
    {
        std::mt19937 random(4711);
        const QByteArray alphabet("aZ9 \t\r\n'/.\xC3\xA9\xCC\x81\xE4\xBD\xA0\xF0\x9F\x98\x80\xFF");
        for (int round = 0; round < 2000; ++round) {
            QByteArray text;
            while (text.size() < 40)
                text +=
                    alphabet[static_cast<int>(random() % static_cast<unsigned>(alphabet.size()))];
            for (const TokenEncoding encoding : {TokenEncoding::O200k, TokenEncoding::Cl100k})
                QCOMPARE(pieces(encoding, text).replace("|", ""), text);
        }
    }
};

QTEST_GUILESS_MAIN(TokenPiecesTest)
#include "tst_TokenPieces.moc"
