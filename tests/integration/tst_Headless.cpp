// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/ChatSamples.h"
#include "support/HttpProbe.h"
#include "support/Program.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace signalbox::tests;

namespace {

/// Asks the route that every policy here has.
const QByteArray autoBody =
    QByteArrayLiteral(R"({"model":"auto","messages":[{"role":"user","content":"hi"}]})");

const QByteArray goodPolicy = QByteArrayLiteral(R"({
  "signalbox": 1,
  "providers": [ { "id": "sim", "dialect": "simulated",
                   "simulated": { "ttft_ms": 0, "tokens_per_s": 0 } } ],
  "targets": [ { "id": "fast", "provider": "sim", "model": "sim-fast" } ],
  "routes": [ { "name": "auto", "graph": { "start": "n1", "nodes": {
                "n1": { "kind": "target", "target": "fast" } } } } ]
})");

/// A budget over a target whose price nobody knows.
const QByteArray unpricedPolicy = QByteArrayLiteral(R"({
  "signalbox": 1,
  "providers": [ { "id": "here", "dialect": "openai", "base_url": "http:\/\/127.0.0.1:9/v1" } ],
  "targets": [ { "id": "fast", "provider": "here", "model": "nobody-priced-this" } ],
  "budgets": [ { "id": "all", "usd": 1, "period": "day" } ],
  "routes": [ { "name": "auto", "graph": { "start": "n1", "nodes": {
                "n1": { "kind": "target", "target": "fast" } } } } ]
})");

} // namespace

