// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/BytePairEncoding.h"
#include "support/RankFile.h"

#include <QTest>

using namespace signalbox::models;
using signalbox::tests::rankFile;

namespace {

BytePairEncoding encodingWith(const QByteArrayList &merges)
{
    auto ranks = TokenRanks::parse(rankFile(merges).toStdString());
    if (!ranks)
        qFatal("the test's ranks are wrong: %s", ranks.error().c_str());
    return {TokenEncoding::O200k, ranks.takeValue()};
}

QList<int> encoded(const BytePairEncoding &encoding, const QByteArray &text)
{
    QList<int> ranks;
    for (const quint32 rank : encoding.encode(text.toStdString()))
        ranks.append(static_cast<int>(rank));
    return ranks;
}

QByteArray problemOf(const QByteArray &file)
{
    const auto ranks = TokenRanks::parse(file.toStdString());
    return ranks ? QByteArray() : QByteArray::fromStdString(ranks.error());
}

} // namespace

class BytePairEncodingTest final : public QObject
{
    Q_OBJECT

private slots:
    void lowestRankMergesFirst_data()
    {
        QTest::addColumn<QByteArrayList>("merges");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<int>>("ranks");
        QTest::newRow("nothing") << QByteArrayList() << QByteArray() << QList<int>();
        QTest::newRow("bytes") << QByteArrayList() << QByteArray("ab") << QList<int>{97, 98};
        QTest::newRow("a whole piece")
            << QByteArrayList{"ab"} << QByteArray("ab") << QList<int>{256};
        // "bc" is the lower rank, so "ab" never comes about.
        QTest::newRow("not from the left")
            << QByteArrayList{"bc", "ab"} << QByteArray("abc") << QList<int>{97, 256};
        QTest::newRow("leftmost of equals")
            << QByteArrayList{"aa"} << QByteArray("aaaaa") << QList<int>{256, 256, 97};
        // (aa)(aa) is 257; the fifth a stays.
        QTest::newRow("merges merge")
            << QByteArrayList{"aa", "aaaa"} << QByteArray("aaaaa") << QList<int>{257, 97};
        // "abc" is a token, but no merge of two tokens makes it: "bc" goes first with d.
        QTest::newRow("a neighbour was faster")
            << QByteArrayList{"cd", "ab", "abc"} << QByteArray("abcd") << QList<int>{257, 256};
        QTest::newRow("a whole piece needs no path")
            << QByteArrayList{"xyz"} << QByteArray("xyz") << QList<int>{256};
        QTest::newRow("never across pieces")
            << QByteArrayList{"a ", " b", "a b"} << QByteArray("a b") << QList<int>{97, 257};
        QTest::newRow("parts of a character")
            << QByteArrayList{"\xC3\xA9"} << QByteArray("\xC3\xA9\xC3") << QList<int>{256, 195};
    }
    void lowestRankMergesFirst()
    {
        QFETCH(QByteArrayList, merges);
        QFETCH(QByteArray, text);
        QFETCH(QList<int>, ranks);
        const BytePairEncoding encoding = encodingWith(merges);

        QCOMPARE(encoded(encoding, text), ranks);
        QCOMPARE(encoding.count(text.toStdString()), ranks.size());
    }

    void hugePieceIsNoTrouble()
    {
        const BytePairEncoding encoding = encodingWith({"aa", "aaaa", "aaaaaaaa"});

        QCOMPARE(encoding.count(std::string(100'001, 'a')), 12'501);
    }

    void wrongFileNamesTheLine_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("problem");
        const auto row = [](const char *name, const QByteArray &file, const char *problem) {
            QTest::newRow(name) << file << QByteArray(problem);
        };
        row("empty", "", "byte 0 is no token");
        row("a byte is missing", rankFile({}).chopped(9), "byte 255 is no token");
        row("no blank", "AA==\n", "line 1 is no token and rank with a blank between");
        row("a page", "<html>\n", "line 1 is no token and rank with a blank between");
        row("no base64", "A-== 0\n", "line 1 has a token that is no base64");
        row("no token", " 0\n", "line 1 has a token that is no base64");
        row("no rank", "AA== x\n", "line 1 should have rank 0");
        row("a gap", "AA== 0\nAQ== 2\n", "line 2 should have rank 1");
        row("an empty line", "AA== 0\n\nAQ== 1\n",
            "line 2 is no token and rank with a blank between");
        row("twice", rankFile({"ab", "ab"}), "ranks 256 and 257 are the same token");
    }
    void wrongFileNamesTheLine()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, problem);

        QCOMPARE(problemOf(file), problem);
    }

    void lineEndsOfOtherSystemsAreRead()
    {
        QCOMPARE(problemOf(rankFile({}).replace("\n", "\r\n")), QByteArray());
        QCOMPARE(problemOf(rankFile({}).chopped(1)), QByteArray());
    }
};

QTEST_GUILESS_MAIN(BytePairEncodingTest)
#include "tst_BytePairEncoding.moc"
