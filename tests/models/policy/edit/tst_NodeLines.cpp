// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/NodeLines.h"

#include <QTest>

using signalbox::models::NodeLines;
using signalbox::models::nodeLines;

class NodeLinesTest final : public QObject
{
    Q_OBJECT

private slots:
    void everyNodeHasItsLines()
    {
        const QByteArray text = "{ 'signalbox': 1,\n"
                                "  'routes': [\n"
                                "    { 'name': 'a', 'graph': { 'start': 'x', 'nodes': {\n"
                                "      'x': { 'kind': 'answer',\n"
                                "             'text': 'a } \\' { b' },\n"
                                "      'y': { 'kind': 'target', 'target': 't' } } } },\n"
                                "    { 'name': 'none' },\n"
                                "    { 'name': 'b', 'graph': { 'nodes': { 'x':\n"
                                "      { 'kind': 'pool',\n"
                                "        'members': [ 'a',\n"
                                "          'b' ]\n"
                                "      } } } } ] }\n";
        QByteArray json = text;
        json.replace('\'', '"');
        const std::vector<NodeLines> expected{
            {.route = 0, .node = QStringLiteral("x"), .first = 4, .last = 5},
            {.route = 0, .node = QStringLiteral("y"), .first = 6, .last = 6},
            {.route = 2, .node = QStringLiteral("x"), .first = 8, .last = 12}};
        QCOMPARE(nodeLines(json), expected);
        QVERIFY(expected.back().contains(12));
        QVERIFY(!expected.back().contains(13));
    }

    void whatIsNoPolicyHasNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("broken") << QByteArray("{\"routes\":[");
        QTest::newRow("no routes") << QByteArray("{}");
        QTest::newRow("odd shapes") << QByteArray("{\"routes\":[1,{\"graph\":[]}]}");
    }

    void whatIsNoPolicyHasNone()
    {
        QFETCH(QByteArray, text);
        QVERIFY(nodeLines(text).empty());
    }
};

QTEST_GUILESS_MAIN(NodeLinesTest)
#include "tst_NodeLines.moc"
