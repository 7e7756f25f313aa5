// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/Policy.h"
#include "routing/simulator/RouteSimulator.h"
#include "ui/rules/simulator/AskedRequest.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace signalbox;
using ui::AskedRequest;

/// What a form asks becomes a request that rules find the same in.
class AskedRequestTest final : public QObject
{
    Q_OBJECT

private slots:
    void signalsAreThoseOfTheForm()
    {
        const AskedRequest asked{.model = QStringLiteral("auto"),
                                 .system = QStringLiteral("Be \"brief\"."),
                                 .user = QStringLiteral("Grüße\nan alle"),
                                 .tools = 3,
                                 .hasJsonSchema = true,
                                 .isStreamed = true};
        routing::RouteSimulator simulator(
            std::make_shared<const models::Policy>(models::Policy::builtIn()));

        const auto decision = simulator.run({.body = asked.body()}, {});

        QVERIFY2(decision.isServed, decision.json.c_str());
        const QJsonObject told =
            QJsonDocument::fromJson(QByteArray::fromStdString(decision.json)).object();
        QCOMPARE(told.value(QLatin1String("model")).toString(), QStringLiteral("auto"));
        QCOMPARE(told.value(QLatin1String("stream")).toBool(), true);
        const QJsonObject body = QJsonDocument::fromJson(asked.body()).object();
        QCOMPARE(body.value(QLatin1String("tools")).toArray().size(), 3);
        QCOMPARE(body.value(QLatin1String("messages")).toArray().at(0)[QLatin1String("content")],
                 QJsonValue(asked.system));
        QCOMPARE(body.value(QLatin1String("messages")).toArray().at(1)[QLatin1String("content")],
                 QJsonValue(asked.user));
    }

    void whatIsNotAskedIsNotInTheBody()
    {
        const QJsonObject body = QJsonDocument::fromJson(AskedRequest().body()).object();

        QCOMPARE(body.keys(), QStringList{QStringLiteral("messages")});
    }

    void headersAreReadLineByLine()
    {
        const auto headers =
            ui::readHeaderLines(QStringLiteral("x-team: blue\n\n  X-Url :  http:%1here  \nempty:")
                                    .arg(QLatin1String("//")));

        QVERIFY(headers);
        QCOMPARE(headers.value(),
                 (QList<models::HeaderField>{{QByteArray("x-team"), QByteArray("blue")},
                                             {QByteArray("X-Url"), QByteArray("http:") + "//here"},
                                             {QByteArray("empty"), QByteArray()}}));
        const auto again = ui::readHeaderLines(ui::headerLines(headers.value()));
        QVERIFY(again);
        QCOMPARE(again.value(), headers.value());
    }

    void lineThatIsNoHeaderIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no colon") << QStringLiteral("a: b\nnothing");
        QTest::newRow("no name") << QStringLiteral("\n: value");
        QTest::newRow("space in the name") << QStringLiteral("a: b\nx team: blue");
    }
    void lineThatIsNoHeaderIsNamed()
    {
        QFETCH(const QString, text);

        const auto headers = ui::readHeaderLines(text);

        QVERIFY(!headers);
        QCOMPARE(headers.error(), QStringLiteral("Line 2 of the headers is not “name: value”."));
    }
};

QTEST_GUILESS_MAIN(AskedRequestTest)
#include "tst_AskedRequest.moc"
