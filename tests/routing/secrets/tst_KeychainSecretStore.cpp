// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/KeychainSecretStore.h"
#include "support/AskedSecret.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace signalbox::routing;
using namespace signalbox::tests;

namespace {

constexpr const char *modeVariable = "SIGNALBOX_TEST_KEYRING";
/// For a keyring that does answer, on a machine that is busy.
constexpr std::chrono::seconds keyringTimeout{30};
/// For a whole process of tests and the session it runs in.
constexpr int processMs = 240'000;
const auto name = QStringLiteral("openai");
const auto value = QStringLiteral("sk-test-Grüße-1234567890");

} // namespace

/// What holds where there is an unlocked keyring.
class UnlockedKeyringTest final : public QObject
{
    Q_OBJECT

private slots:
    void writtenSecretIsReadByAnotherStore()
    {
        KeychainSecretStore writer(nullptr, keyringTimeout);
        KeychainSecretStore reader(nullptr, keyringTimeout);
        const QSignalSpy changes(&writer, &SecretStore::changed);

        const SecretReading written = AskedSecret(writer).write(name, value);
        const SecretReading read = AskedSecret(reader).read(name);

        QCOMPARE(written.state, SecretState::Stored);
        QCOMPARE(written.backend, QStringLiteral("Secret Service"));
        QVERIFY(written.value.isEmpty());
        QCOMPARE(read.state, SecretState::Stored);
        QCOMPARE(read.value, value);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().first().toString(), name);
    }

    void removedSecretIsMissing()
    {
        KeychainSecretStore store(nullptr, keyringTimeout);
        AskedSecret ask(store);
        ask.write(name, value);

        QCOMPARE(ask.remove(name).state, SecretState::Missing);
        QCOMPARE(ask.read(name).state, SecretState::Missing);
        QCOMPARE(ask.remove(name).state, SecretState::Missing);
    }

    void unknownSecretIsMissing()
    {
        KeychainSecretStore store(nullptr, keyringTimeout);

        QCOMPARE(AskedSecret(store).read(QStringLiteral("nobody")).state, SecretState::Missing);
    }

    void probeFindsTheKeychain()
    {
        KeychainSecretStore store(nullptr, keyringTimeout);

        QCOMPARE(AskedSecret(store).probe().state, SecretState::Stored);
    }

    void manyAnswersComeAtOnce()
    {
        KeychainSecretStore store(nullptr, keyringTimeout);
        AskedSecret(store).write(name, value);
        QObject context;
        int answers = 0;

        for (int i = 0; i < 20; ++i)
            store.read(name, &context, [&](const SecretReading &reading) {
                answers += reading.value == value ? 1 : 0;
            });

        QTRY_COMPARE(answers, 20);
    }

    void goneContextIsNotAnswered()
    {
        KeychainSecretStore store(nullptr, keyringTimeout);
        auto context = std::make_unique<QObject>();
        bool answered = false;
        store.read(name, context.get(), [&](const SecretReading &) { answered = true; });

        context.reset();
        AskedSecret(store).read(name);

        QVERIFY(!answered);
    }

    void storeMayGoBeforeTheAnswer()
    {
        auto store = std::make_unique<KeychainSecretStore>(nullptr, keyringTimeout);
        QObject context;
        bool answered = false;
        store->read(name, &context, [&](const SecretReading &) { answered = true; });

        store.reset();
        KeychainSecretStore other(nullptr, keyringTimeout);
        AskedSecret(other).read(name);

        QVERIFY(!answered);
    }
};

/// What holds where no keychain can be used; \a reason says why.
class UnusableKeyringTest : public QObject
{
    Q_OBJECT

public:
    explicit UnusableKeyringTest(SecretState reason,
                                 std::chrono::milliseconds timeout = keyringTimeout)
        : m_reason(reason)
        , m_timeout(timeout)
    {}

private slots:
    void readAndProbeSayWhy()
    {
        KeychainSecretStore store(nullptr, m_timeout);
        AskedSecret ask(store);

        const SecretReading probed = ask.probe();
        const SecretReading read = ask.read(name);

        QVERIFY2(probed.state == m_reason, qPrintable(describe(probed)));
        QVERIFY2(read.state == m_reason, qPrintable(describe(read)));
        QVERIFY(!read.message.isEmpty());
    }

