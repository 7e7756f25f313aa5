// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/CheckCommand.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using signalbox::app::runCheck;

class CheckCommandTest final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dataDirectory.reset();
        m_err.clear();
        m_out.clear();
    }

    void goodPolicyIsOk()
    {
        const QString file = write("{ \"signalbox\": 1 }");

        QCOMPARE(check(file), 0);
        QCOMPARE(m_out, QString(file + QStringLiteral(": ok\n")));
        QCOMPARE(m_err, QString());
    }

    void everyProblemIsOneLineWithItsPlace()
    {
        const QString file = write("{\n  \"signalbox\": 1,\n  \"listen\": {\n    \"prot\": 1,\n"
                                   "    \"port\": true\n  }\n}\n");

        QCOMPARE(check(file), 2);
        QCOMPARE(m_out, QString());
        const QStringList lines = m_err.split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[0].startsWith(file + QStringLiteral(":4: /listen/prot: Unknown key")),
                 qPrintable(lines[0]));
        QVERIFY2(lines[1].startsWith(file + QStringLiteral(":5: /listen/port: Expected")),
                 qPrintable(lines[1]));
        QVERIFY(lines[2].isEmpty());
    }

    void problemOfTheWholeDocumentHasTheRootAsItsPath()
    {
        const QString file = write("\n{}");

        QCOMPARE(check(file), 2);
        QVERIFY2(m_err.startsWith(file + QStringLiteral(":2: /: \"signalbox\" is missing.")),
                 qPrintable(m_err));
    }

    void warningsDoNotFail()
    {
        const QString file = write("{ \"signalbox\": 1, \"retry\": { \"base_delay_ms\": 9000 } }");

        QCOMPARE(check(file), 0);
        QVERIFY2(m_err.startsWith(file + QStringLiteral(":1: /retry: warning: ")),
                 qPrintable(m_err));
        QVERIFY(m_out.endsWith(QLatin1String(": ok\n")));
    }

    void messageWithALineBreakInItsValueStaysOnOneLine()
    {
        const QString file = write("{ \"signalbox\": 1, \"a\\nb\\u001b\": 1 }");

        QCOMPARE(check(file), 2);
        QCOMPARE(m_err.count(u'\n'), 1);
        QVERIFY(!m_err.contains(u'\x1b'));
    }

    void missingFileIsNamed()
    {
        const QString file = m_dir.filePath(QStringLiteral("missing.signalbox.json"));

        QCOMPARE(check(file), 2);
        QVERIFY2(m_err.startsWith(file + QStringLiteral(": ")), qPrintable(m_err));
        QCOMPARE(m_err.count(u'\n'), 1);
    }

    void directoryIsNamed()
    {
        QCOMPARE(check(m_dir.path()), 2);
        QVERIFY2(m_err.contains(QLatin1String("directory")), qPrintable(m_err));
    }

    void endlessDeviceIsTooLarge()
    {
        if (!QFile::exists(QStringLiteral("/dev/zero")))
            QSKIP("There is no /dev/zero here.");

        QCOMPARE(check(QStringLiteral("/dev/zero")), 2);
        QVERIFY2(m_err.contains(QLatin1String("16 MiB")), qPrintable(m_err));
    }

    void pricesOfADataDirectoryCount()
    {
        const QString file = write(R"({ "signalbox": 1,
            "providers": [ { "id": "home", "dialect": "openai", "base_url": "http:\/\/127.0.0.1:9/v1" } ],
            "targets": [ { "id": "fast", "provider": "home", "model": "nobody-priced-this" } ],
            "budgets": [ { "id": "all", "usd": 1, "period": "day" } ],
            "routes": [ { "name": "auto", "graph": { "start": "n1", "nodes": {
                          "n1": { "kind": "target", "target": "fast" } } } } ] })");
        QCOMPARE(check(file), 0);
        QVERIFY2(m_err.contains(QLatin1String("price")), qPrintable(m_err));

        m_err.clear();
        m_dataDirectory = m_dir.path();
        write(R"({ "signalbox_prices": 1, "source": "contract", "date": "2026-11-01",
                   "providers": [ { "id": "home", "url": "http:\/\/127\\.0\\.0\\.1",
                     "models": [ { "id": "any", "match": { "regex": "." },
                                   "prices": [ { "input": 1, "output": 1 } ] } ] } ] })",
              QStringLiteral("prices.json"));

        QCOMPARE(check(file), 0);
        QCOMPARE(m_err, QString());
    }

    void dataDirectoryThatCannotBeReadFails()
    {
        const QString file = write("{ \"signalbox\": 1 }");
        m_dataDirectory = m_dir.filePath(QStringLiteral("nowhere"));
        QCOMPARE(check(file), 2);
        QCOMPARE(m_err,
                 QString(*m_dataDirectory + QStringLiteral(": There is no such directory.\n")));

        m_err.clear();
        m_dataDirectory = m_dir.path();
        const QString prices = write("{\n oops", QStringLiteral("prices.json"));
        QCOMPARE(check(file), 2);
        QVERIFY2(m_err.startsWith(prices + QStringLiteral(": line 2: ")), qPrintable(m_err));
        QCOMPARE(m_out, QString());
    }

private:
    QString write(const QByteArray &text, const QString &name = QStringLiteral("a.signalbox.json"))
    {
        QString path = m_dir.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("The test cannot write its file.");
        return path;
    }

    int check(const QString &file)
    {
        QTextStream err(&m_err);
        QTextStream out(&m_out);
        return runCheck({.file = file, .dataDirectory = m_dataDirectory}, err, out);
    }

    QTemporaryDir m_dir;
    std::optional<QString> m_dataDirectory;
    QString m_err;
    QString m_out;
};

QTEST_GUILESS_MAIN(CheckCommandTest)
#include "tst_CheckCommand.moc"
