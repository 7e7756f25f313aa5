// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PromptVariables.h"

#include <QTest>

using signalbox::models::variablesIn;

class PromptVariablesTest final : public QObject
{
    Q_OBJECT

private slots:
    void namesStandBetweenTwoBrackets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char *name, const char *text,
                            std::initializer_list<const char *> names) {
            QStringList list;
            for (const char *one : names)
                list.append(QString::fromUtf8(one));
            QTest::newRow(name) << QString::fromUtf8(text) << list;
        };
        row("none", "Be brief.", {});
        row("one", "Speak {{language}}.", {"language"});
        row("with blanks", "{{ language }}", {"language"});
        row("in order and as often", "{{b}} {{a}} {{b}}", {"b", "a", "b"});
        row("beside each other", "{{a}}{{b}}", {"a", "b"});
        row("single brackets", "{a} } {", {});
        row("four are two brackets", "{{{{a}} {{b}}", {"b"});
        row("not closed", "{{a}} and {{b", {"a"});
        row("nothing between", "{{}}", {""});
    }

    void namesStandBetweenTwoBrackets()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, names);

        QCOMPARE(variablesIn(text), names);
    }
};

QTEST_GUILESS_MAIN(PromptVariablesTest)
#include "tst_PromptVariables.moc"
