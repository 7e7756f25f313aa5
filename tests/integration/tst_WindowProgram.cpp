// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "support/Ports.h"

#include <QFile>
#include <QProcess>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox;

namespace {

constexpr int patienceMs = 60'000;

/// Away from the user's own files and keychain, with a display that nobody sees.
QProcessEnvironment environmentIn(const QString &home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        environment.insert(QString::fromLatin1(name), home);
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                       QStringLiteral("unix:path=/nonexistent"));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    return environment;
}

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
        const QTemporaryDir home;
        const quint16 port = tests::portThatStaysFree();
        QProcess process;
        process.setProcessEnvironment(environmentIn(home.path()));
        process.start(QStringLiteral(SIGNALBOX_EXECUTABLE),
                      {QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(port),
                       QStringLiteral("--data-dir"), home.filePath(QStringLiteral("data"))});
        QVERIFY(process.waitForStarted(patienceMs));
        const QString exe = QStringLiteral("/proc/%1/exe").arg(process.processId());

        QTRY_VERIFY_WITH_TIMEOUT(
            QFile::symLinkTarget(exe).endsWith(QLatin1String("/signalbox-window")), patienceMs);
        // The proxy is the last that it starts.
        QTRY_VERIFY_WITH_TIMEOUT(isListening(port), patienceMs);
        process.terminate();
        QVERIFY(process.waitForFinished(patienceMs));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }

    void missingWindowIsNamed()
    {
        const QTemporaryDir folder;
        const QString alone = folder.filePath(QStringLiteral("signalbox"));
        QVERIFY(QFile::copy(QStringLiteral(SIGNALBOX_EXECUTABLE), alone));
        QProcess process;
        process.setProcessEnvironment(environmentIn(folder.path()));

        process.start(alone, QStringList());

        QVERIFY(process.waitForFinished(patienceMs));
        QCOMPARE(process.exitCode(), 1);
        const QByteArray errors = process.readAllStandardError();
        QVERIFY2(errors.contains("signalbox-window is missing"), errors.constData());
        QVERIFY2(errors.contains("--headless"), errors.constData());
    }

    void windowAloneShowsOnlyWindows()
    {
        const QTemporaryDir folder;
        QProcess process;
        process.setProcessEnvironment(environmentIn(folder.path()));

        process.start(QStringLiteral(SIGNALBOX_EXECUTABLE "-window"),
                      {QStringLiteral("--headless")});

        QVERIFY(process.waitForFinished(patienceMs));
        QCOMPARE(process.exitCode(), 64);
        QVERIFY(process.readAllStandardError().contains("signalbox-window"));
    }
};

QTEST_GUILESS_MAIN(WindowProgramTest)
#include "tst_WindowProgram.moc"
