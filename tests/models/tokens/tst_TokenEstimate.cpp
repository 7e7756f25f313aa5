// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/tokens/TokenEstimate.h"

#include <QTest>

#include <random>

using namespace signalbox::models;

class TokenEstimateTest final : public QObject
{
    Q_OBJECT

private slots:
    void estimateIsNearTheTokenizer_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("tokens"); // of o200k_base
        QTest::addColumn<int>("percent"); // that it may be off
        const auto row = [](const char *name, const char *text, qint64 tokens, int percent) {
            QTest::newRow(name) << QByteArray(text) << tokens << percent;
        };
        row("prose",
            "The signaller sets the route before the train reaches the junction, and every lever "
            "that does not belong to it is locked. Nobody remembers who drew the first diagram, "
            "but it still hangs on the wall.",
            41, 10);
        row("code",
            "def total(items):\n    amount = 0\n    for item in items:\n        if item.price is "
            "not None:\n            amount += item.price * item.count\n    return amount\n",
            37, 10);
        row("JSON",
            "{\"name\":\"get_weather\",\"parameters\":{\"type\":\"object\",\"properties\":{"
            "\"city\":{\"type\":\"string\",\"description\":\"Name of the city\"},\"days\":{"
            "\"type\":\"integer\",\"minimum\":1}},\"required\":[\"city\"]}}",
            44, 15);
        row("digits", "3.14159 26535 8979323846 2643383279 50288 419716939937510", 26, 5);
        row("Chinese",
            "信号员在列车到达道岔之前设置进路。谁也不记得是谁画了第一张图，但它仍然挂在墙上。", 36,
            25);
        row("Japanese",
            "列車が分岐に着く前に、信号係は進路を設定します。最初の図を誰が描いたのかは誰も覚えてい"
            "ません。",
            41, 25);
        row("Korean",
            "신호원은 열차가 분기점에 도착하기 전에 진로를 설정한다. 첫 번째 도면을 누가 그렸는지 "
            "아무도 기억하지 못한다.",
            39, 25);
        row("Russian",
            "Сигналист готовит маршрут до того, как поезд подойдёт к стрелке. Никто не помнит, "
            "кто нарисовал первую схему.",
            33, 20);
        row("German",
            "Der Fahrdienstleiter stellt die Fahrstraße ein, bevor der Zug die Weiche erreicht. "
            "Niemand weiß, wer den ersten Plan gezeichnet hat.",
            29, 20);
        row("emoji", "Great work! 🎉🎉 The build is green 🟢 and everybody is happy 😀👍",
            20, 25);
        row("white space", "a\n\n\n        b\t\t\tc                              d\n", 9, 20);
        row("base64",
            "U2lnbmFsYm94IGlzIGEgZGVza3RvcCBhcHBsaWNhdGlvbiB0aGF0IHJvdXRlcyBtb2RlbHM=", 44, 20);
    }
    void estimateIsNearTheTokenizer()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, tokens);
        QFETCH(int, percent);

        const qint64 estimate = estimateTokens(text.toStdString());

        QVERIFY2(std::abs(estimate - tokens) * 100 <= percent * tokens,
                 qPrintable(QStringLiteral("%1, not %2").arg(estimate).arg(tokens)));
    }

    void nothingHasNoTokens()
    {
        QCOMPARE(estimateTokens({}), 0);
        QCOMPARE(estimateTokens("a"), 1);
    }

    void anyBytesAreCounted()
    {
        std::mt19937 random(4711);
        for (int round = 0; round < 2000; ++round) {
            std::string text(64, '\0');
            for (char &byte : text)
                byte = static_cast<char>(random());

            const qint64 estimate = estimateTokens(text);

            QVERIFY(estimate > 0 && estimate < 200);
        }
    }
};

QTEST_GUILESS_MAIN(TokenEstimateTest)
#include "tst_TokenEstimate.moc"
