// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/edit/FieldDiff.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace signalbox::models;

namespace {

QJsonValue json(QByteArray text)
{
    return QJsonDocument::fromJson("[" + text.replace('\'', '"') + "]").array().first();
}

/// "path [names] before->after", one for each change; "~" marks an order.
QString toldOf(const QByteArray &before, const QByteArray &after)
{
    QStringList lines;
    for (const FieldChange &change : fieldChanges(json(before), json(after)))
        lines.append(QStringLiteral("%1%2 [%3] %4->%5")
                         .arg(change.isOrder ? QStringLiteral("~") : QString(), change.path,
                              change.names.join(u','), change.before, change.after)
                         .replace(u'"', u'\''));
    return lines.join(u'\n');
}

} // namespace

class FieldDiffTest final : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatDiffersIsTold_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *title, const char *before, const char *after,
                            const char *expected) {
            QTest::newRow(title) << QByteArray(before) << QByteArray(after)
                                 << QString::fromLatin1(expected);
        };
        row("nothing", "{'a':1}", "{'a':1}", "");
        row("a value", "{'a':1,'b':2}", "{'a':1,'b':3}", "/b [] 2->3");
        row("one that came", "{}", "{'a':true}", "/a [] ->true");
        row("one that went", "{'a':null}", "{}", "/a [] null->");
        row("a weight", "{'members':['a',{'target':'b','weight':1}]}",
            "{'members':['a',{'target':'b','weight':3}]}", "/members/1/weight [b] 1->3");
        row("a member that gets a weight", "{'members':['a','b']}",
            "{'members':['a',{'target':'b','weight':3}]}", "/members/1/weight [b] ->3");
        row("a member that came", "{'members':['a','c']}", "{'members':['a','b','c']}",
            "/members/1 [b] ->'b'");
        row("a member that went", "{'members':['a','b']}", "{'members':['b']}",
            "/members/0 [a] 'a'->");
        row("another order", "{'members':['a','b','c']}", "{'members':['c','a','b']}",
            "~/members [] ['a','b','c']->['c','a','b']");
        row("a share", "[{'name':'x','percent':10},{'name':'y','percent':90}]",
            "[{'name':'x','percent':20},{'name':'y','percent':80}]",
            "/0/percent [x] 10->20\n/1/percent [y] 90->80");
        row("a cell of a row without a name", "{'rows':[{'when':['a',1]},{'when':['b',2]}]}",
            "{'rows':[{'when':['a',1]},{'when':['b',3]}]}", "/rows/1/when/1 [,] 2->3");
        row("a row in the middle", "{'rows':[[1],[2],[3]]}", "{'rows':[[1],[9],[2],[3]]}",
            "/rows/1 [] ->[9]");
        row("a condition is one value", "{'when':{'all':[{'signal':'a','op':'<','value':1}]}}",
            "{'when':{'all':[{'signal':'a','op':'<','value':2}]}}",
            "/when [] {'all':[{'op':'<','signal':'a','value':1}]}->"
            "{'all':[{'op':'<','signal':'a','value':2}]}");
        row("names that do not tell apart", "[{'node':'x','v':1},{'node':'x','v':2}]",
            "[{'node':'x','v':1},{'node':'x','v':3}]", "/1/v [] 2->3");
        row("another kind of value", "{'a':[1]}", "{'a':'x'}", "/a [] [1]->'x'");
    }

    void onlyWhatDiffersIsTold()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, expected);
        QCOMPARE(toldOf(before, after), expected);
    }
};

QTEST_GUILESS_MAIN(FieldDiffTest)
#include "tst_FieldDiff.moc"
