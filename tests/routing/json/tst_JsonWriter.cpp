// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/json/JsonWriter.h"

#include <QJsonDocument>
#include <QTest>

#include <limits>

using signalbox::routing::JsonWriter;

class JsonWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void setsCommasAndEscapes()
    {
        std::string out = "x";
        JsonWriter json(out);
        json.beginObject().text("a\"", "b\n").integer("n", -1).real("r", 0.5);
        json.boolean("t", true).null("z").beginArray("l").integer(1).text("2").beginObject();
        json.endObject().endArray().json("raw", "[1]").endObject();

        QCOMPARE(out,
                 std::string("x{\"a\\\"\":\"b\\n\",\"n\":-1,\"r\":0.5,\"t\":true,\"z\":null,"
                             "\"l\":[1,\"2\",{}],\"raw\":[1]}"));
    }

    void textsOfBothKindsAreEscapedAlike_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QStringLiteral("gpt-4o-mini");
        QTest::newRow("empty") << QString();
        QTest::newRow("quote") << QStringLiteral("a \"b\" and a backslash \\");
        QTest::newRow("control far behind")
            << QStringLiteral("more than eight bytes and then \n and \t and \u0001");
        QTest::newRow("accents") << QStringLiteral("Gr\u00fc\u00dfe, \u4f60\u597d");
        QTest::newRow("delete") << QStringLiteral("a\u007fb");
    }

    void textsOfBothKindsAreEscapedAlike()
    {
        QFETCH(const QString, text);
        std::string wide;
        JsonWriter(wide).beginArray().text(text).endArray();
        std::string narrow;
        JsonWriter(narrow).beginArray().text(text.toStdString()).endArray();

        QCOMPARE(wide, narrow);
        const auto read = QJsonDocument::fromJson(QByteArray::fromStdString(wide));
        QCOMPARE(read[0].toString(), text);
    }

    void namesThatTheProgramDoesNotKnowAreEscaped()
    {
        std::string out;
        const std::string odd = "a\"b";
        JsonWriter(out).beginObject().integer(odd, 1).integer("plain", 2).endObject();

        QCOMPARE(out, std::string("{\"a\\\"b\":1,\"plain\":2}"));
    }

    void measurementsAreRoundedToNineDecimals_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("whole") << 420.0 << QByteArray("420");
        QTest::newRow("zero") << 0.0 << QByteArray("0");
        QTest::newRow("third") << 1.0 / 3 << QByteArray("0.333333333");
        QTest::newRow("small") << 0.0000021 << QByteArray("0.0000021");
        QTest::newRow("below") << 1e-12 << QByteArray("0");
        QTest::newRow("negative") << -12.5 << QByteArray("-12.5");
        QTest::newRow("large") << 3e12 << QByteArray("3e+12");
        QTest::newRow("infinite") << qInf() << QByteArray("null");
    }

    void measurementsAreRoundedToNineDecimals()
    {
        QFETCH(const double, value);
        QFETCH(const QByteArray, text);
        std::string out;
        JsonWriter(out).measure(value);

        QCOMPARE(QByteArray::fromStdString(out), text);
    }

    void leavesOutWhatIsAbsent()
    {
        std::string out;
        JsonWriter json(out);
        json.beginObject().textIfAny("a", "").jsonIfAny("b", "").integerIfAny("c", {});
        json.realIfAny("d", {}).booleanIfAny("e", false).integerIfAny("f", 0).endObject();

        QCOMPARE(out, std::string("{\"e\":false,\"f\":0}"));
    }

    void numbersThatJsonHasNotBecomeNull()
    {
        std::string out;
        JsonWriter json(out);
        json.beginArray().real(std::numeric_limits<double>::infinity());
        json.real(std::numeric_limits<double>::quiet_NaN()).endArray();

        QCOMPARE(out, std::string("[null,null]"));
    }
};

QTEST_GUILESS_MAIN(JsonWriterTest)
#include "tst_JsonWriter.moc"
