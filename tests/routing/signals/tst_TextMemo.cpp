// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/signals/TextMemo.h"

#include <QTest>

#include <string>

using signalbox::routing::TextMemo;

class TextMemoTest final : public QObject
{
    Q_OBJECT

private slots:
    void sameTextIsLookedAtOnce()
    {
        TextMemo<int> memo;
        int looks = 0;
        const auto find = [&looks] { return ++looks; };
        const std::string text(3000, 'a');
        const std::string same = text;

        QCOMPARE(memo.of({text}, find), 1);
        QCOMPARE(memo.of({same}, find), 1);
        QCOMPARE(looks, 1);
    }

    void otherTextsAreOther_data()
    {
        QTest::addColumn<QByteArrayList>("one");
        QTest::addColumn<QByteArrayList>("other");
        QTest::newRow("another byte") << QByteArrayList{"abc"} << QByteArrayList{"abd"};
        QTest::newRow("longer") << QByteArrayList{"abc"} << QByteArrayList{"abcd"};
        QTest::newRow("the empty one") << QByteArrayList{"a"} << QByteArrayList{""};
        QTest::newRow("zeros") << QByteArrayList{QByteArray(8, '\0')}
                               << QByteArrayList{QByteArray(9, '\0')};
        QTest::newRow("parted elsewhere") << QByteArrayList{"ab", "c"} << QByteArrayList{"a", "bc"};
        QTest::newRow("exchanged") << QByteArrayList{"a", "b"} << QByteArrayList{"b", "a"};
        QTest::newRow("an empty one before") << QByteArrayList{"", "a"} << QByteArrayList{"a", ""};
    }

    void otherTextsAreOther()
    {
        QFETCH(const QByteArrayList, one);
        QFETCH(const QByteArrayList, other);
        TextMemo<int> memo;
        const auto of = [&memo](const QByteArrayList &texts, int value) {
            const auto view = [&texts](qsizetype i) {
                return i < texts.size() ? std::string_view(
                           texts[i].constData(), static_cast<std::size_t>(texts[i].size()))
                                        : std::string_view();
            };
            return memo.of({view(0), view(1)}, [value] { return value; });
        };

        QCOMPARE(of(one, 1), 1);
        QCOMPARE(of(other, 2), 2);
    }

    void newTextsTakeThePlacesOfOldOnes()
    {
        TextMemo<int> memo;
        for (int round = 0; round < 2; ++round) {
            for (int i = 0; i < 5000; ++i)
                QCOMPARE(memo.of({std::to_string(i)}, [i] { return i; }), i);
        }
    }
};

QTEST_GUILESS_MAIN(TextMemoTest)
#include "tst_TextMemo.moc"
