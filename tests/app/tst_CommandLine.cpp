// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/CommandLine.h"

#include <QTest>

using namespace signalbox::app;

Q_DECLARE_METATYPE(Command)

namespace {

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class CommandLineTest final : public QObject
{
    Q_OBJECT

private slots:
    void commandIsUnderstood_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<Command>("expected");

        const auto row = [](const char *arguments, const Command &expected) {
            QTest::newRow(*arguments ? arguments : "nothing") << words(arguments) << expected;
        };
        const QString file = QStringLiteral("a.signalbox.json");
        const QString testsFile = QStringLiteral("a.signalbox-tests.json");
        const ListenAddress local{QStringLiteral("127.0.0.1"), 4141};
        row("", RunWindow{});
        row("a.signalbox.json", RunWindow{{.policyFile = file}});
        row("--policy a.signalbox.json", RunWindow{{.policyFile = file}});
        row("-- a.signalbox.json", RunWindow{{.policyFile = file}});
        row("-- --strange", RunWindow{{.policyFile = QStringLiteral("--strange")}});
        row("mypolicy", RunWindow{{.policyFile = QStringLiteral("mypolicy")}});
        row("-platform offscreen a.signalbox.json", RunWindow{{.policyFile = file}});
        row("--platform=offscreen -style Fusion", RunWindow{});
        row("--listen localhost:4141 --no-client-key",
            RunWindow{{.listen = local, .withoutClientKey = true}});
        row("--headless", RunHeadless{});
        row("--headless --policy a.signalbox.json --listen 127.0.0.1:4141 --data-dir /tmp/d "
            "--client-key sk-1",
            RunHeadless{{.policyFile = file,
                         .listen = local,
                         .dataDirectory = QStringLiteral("/tmp/d"),
                         .clientKey = QStringLiteral("sk-1")}});
        row("--policy=a.signalbox.json --listen=127.0.0.1:4141 --data-dir=/tmp/d "
            "--client-key=a=b --headless",
            RunHeadless{{.policyFile = file,
                         .listen = local,
                         .dataDirectory = QStringLiteral("/tmp/d"),
                         .clientKey = QStringLiteral("a=b")}});
        row("--headless --client-key -x", RunHeadless{{.clientKey = QStringLiteral("-x")}});
        row("--headless a.json", RunHeadless{{.policyFile = QStringLiteral("a.json")}});
        row("--headless --no-client-key", RunHeadless{{.withoutClientKey = true}});
        row("--headless --listen [::1]:0",
            RunHeadless{{.listen = ListenAddress{QStringLiteral("::1"), 0}}});
        row("--headless --listen 127.0.0.1:65535",
            RunHeadless{{.listen = ListenAddress{QStringLiteral("127.0.0.1"), 65535}}});
        row("check a.signalbox.json", Check{.file = file});
        row("check -- -odd", Check{.file = QStringLiteral("-odd")});
        row("check --data-dir d a.signalbox.json",
            Check{.file = file, .dataDirectory = QStringLiteral("d")});
        row("explain", Explain{});
        row("explain --policy a.signalbox.json --route smart",
            Explain{.policyFile = file, .route = QStringLiteral("smart")});
        row("explain --data-dir d", Explain{.dataDirectory = QStringLiteral("d")});
        row("explain --client laptop", Explain{.client = QStringLiteral("laptop")});
        row("--route=smart explain", Explain{.route = QStringLiteral("smart")});
        row("test a.signalbox-tests.json", Test{.files = {testsFile}});
        row("test --policy a.signalbox.json a.signalbox-tests.json b --junit out.xml",
            Test{.files = {testsFile, QStringLiteral("b")},
                 .policyFile = file,
                 .junitFile = QStringLiteral("out.xml")});
        row("--version", ShowVersion{});
        row("-v", ShowVersion{});
        row("--help", ShowHelp{});
        row("-h", ShowHelp{});
        row("check --help", ShowHelp{});
        row("--headless --version --help", ShowHelp{});
    }

