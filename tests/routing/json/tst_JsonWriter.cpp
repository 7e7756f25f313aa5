// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/json/JsonWriter.h"

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
