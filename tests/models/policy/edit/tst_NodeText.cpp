// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeText.h"
#include "support/EditedGraphs.h"

#include <QTest>

using namespace signalbox::models;
using namespace signalbox::tests;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

class NodeTextTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyNodeReadsBackAsItWas()
    {
        const RouteGraph graph = smallGraph();
        for (auto node = graph.nodes.cbegin(); node != graph.nodes.cend(); ++node) {
            const auto read = readNode(graph, node.key(), nodeText(graph, node.key()));
            QVERIFY2(read, qPrintable(read ? QString() : read.error()));
            QCOMPARE(read.value(), node.value());
        }
    }

    void editedTextIsAnotherNode()
    {
        const RouteGraph graph = smallGraph();

        const auto read =
            readNode(graph, s("cache"), "{\"kind\":\"cache\",\"keep_s\":5,\"node\":\"small\"}");

        QVERIFY2(read, qPrintable(read ? QString() : read.error()));
        const auto &cache = std::get<CacheNode>(read.value().body);
        QCOMPARE(cache.keep, std::chrono::seconds(5));
        QCOMPARE(cache.node, s("small"));
    }

    void mistakesAreToldInASentence_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("no JSON") << QByteArray("{") << s("not JSON");
        QTest::newRow("no object") << QByteArray("[]") << s("object");
        QTest::newRow("unknown key")
            << QByteArray("{\"kind\":\"cache\",\"kep_s\":5,\"node\":\"small\"}") << s("kep_s");
        QTest::newRow("unknown kind") << QByteArray("{\"kind\":\"cash\"}") << s("cash");
        QTest::newRow("circle") << QByteArray("{\"kind\":\"cache\",\"node\":\"match\"}")
                                << s("leads to itself");
    }

    void mistakesAreToldInASentence()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, part);

        const auto read = readNode(smallGraph(), s("cache"), text);

        QVERIFY(!read);
        QVERIFY2(read.error().contains(part), qPrintable(read.error()));
    }

    void missingNodeHasNoText() { QCOMPARE(nodeText(smallGraph(), s("nowhere")), QByteArray()); }
};

QTEST_GUILESS_MAIN(NodeTextTest)
#include "tst_NodeText.moc"
