// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace signalbox::tests {

/// The built executable, away from the user's own files and keychain. Ends with this.
class Program
{
public:
    static constexpr int patienceMs = 60'000;
    enum class Display : quint8 { None, Unseen };

    explicit Program(Display display = Display::None)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
            environment.insert(QString::fromLatin1(name), m_directory.path());
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                           QStringLiteral("unix:path=/nonexistent"));
        environment.remove(QStringLiteral("DISPLAY"));
        environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
        environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
        if (display == Display::Unseen)
            environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        process.setProcessEnvironment(environment);
    }
    ~Program()
    {
        process.kill();
        process.waitForFinished(patienceMs);
    }
    Q_DISABLE_COPY_MOVE(Program)

    void start(const QStringList &arguments) { process.start(executable, arguments); }
    /// The exit code, or -1 when it crashed or did not end.
    int run(const QStringList &arguments, const QByteArray &input = {})
    {
        start(arguments);
        process.write(input);
        process.closeWriteChannel();
        return finish();
    }
    /// Waits for the end; \sa run().
    int finish()
    {
        const bool hasEnded =
            process.state() == QProcess::NotRunning || process.waitForFinished(patienceMs);
        output += process.readAllStandardOutput();
        errors += process.readAllStandardError();
        return hasEnded && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    /// Starts the proxy; its port, or 0.
    quint16 serve(const QStringList &arguments = {})
    {
        start(QStringList{QStringLiteral("--headless"), QStringLiteral("--listen"),
                          QStringLiteral("127.0.0.1:0"), QStringLiteral("--data-dir"),
                          path(QStringLiteral("data"))}
              + arguments);
        while (!output.contains('\n')) {
            if (!process.waitForReadyRead(patienceMs))
                return 0;
            output += process.readAllStandardOutput();
        }
        const QByteArray prefix = "signalbox listening on ";
        return output.startsWith(prefix) ? static_cast<quint16>(
                   QUrl(QString::fromLatin1(output.mid(prefix.size()).trimmed())).port(0))
                                         : quint16(0);
    }
    /// A file or folder that goes when this does.
    [[nodiscard]] QString path(const QString &name) const { return m_directory.filePath(name); }
    QString write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write a test file");
        return file.fileName();
    }

    QString executable = QStringLiteral(SIGNALBOX_EXECUTABLE);
    QProcess process;
    QByteArray output; ///< all that was read so far
    QByteArray errors; ///< likewise

private:
    QTemporaryDir m_directory;
};

} // namespace signalbox::tests