    void commandIsUnderstood()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const Command, expected);

        const Command command = parseCommandLine(arguments);

        const auto *error = std::get_if<UsageError>(&command);
        QVERIFY2(!error, qPrintable(error ? error->message : QString()));
        QVERIFY(command == expected);
    }

    void usageErrorIsOneLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("part");

        const auto row = [](const char *arguments, const char *part) {
            QTest::newRow(arguments) << words(arguments) << QString::fromLatin1(part);
        };
        row("--polcy a", "Did you mean \"--policy\"");
        row("--headles", "Did you mean \"--headless\"");
        row("--no-clientkey", "Did you mean \"--no-client-key\"");
        row("--zzzzzz", "--help");
        row("-x", "Unknown option \"-x\"");
        row("-headless", "Did you mean \"--headless\"");
        row("--policy", "--policy needs a value");
        row("--policy=", "--policy needs a value");
        row("--policy --headless", "--policy needs a value");
        row("--headless=yes", "--headless takes no value");
        row("--headless --headless", "twice");
        row("--headless --policy b.json a.json", "FILE and --policy");
        row("--headless a.json b.json", "room for one FILE");
        row("--headless check a.json", "--headless does not go with check");
        row("--headless --route x", "--route does not go with --headless");
        row("--headless -platform xcb", "window only");
        row("--route x", "--route does not go with the window");
        row("--client-key a --no-client-key", "exclude");
        row("--headless --listen 4141", "--listen takes");
        row("--headless --listen :4141", "--listen takes");
        row("--headless --listen 127.0.0.1", "--listen takes");
        row("--headless --listen 127.0.0.1:", "--listen takes");
        row("--headless --listen 127.0.0.1:65536", "--listen takes");
        row("--headless --listen 127.0.0.1:-1", "--listen takes");
        row("--headless --listen 127.0.0.1:+1", "--listen takes");
        row("--headless --listen 0.0.0.0:4141", "--listen takes");
        row("--headless --listen 192.168.0.1:4141", "--listen takes");
        row("--headless --listen ::1:4141", "--listen takes");
        row("--headless --listen example.com:80", "--listen takes");
        row("check", "signalbox check FILE");
        row("check a b", "signalbox check FILE");
        row("check a --policy b", "--policy does not go with check");
        row("explain request.json", "< request.json");
        row("explain --listen localhost:1", "--listen does not go with explain");
        row("test", "signalbox test [--policy FILE] [--junit OUT] FILE...");
        row("test a --listen localhost:1", "--listen does not go with test");
        row("test a --junit", "--junit needs a value");
        row("check a --junit b", "--junit does not go with check");
        row("tset a.json", "Did you mean \"test\"");
        row("chek", "Did you mean \"check\"");
        row("exlpain a.json", "Did you mean \"explain\"");
        row("a.json b.json", "b.json");
        row("a.json --policy b.json", "both");
    }

    void usageErrorIsOneLine()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, part);

        const Command command = parseCommandLine(arguments);

        const auto *error = std::get_if<UsageError>(&command);
        QVERIFY(error);
        QVERIFY2(error->message.contains(part), qPrintable(error->message));
        QVERIFY(!error->message.contains(u'\n'));
    }

    void strangeTextStaysOnOneLine()
    {
        const Command command = parseCommandLine({QStringLiteral("--a\nb\x1b[31m")});

        QVERIFY(!std::get<UsageError>(command).message.contains(u'\n'));
        QVERIFY(!std::get<UsageError>(command).message.contains(u'\x1b'));
    }

    void clientKeyIsNeverRepeated_data()
    {
        QTest::addColumn<QStringList>("arguments");

        const QString key = QStringLiteral("topsecret");
        QTest::newRow("misspelt") << QStringList{QStringLiteral("--client-kye=") + key};
        QTest::newRow("space") << QStringList{QStringLiteral("--client-key=") + key + u' '};
        QTest::newRow("both") << QStringList{QStringLiteral("--client-key"), key,
                                             QStringLiteral("--no-client-key")};
        QTest::newRow("twice") << QStringList{QStringLiteral("--client-key"), key,
                                              QStringLiteral("--client-key"), key};
        QTest::newRow("letters") << QStringList{QStringLiteral("--client-key"),
                                                key + QStringLiteral("é")};
    }

    void clientKeyIsNeverRepeated()
    {
        QFETCH(const QStringList, arguments);

        const Command command = parseCommandLine(arguments);

        QVERIFY(std::holds_alternative<UsageError>(command));
        QVERIFY(!std::get<UsageError>(command).message.contains(QLatin1String("topsecret")));
    }

    void helpFitsEightyColumns()
    {
        const QStringList lines = helpText().split(u'\n');

        for (const QString &line : lines)
            QVERIFY2(line.size() <= 80, qPrintable(line));
        QVERIFY(lines.constLast().isEmpty());
    }

    void helpNamesEveryOption_data()
    {
        QTest::addColumn<QString>("option");

        for (const char *option :
             {"--headless", "--policy", "--listen", "--data-dir", "--client-key", "--no-client-key",
              "--route", "--junit", "--help", "--version", "check FILE", "explain", "test"})
            QTest::newRow(option) << QString::fromLatin1(option);
    }

    void helpNamesEveryOption()
    {
        QFETCH(const QString, option);

        QVERIFY(helpText().contains(option));
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_CommandLine.moc"
