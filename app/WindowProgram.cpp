// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "WindowProgram.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTextStream>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace signalbox::app {

namespace {

#ifdef Q_OS_WIN
constexpr QLatin1String windowProgram("signalbox-window.exe");
#else
constexpr QLatin1String windowProgram("signalbox-window");
#endif

QString besideThisProgram(char **arguments)
{
    int count = 0;
    while (arguments[count])
        ++count;
    const QCoreApplication application(count, arguments); // knows where the program lies
    return QDir(QCoreApplication::applicationDirPath()).filePath(windowProgram);
}

} // namespace

int becomeWindowProgram(char **arguments, QTextStream &err)
{
    const QString program = besideThisProgram(arguments);
    if (!QFileInfo(program).isExecutable()) {
        err << QStringLiteral("signalbox: the window is not installed, %1 is missing; "
                              "signalbox --headless runs without one.")
                   .arg(QDir::toNativeSeparators(program))
            << Qt::endl;
        return 1;
    }
#ifdef Q_OS_UNIX
    execv(QFile::encodeName(program).constData(), arguments);
    err << QStringLiteral("signalbox: %1 cannot be started: %2").arg(program, qt_error_string())
        << Qt::endl;
    return 1;
#else
    QStringList texts;
    for (int i = 1; arguments[i]; ++i)
        texts.append(QString::fromLocal8Bit(arguments[i]));
    return QProcess::execute(program, texts);
#endif
}

} // namespace signalbox::app
