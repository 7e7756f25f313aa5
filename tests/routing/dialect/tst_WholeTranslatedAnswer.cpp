// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/dialect/WholeTranslatedAnswer.h"

#include <QTest>

using namespace signalbox::routing;

namespace {

WholeTranslatedAnswer numberReader()
{
    return WholeTranslatedAnswer(
        [](const Json &body, AnswerFacts &facts) -> std::variant<std::string, DialectError> {
            const auto number = integerField(body, "n");
            if (!number)
                return untranslatable("it has no number");
            facts.usage.input = *number;
            return std::to_string(*number);
        });
}

} // namespace

class WholeTranslatedAnswerTest final : public QObject
{
    Q_OBJECT

private slots:
    void bodyIsReadOnceItIsWhole()
    {
        WholeTranslatedAnswer answer = numberReader();
        answer.feed("{\"n\"", 10);
        QVERIFY(answer.take().empty());
        QVERIFY(!answer.hasContent());

        answer.feed(":12}", 20);
        answer.finish(30);
        answer.finish(40);

        QCOMPARE(answer.take(), std::string("12"));
        QVERIFY(answer.take().empty());
        QVERIFY(answer.hasEnded());
        QCOMPARE(answer.firstContentNs(), 30);
        QCOMPARE(answer.facts().usage.input, 12);
        QVERIFY(!answer.error());
    }

    void whatCannotBeReadIsAnError_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no JSON") << QByteArray("<html>") << QByteArray("no JSON object");
        QTest::newRow("nothing") << QByteArray() << QByteArray("no JSON object");
        QTest::newRow("other JSON") << QByteArray("{}") << QByteArray("has no number");
        QTest::newRow("an error") << QByteArray("{\"error\":{\"message\":\"too hot\"}}")
                                  << QByteArray("too hot");
    }

    void whatCannotBeReadIsAnError()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, message);
        WholeTranslatedAnswer answer = numberReader();

        answer.feed(body.toStdString(), 1);
        answer.finish(2);

        QVERIFY(answer.error());
        QVERIFY2(QByteArray::fromStdString(answer.error()->message).contains(message),
                 answer.error()->message.c_str());
        QVERIFY(answer.facts().hasError);
        QVERIFY(answer.take().empty());
    }
};

QTEST_APPLESS_MAIN(WholeTranslatedAnswerTest)
#include "tst_WholeTranslatedAnswer.moc"
