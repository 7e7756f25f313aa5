// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/PolicyTexts.h"

#include <QTest>

using signalbox::tests::graphText;
using signalbox::tests::problemsOf;

/// What is odd about a decision table.
class TableChecksTest final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problems");
        const auto node = [](const char *name, const QByteArray &start, const char *problems) {
            QTest::newRow(name) << graphText("'start':" + start
                                             + ",'x':{'kind':'target','target':'a'}"
                                               ",'y':{'kind':'target','target':'b'}")
                                << QString::fromUtf8(problems);
        };
        node("row of too few cells",
             "{'kind':'table','columns':['hour','stream'],'rows':[{'when':[1],'node':'x'}],"
             "'else':'y'}",
             "E @/nodes/start/rows/0/when: This row has 1 cells for 2 columns.");
        node("column twice",
             "{'kind':'table','columns':['header.X','header.x'],"
             "'rows':[{'when':['u','u'],'node':'x'}],'else':'y'}",
             "E @/nodes/start/columns/1: Column 1 has this signal already.");
        node("column of no signal",
             "{'kind':'table','columns':['hours'],'rows':[{'when':[1],'node':'x'}],'else':'y'}",
             "E @/nodes/start/columns/0: There is no signal \"hours\".");
        node("cells that cannot be",
             "{'kind':'table','columns':['hour','stream'],"
             "'rows':[{'when':[24,'yes'],'node':'x'},{'when':[null,{'op':'<','value':1}],"
             "'node':'y'}]}",
             "E @/nodes/start/rows/0/when/0: \"hour\" is between 0 and 23.\n"
             "E @/nodes/start/rows/0/when/1: \"stream\" is true or false; this is a string.\n"
             "E @/nodes/start/rows/1/when/1/op: \"<\" compares numbers; \"stream\" is true or "
             "false.");
        node("priority for nothing",
             "{'kind':'table','columns':['stream'],'rows':[{'when':[true],'node':'x','priority':1}"
             "],'else':'y'}",
             "W @/nodes/start/rows/0/priority: Only a table of the hit \"collect\" uses this.");
        node("rows that are never reached",
             "{'kind':'table','columns':['hour'],'rows':[{'when':[{'op':'<','value':8}],"
             "'node':'x'},{'when':[{'op':'>=','value':8}],'node':'y'},{'when':[3],'node':'x'},"
             "{'when':[{'op':'>','value':3}],'node':'x'}]}",
             "W @/nodes/start/rows/2: This row is never reached: row 1 before it takes all that it "
             "holds for.\n"
             "W @/nodes/start/rows/3: This row is never reached: rows 1 and 2 before it take all "
             "that it holds for.");
        node("rows that overlap",
             "{'kind':'table','hit':'unique','columns':['hour','stream'],"
             "'rows':[{'when':[[1,2],null],'node':'x'},{'when':[2,true],'node':'y'}],'else':'y'}",
             "E @/nodes/start/rows/1: This row and row 1 both hold for hour 2, stream true.");
        node("rows that are the same",
             "{'kind':'table','hit':'unique','columns':['hour'],"
             "'rows':[{'when':[1],'node':'x'},{'when':[1],'node':'y'}],'else':'y'}",
             "E @/nodes/start/rows/1: This row has the same cells as row 1.");
        node("row twice",
             "{'kind':'table','hit':'collect','columns':['hour'],"
             "'rows':[{'when':[1],'node':'x'},{'when':[1],'node':'x'}],'else':'y'}",
             "W @/nodes/start/rows/1: This row is the same as row 1.");
        node("gap",
             "{'kind':'table','columns':['task_type','stream'],"
             "'rows':[{'when':['coding',null],'node':'x'},"
             "{'when':[{'op':'!=','value':'coding'},true],'node':'y'}]}",
             "W @/nodes/start/rows: No row holds for task_type \"tool_use\", stream false.");
        node("column for nothing",
             "{'kind':'table','columns':['hour','stream'],"
             "'rows':[{'when':[null,true],'node':'x'}],'else':'y'}",
             "W @/nodes/start/columns/0: No row looks at this column.");
        node("row that never holds",
             "{'kind':'table','columns':['hour'],'rows':[{'when':[{'op':'>','value':23}],"
             "'node':'x'}],'else':'y'}",
             "W @/nodes/start/rows/0: This row never holds: no value fits one of its cells.");
        node("else for nothing",
             "{'kind':'table','columns':['stream'],'rows':[{'when':[[true,false]],'node':'x'}],"
             "'else':'y'}",
             "W @/nodes/start/else: The rows take everything; this is never reached.");
    }

    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, problems);

        QCOMPARE(problemsOf(text), problems);
    }
};

QTEST_GUILESS_MAIN(TableChecksTest)
#include "tst_TableChecks.moc"
