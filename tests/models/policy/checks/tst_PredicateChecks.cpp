// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/PredicateChecks.h"
#include "models/policy/checks/TextPattern.h"
#include "routing/signals/Glob.h"
#include "support/PolicyTexts.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>
#include <string>

using namespace signalbox::models;
using signalbox::tests::graphText;
using signalbox::tests::problemsOf;

namespace {

/// A graph whose match asks \a when.
QByteArray matchText(const QByteArray &when)
{
    return graphText("'start':{'kind':'match','when':" + when
                     + ",'then':'x','else':'y'},'x':{'kind':'target','target':'a'},"
                       "'y':{'kind':'target','target':'b'}");
}

QByteArray condition(const char *signal, const char *op, const QByteArray &value)
{
    return QByteArray("{'signal':'") + signal + "','op':'" + op + "','value':" + value + "}";
}

} // namespace

class PredicateChecksTest final : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("when");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char *name, const QByteArray &when, const char *problems) {
            QTest::newRow(name) << when << QString::fromUtf8(problems);
        };
        row("fine", condition("input_tokens", ">", "8000"), "");
        row("unknown signal", condition("input_token", ">", "8"),
            "E @/nodes/start/when/signal: There is no signal \"input_token\".");
        row("header without a name", condition("header", "==", "'x'"),
            "E @/nodes/start/when/signal: There is no signal \"header\".");
        row("argument too many", condition("hour.x", "==", "1"),
            "E @/nodes/start/when/signal: There is no signal \"hour.x\".");
        row("body without a pointer", condition("body.x", "==", "1"),
            "E @/nodes/start/when/signal: There is no signal \"body.x\".");
        row("order of texts", condition("model", "<", "3"),
            "E @/nodes/start/when/op: \"<\" compares numbers; \"model\" is a text.");
        row("order of flags", condition("stream", ">=", "1"),
            "E @/nodes/start/when/op: \">=\" compares numbers; \"stream\" is true or false.");
        row("order with a text", condition("header.x-level", ">", "'high'"),
            "E @/nodes/start/when/value: \">\" compares numbers; this is not one.");
        row("pattern of a number", condition("hour", "glob", "'1*'"),
            "E @/nodes/start/when/op: \"glob\" compares texts; \"hour\" is a number.");
        row("pattern of a flag", condition("stream", "contains", "'t'"),
            "E @/nodes/start/when/op: \"contains\" compares texts; \"stream\" is true or false.");
        row("number with a text", condition("hour", "==", "'nine'"),
            "E @/nodes/start/when/value: \"hour\" is a number; this is a string.");
        row("flag with a number", condition("stream", "==", "1"),
            "E @/nodes/start/when/value: \"stream\" is true or false; this is a number.");
        row("text with a flag", condition("model", "!=", "true"),
            "E @/nodes/start/when/value: \"model\" is a text; this is true or false.");
        row("one of several", condition("hour", "in", "[1,'two',25]"),
            "E @/nodes/start/when/value/1: \"hour\" is a number; this is a string.\n"
            "E @/nodes/start/when/value/2: \"hour\" is between 0 and 23.");
        row("no such weekday", condition("weekday", "==", "0"),
            "E @/nodes/start/when/value: \"weekday\" is between 1 and 7.");
        row("no such share", condition("complexity", ">", "60"),
            "E @/nodes/start/when/value: \"complexity\" is between 0 and 1.");
        row("no such feeling", condition("sentiment", "<", "-2"),
            "E @/nodes/start/when/value: \"sentiment\" is between -1 and 1.");
        row("fewer than none", condition("tools", ">", "-1"),
            "E @/nodes/start/when/value: \"tools\" is never below 0.");
        row("no such task", condition("task_type", "==", "'codng'"),
            "E @/nodes/start/when/value: \"task_type\" is never \"codng\".");
        row("no such dialect", condition("dialect", "in", "['openai','cohere']"),
            "E @/nodes/start/when/value/1: \"dialect\" is never \"cohere\".");
        row("no such outcome", condition("previous_outcome", "==", "'failure'"),
            "E @/nodes/start/when/value: \"previous_outcome\" is never \"failure\".");
        row("no such route", condition("route", "==", "'q'"),
            "W @/nodes/start/when/value: There is no route \"q\", so that this never holds.");
        row("no such client", condition("client", "==", "'ann'"),
            "W @/nodes/start/when/value: There is no client \"ann\", so that this never holds.");
        row("the first client", condition("client", "==", "'default'"), "");
        row("a language by its name", condition("language", "==", "'German'"),
            "W @/nodes/start/when/value: A language is two small letters, as in ISO 639-1; this is "
            "never one.");
        row("expression without an end", condition("last_text", "regex", "'a(b'"),
            "E @/nodes/start/when/value: This expression cannot be used: missing ): a(b.");
        row("lookahead", condition("last_text", "regex", "'a(?=b)'"),
            "E @/nodes/start/when/value: This expression cannot be used: invalid perl operator: "
            "(?=.");
        row("repeated too often", condition("last_text", "regex", "'((a{100}){100}){100}'"),
            "E @/nodes/start/when/value: This expression cannot be used: invalid repetition size: "
            "{100}.");
        row("too large", condition("last_text", "regex", "'\\\\pL{1000}'"),
            "E @/nodes/start/when/value: This expression cannot be used: pattern too large - "
            "compile failed.");
        row("glob that is too large",
            condition("model", "glob", "'" + QByteArray("[!a]").repeated(16'000) + "'"),
            "E @/nodes/start/when/value: This pattern is too large.");
        row("glob that is not closed", condition("model", "glob", "'gpt-[45'"),
            "W @/nodes/start/when/value: The bracket [ is never closed and stands for itself.");
        row("glob that ends in a backslash", condition("model", "glob", "'gpt\\\\'"),
            "W @/nodes/start/when/value: The backslash at the end stands for itself.");
        row("glob with a range backwards", condition("model", "glob", "'gpt-[9-0]'"),
            "W @/nodes/start/when/value: A range in brackets goes backwards and holds nothing.");
        row("deep inside", "{'all':[{'any':[{'not':" + condition("hour", "==", "24") + "}]}]}",
            "E @/nodes/start/when/all/0/any/0/not/value: \"hour\" is between 0 and 23.");
        row("always", condition("hour", ">=", "0"),
            "W @/nodes/start/when: This always holds; \"else\" is never taken.");
        row("nothing to hold", "{'all':[]}",
            "W @/nodes/start/when: This always holds; \"else\" is never taken.");
        row("nothing that holds", "{'any':[]}",
            "W @/nodes/start/when: This never holds; \"then\" is never taken.");
        row("contradiction",
            "{'all':[" + condition("input_tokens", ">", "9") + ","
                + condition("input_tokens", "<", "5") + "]}",
            "W @/nodes/start/when: This never holds; \"then\" is never taken.");
        row("two values at once",
            "{'all':[" + condition("model", "==", "'x'") + "," + condition("model", "==", "'y'")
                + "]}",
            "W @/nodes/start/when: This never holds; \"then\" is never taken.");
        row("either or",
            "{'any':[" + condition("stream", "==", "true") + ","
                + condition("stream", "==", "false") + "]}",
            "W @/nodes/start/when: This always holds; \"else\" is never taken.");
        row("a missing value is neither",
            "{'any':[" + condition("client", "==", "'default'") + ",{'all':["
                + condition("client", "exists", "true") + ","
                + condition("client", "!=", "'default'") + "]}]}",
            "");
        row("what always exists", condition("model", "exists", "false"),
            "W @/nodes/start/when: This never holds; \"then\" is never taken.");
        row("a prefix within another",
            "{'all':[" + condition("model", "starts_with", "'gpt-4'")
                + ",{'not':" + condition("model", "starts_with", "'gpt'") + "}]}",
            "W @/nodes/start/when: This never holds; \"then\" is never taken.");
        row("expressions are not understood",
            "{'all':[" + condition("model", "regex", "'^a'") + ","
                + condition("model", "regex", "'^b'") + "]}",
            "");
    }

    void saysWhatIsWrong()
    {
        QFETCH(const QByteArray, when);
        QFETCH(const QString, problems);

        QCOMPARE(problemsOf(matchText(when)), problems);
    }

    void hintsNameWhatIsNear_data()
    {
        QTest::addColumn<QByteArray>("when");
        QTest::addColumn<QString>("hint");
        QTest::newRow("signal") << condition("input_token", ">", "8")
                                << QStringLiteral("Did you mean \"input_tokens\"?");
        QTest::newRow("task") << condition("task_type", "==", "'codng'")
                              << QStringLiteral("Did you mean \"coding\"?");
        QTest::newRow("operation") << condition("operation", "==", "'x'")
                                   << QStringLiteral("It is one of generate, embed, count_tokens.");
        QTest::newRow("header") << condition("header", "==", "'x'")
                                << QStringLiteral("It needs the name of a field behind a dot: "
                                                  "header.x.");
        QTest::newRow("weekday") << condition("weekday", "==", "8")
                                 << QStringLiteral("1 is Monday, 7 is Sunday.");
    }

    void hintsNameWhatIsNear()
    {
        QFETCH(const QByteArray, when);
        QFETCH(const QString, hint);

        const auto result = readPolicy(matchText(when));

        QVERIFY(!result);
        QCOMPARE(result.error().first().hint, hint);
    }

    void manySignalsAreGivenUpOnQuickly()
    {
        QByteArrayList parts;
        for (int i = 0; i < 900; ++i)
            parts.append(condition(("header.x" + std::to_string(i)).c_str(), ">", "3"));
        parts.append(condition("stream", "==", "true"));
        parts.append(condition("stream", "==", "false"));
        QElapsedTimer timer;
        timer.start();

        const QString problems = problemsOf(matchText("{'all':[" + parts.join(',') + "]}"));

        QCOMPARE(
            problems,
            QStringLiteral("W @/nodes/start/when: This never holds; \"then\" is never taken."));
        qInfo("%lld ms", timer.elapsed());
    }

    void globsMatchAsTheyDoForRequests()
    {
        std::mt19937 random(5);
        const auto text = [&random](const char *letters, int count) {
            std::string made;
            std::uniform_int_distribution<int> letter(0, count - 1);
            const int size = std::uniform_int_distribution<int>(0, 7)(random);
            for (int i = 0; i < size; ++i)
                made += letters[letter(random)];
            return made;
        };
        for (int i = 0; i < 20'000; ++i) {
            const std::string pattern = text("ab.*?[]!^-\\", 11);
            const std::string value = text("ab.-", 4);

            const bool matches = TextPattern(Comparison::Glob, QString::fromStdString(pattern))
                                     .matches(QString::fromStdString(value));

            QVERIFY2(matches == signalbox::routing::Glob(pattern).matches(value),
                     (pattern + "  " + value).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(PredicateChecksTest)
#include "tst_PredicateChecks.moc"
