// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace signalbox::tests {

/// A certificate authority of our own, made afresh by the `openssl` program, and certificates it
/// signs. Nothing of it outlives the test.
class TestCertificates final
{
public:
    TestCertificates()
    {
        m_isMade =
            openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                     QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                     QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                     QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                     QStringLiteral("/CN=Signalbox test authority"), QStringLiteral("-keyout"),
                     path("ca.key"), QStringLiteral("-out"), path("ca.pem")});
    }

    /// False where there is no `openssl`.
    [[nodiscard]] bool areMade() const { return m_isMade; }
    [[nodiscard]] QList<QSslCertificate> authority() const
    {
        return QSslCertificate::fromPath(path("ca.pem"));
    }
    /// What a client needs that trusts the authority and nobody else.
    [[nodiscard]] QSslConfiguration client() const
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(authority());
        return configuration;
    }
    /// Where the last server() left its certificate and its key.
    [[nodiscard]] QString serverCertificateFile() const { return path("server.pem"); }
    [[nodiscard]] QString serverKeyFile() const { return path("server.key"); }
    /// What a server called \a host needs.
    [[nodiscard]] QSslConfiguration server(const QString &host) const
    {
        QFile extensions(path("names.cnf"));
        const bool isSigned = extensions.open(QIODevice::WriteOnly)
            && extensions.write("subjectAltName=DNS:" + host.toLatin1() + "\n") > 0
            && extensions.flush()
            && openssl({QStringLiteral("req"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                        QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"),
                        QStringLiteral("-nodes"), QStringLiteral("-subj"),
                        QStringLiteral("/CN=") + host, QStringLiteral("-keyout"),
                        path("server.key"), QStringLiteral("-out"), path("server.csr")})
            && openssl({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-days"),
                        QStringLiteral("2"), QStringLiteral("-in"), path("server.csr"),
                        QStringLiteral("-CA"), path("ca.pem"), QStringLiteral("-CAkey"),
                        path("ca.key"), QStringLiteral("-CAcreateserial"),
                        QStringLiteral("-extfile"), path("names.cnf"), QStringLiteral("-out"),
                        path("server.pem")});
        QFile key(path("server.key"));
        if (!isSigned || !key.open(QIODevice::ReadOnly))
            qFatal("openssl could not make a certificate");
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(QSslCertificate::fromPath(path("server.pem")));
        configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // of the client, by the server
        return configuration;
    }

private:
    [[nodiscard]] QString path(const char *name) const
    {
        return m_directory.filePath(QString::fromLatin1(name));
    }
    static bool openssl(const QStringList &arguments)
    {
        const QString program = QStandardPaths::findExecutable(QStringLiteral("openssl"));
        if (program.isEmpty())
            return false;
        QProcess process;
        process.start(program, arguments);
        return process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0;
    }

    QTemporaryDir m_directory;
    bool m_isMade = false;
};

} // namespace signalbox::tests