class HeadlessTest final : public QObject
{
    Q_OBJECT

private slots:
    void servesAndStopsOnSigterm()
    {
        Program program;
        const QString policy = program.write(QStringLiteral("p.signalbox.json"), goodPolicy);
        const quint16 port =
            program.serve({QStringLiteral("--policy"), policy, QStringLiteral("--no-client-key")});
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        probe.get("/signalbox/v1/health");
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 200);
        probe.post(chatPath, autoBody);
        QVERIFY(probe.waitForAnswers(2));
        QCOMPARE(probe.lastAnswer().status, 200);
        QVERIFY(probe.lastAnswer().json().contains(QStringLiteral("choices")));
        program.process.terminate();
        QCOMPARE(program.finish(), 0);
        QCOMPARE(program.output.count('\n'), 1); // exactly one line, ever
        QVERIFY(!QDir(program.path(QStringLiteral("data"))).isEmpty());
    }

    void needsNoPolicyFile()
    {
        Program program;
        const quint16 port = program.serve({QStringLiteral("--client-key"), QStringLiteral("ck")});
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        probe.post(chatPath, autoBody);
        QVERIFY(probe.waitForAnswers());
        QCOMPARE(probe.lastAnswer().status, 401);
        HttpProbe allowed(port);
        allowed.post(chatPath, autoBody, "authorization: Bearer ck\r\n");
        QVERIFY(allowed.waitForAnswers());
        QCOMPARE(allowed.lastAnswer().status, 200);
        program.process.terminate();
        QCOMPARE(program.finish(), 0);
        QVERIFY(!program.errors.contains("ck"));
    }

    void stopsWithAStreamRunning()
    {
        Program program;
        QByteArray slow = goodPolicy;
        slow.replace("\"tokens_per_s\": 0", "\"tokens_per_s\": 1, \"output_tokens\": 1000");
        const QString policy = program.write(QStringLiteral("p.signalbox.json"), slow);
        const quint16 port =
            program.serve({QStringLiteral("--policy"), policy, QStringLiteral("--no-client-key")});
        QVERIFY2(port != 0, program.errors.constData());
        HttpProbe probe(port);
        probe.post(
            chatPath,
            R"({"model":"auto","stream":true,"messages":[{"role":"user","content":"Go on"}]})");
        QVERIFY(probe.waitForBytes("data: "));
        program.process.terminate();
        QVERIFY(probe.waitForClose());
        QVERIFY2(probe.received().contains("Signalbox is stopping"),
                 probe.received().right(500).constData());
        QCOMPARE(program.finish(), 0);
    }

    void aPortInUseExits75()
    {
        QTcpServer owner;
        QVERIFY(owner.listen(QHostAddress(QHostAddress::LocalHost), 0));
        const QString port = QString::number(owner.serverPort());
        Program program;
        QCOMPARE(program.run({QStringLiteral("--headless"), QStringLiteral("--listen"),
                              QStringLiteral("127.0.0.1:") + port, QStringLiteral("--data-dir"),
                              program.path(QStringLiteral("data"))}),
                 75);
        QVERIFY2(program.errors.contains(port.toLatin1()), program.errors.constData());
        QVERIFY(program.output.isEmpty());
    }

    void aFolderThatCannotBeMadeIsNoOpenDoor()
    {
        Program program;
        QFile blocker(program.path(QStringLiteral("file")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));

        const int code = program.run({QStringLiteral("--headless"), QStringLiteral("--listen"),
                                      QStringLiteral("127.0.0.1:0"), QStringLiteral("--data-dir"),
                                      program.path(QStringLiteral("file/sub"))});

        QCOMPARE(code, 1);
        QVERIFY(program.output.isEmpty());
        QVERIFY2(program.errors.contains("--client-key"), program.errors.constData());
    }

    void windowWithoutADisplayEndsInOrder()
    {
        Program program;

        const int code = program.run({});

        QCOMPARE(code, 1);
        QVERIFY2(program.errors.contains("--headless"), program.errors.constData());
    }

    void usageErrorsExit64_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--headles")};
        QTest::newRow("bad address") << QStringList{
            QStringLiteral("--headless"), QStringLiteral("--listen"), QStringLiteral("0.0.0.0:1")};
        QTest::newRow("no file") << QStringList{QStringLiteral("check")};
    }
    void usageErrorsExit64()
    {
        QFETCH(QStringList, arguments);
        Program program;
        QCOMPARE(program.run(arguments), 64);
        QCOMPARE(program.errors.count('\n'), 1);
        QVERIFY(program.output.isEmpty());
    }

    void aBadPolicyExits2WithFileAndLine()
    {
        Program program;
        QByteArray bad = goodPolicy;
        const QString file = program.write(QStringLiteral("bad.signalbox.json"),
                                           bad.replace("\"routes\"", "\"rutes\""));
        const QStringList run{QStringLiteral("--headless"),
                              QStringLiteral("--policy"),
                              file,
                              QStringLiteral("--listen"),
                              QStringLiteral("127.0.0.1:0"),
                              QStringLiteral("--data-dir"),
                              program.path(QStringLiteral("data"))};
        QCOMPARE(program.run(run), 2);
        QVERIFY2(program.errors.contains(QByteArray(file.toLocal8Bit() + ":6: ")),
                 program.errors.constData());
        QVERIFY2(program.errors.contains("routes"), program.errors.constData());

        Program check;
        QCOMPARE(check.run({QStringLiteral("check"), file}), 2);
        QCOMPARE(check.errors, program.errors);
    }

    void checkAcceptsAGoodPolicy()
    {
        Program program;
        const QString file = program.write(QStringLiteral("good.signalbox.json"), goodPolicy);
        QCOMPARE(program.run({QStringLiteral("check"), file}), 0);
        QVERIFY(program.errors.isEmpty());
    }

    void whatIsLoadedWarnsOfWhatCheckWarnsOf()
    {
        Program check;
        const QString file = check.write(QStringLiteral("p.signalbox.json"), unpricedPolicy);
        QCOMPARE(check.run({QStringLiteral("check"), file}), 0);
        QVERIFY2(check.errors.contains("warning: "), check.errors.constData());

        Program loaded;
        QCOMPARE(
            loaded.run({QStringLiteral("explain"), QStringLiteral("--policy"), file}, autoBody), 0);
        QVERIFY2(loaded.errors.contains(check.errors.trimmed()), loaded.errors.constData());
    }

    void explainTellsTheDecision()
    {
        Program program;
        const QString file = program.write(QStringLiteral("p.signalbox.json"), goodPolicy);
        QCOMPARE(
            program.run({QStringLiteral("explain"), QStringLiteral("--policy"), file}, autoBody),
            0);
        const QJsonObject decision = QJsonDocument::fromJson(program.output).object();
        QVERIFY2(!decision.isEmpty(), program.output.constData());
        QVERIFY(program.output.contains("\"fast\""));

        // The policy in a proxy's directory is the one that it runs.
        Program kept;
        kept.write(QStringLiteral("policy.signalbox.json"), goodPolicy);
        kept.run({QStringLiteral("explain"), QStringLiteral("--data-dir"), kept.path(QString())},
                 autoBody);
        QVERIFY2(kept.output.contains("\"fast\""), kept.output.constData());
    }

    void versionAndHelpGoToTheOutput()
    {
        Program version;
        QCOMPARE(version.run({QStringLiteral("--version")}), 0);
        QVERIFY2(version.output.startsWith("signalbox "), version.output.constData());
        Program help;
        QCOMPARE(help.run({QStringLiteral("--help")}), 0);
        QVERIFY(help.output.contains("--headless"));
    }
};

QTEST_GUILESS_MAIN(HeadlessTest)
#include "tst_Headless.moc"
