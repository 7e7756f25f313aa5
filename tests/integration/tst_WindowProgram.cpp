// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/Ports.h"
#include "support/Program.h"

#include <QTcpSocket>
#include <QTest>

using namespace signalbox::tests;

namespace {

bool isListening(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(1000);
}

} // namespace

/// `signalbox` becomes `signalbox-window` where a window is wanted.
class WindowProgramTest final : public QObject
{
    Q_OBJECT

private slots:
    void programBecomesTheWindow()
    {
#ifndef Q_OS_LINUX
        QSKIP("What a process runs is read from /proc.");
#endif
        const quint16 port = portThatStaysFree();
        Program program(Program::Display::Unseen);
        QProcess &process = program.process;
        program.start({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(port),
                       QStringLiteral("--data-dir"), program.path(QStringLiteral("data"))});
        QVERIFY(process.waitForStarted(Program::patienceMs));
        const QString exe = QStringLiteral("/proc/%1/exe").arg(process.processId());

        QTRY_VERIFY_WITH_TIMEOUT(
            QFile::symLinkTarget(exe).endsWith(QLatin1String("/signalbox-window")),
            Program::patienceMs);
        // The proxy is the last that it starts.
        QTRY_VERIFY_WITH_TIMEOUT(isListening(port), Program::patienceMs);
        process.terminate();
        QCOMPARE(program.finish(), 0);
    }

    void missingWindowIsNamed()
    {
        Program program(Program::Display::Unseen);
        const QString alone = program.path(QStringLiteral("signalbox"));
        QVERIFY(QFile::copy(program.executable, alone));
        program.executable = alone;

        QCOMPARE(program.run({}), 1);

        QVERIFY2(program.errors.contains("signalbox-window is missing"),
                 program.errors.constData());
        QVERIFY2(program.errors.contains("--headless"), program.errors.constData());
    }

    void windowAloneShowsOnlyWindows()
    {
        Program program(Program::Display::Unseen);
        program.executable += QStringLiteral("-window");

        QCOMPARE(program.run({QStringLiteral("--headless")}), 64);

        QVERIFY(program.errors.contains("signalbox-window"));
    }
};

QTEST_GUILESS_MAIN(WindowProgramTest)
#include "tst_WindowProgram.moc"