    void writtenSecretIsHeldForTheSession()
    {
        KeychainSecretStore store(nullptr, m_timeout);
        KeychainSecretStore other(nullptr, m_timeout);
        AskedSecret ask(store);
        const QSignalSpy changes(&store, &SecretStore::changed);

        const SecretReading written = ask.write(name, value);
        const SecretReading read = ask.read(name);

        QCOMPARE(written.state, SecretState::SessionOnly);
        QVERIFY(!written.message.contains(value));
        QCOMPARE(read.state, SecretState::SessionOnly);
        QCOMPARE(read.value, value);
        QCOMPARE(changes.size(), 1);
        QVERIFY2(AskedSecret(other).read(name).value.isEmpty(), "it was written somewhere");
    }

    void heldSecretCanBeRemoved()
    {
        KeychainSecretStore store(nullptr, m_timeout);
        AskedSecret ask(store);
        ask.write(name, value);

        QCOMPARE(ask.remove(name).state, SecretState::Missing);
        QVERIFY(ask.read(name).value.isEmpty());
    }

private:
    static QString describe(const SecretReading &reading)
    {
        return QStringLiteral("state %1: %2")
            .arg(static_cast<int>(reading.state))
            .arg(reading.message);
    }

    SecretState m_reason;
    std::chrono::milliseconds m_timeout;
};

/// Runs the tests above, each in a process and a D-Bus session of its own, because the bus is
/// joined once in a process.
class KeychainSecretStoreTest final : public QObject
{
    Q_OBJECT

private slots:
    void worksWith_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<bool>("needsBus");
        QTest::newRow("an unlocked keyring") << QStringLiteral("unlocked") << true;
        QTest::newRow("a locked keyring") << QStringLiteral("locked") << true;
        QTest::newRow("a bus without a keyring") << QStringLiteral("none") << true;
        QTest::newRow("no bus") << QStringLiteral("nobus") << false;
        QTest::newRow("a keychain that never answers") << QStringLiteral("mute") << true;
    }

    void worksWith()
    {
        QFETCH(QString, mode);
        QFETCH(bool, needsBus);
        for (const char *tool : {"dbus-run-session", "dbus-send", "gnome-keyring-daemon"}) {
            if (needsBus && QStandardPaths::findExecutable(QLatin1String(tool)).isEmpty())
                QSKIP(qPrintable(
                    QStringLiteral("NOT TESTED: %1 is not installed").arg(QLatin1String(tool))));
        }
        const QTemporaryDir home;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), home.path());
        environment.insert(QLatin1String(modeVariable), mode);
        const bool mute = mode == QLatin1String("mute");
        // QtKeychain waits for GLib's event loop, which then never runs.
        if (mute)
            environment.insert(QStringLiteral("QT_NO_GLIB"), QStringLiteral("1"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        QElapsedTimer timer;

        timer.start();
        process.start(
            QStringLiteral(SIGNALBOX_SOURCE_DIR "/tests/support/with-keyring.sh"),
            {mute ? QStringLiteral("unlocked") : mode, QCoreApplication::applicationFilePath()});
        const bool ended = process.waitForFinished(processMs);
        const QByteArray output = process.readAll();

        QVERIFY2(ended, output.constData());
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
                 output.constData());
        QVERIFY2(output.contains(", 0 failed, 0 skipped"), output.constData());
        qInfo("%s: %lld ms", qPrintable(mode), timer.elapsed());
    }
};

int main(int argc, char **argv)
{
    using namespace std::chrono_literals;
    const QCoreApplication application(argc, argv);
    const QString mode = qEnvironmentVariable(modeVariable);
    const auto run = [&](QObject &&test) { return QTest::qExec(&test, argc, argv); };
    if (mode.isEmpty())
        return run(KeychainSecretStoreTest());
    if (mode == QLatin1String("unlocked"))
        return run(UnlockedKeyringTest());
    if (mode == QLatin1String("locked"))
        return run(UnusableKeyringTest(SecretState::Locked));
    if (mode == QLatin1String("mute"))
        return run(UnusableKeyringTest(SecretState::Unavailable, 50ms));
    return run(UnusableKeyringTest(SecretState::Unavailable));
}

#include "tst_KeychainSecretStore.moc"
