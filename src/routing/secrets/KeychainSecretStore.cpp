// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/secrets/KeychainSecretStore.h"

#include <QLoggingCategory>
#include <QPointer>
#include <QTimer>
#include <QUuid>
#include <qt6keychain/keychain.h>

#include <memory>
#include <utility>

namespace signalbox::routing {

Q_LOGGING_CATEGORY(secretsLog, "signalbox.secrets")

namespace {

const auto serviceName = QStringLiteral("signalbox");
const auto probePrefix = QStringLiteral("signalbox-probe-");

bool soundsLocked(const QString &errorText)
{
    return errorText.contains(QLatin1String("lock"), Qt::CaseInsensitive)
        || errorText.contains(QLatin1String("prompt"), Qt::CaseInsensitive);
}

/// QtKeychain has one code, OtherError, for "there is no keyring" and for "it is locked".
SecretState stateOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
        return SecretState::Stored;
    case QKeychain::EntryNotFound:
        return SecretState::Missing;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return SecretState::Locked;
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        break;
    }
    return soundsLocked(job.errorString()) ? SecretState::Locked : SecretState::Unavailable;
}

QString explanationOf(SecretState state)
{
    switch (state) {
    case SecretState::Locked:
        return QStringLiteral("The keychain is locked.");
    case SecretState::Unavailable:
        return QStringLiteral("No keychain answers on this system.");
    case SecretState::Missing:
    case SecretState::Stored:
    case SecretState::SessionOnly:
    case SecretState::Environment:
        break;
    }
    return {};
}

SecretReading readingOf(SecretState state)
{
    SecretReading reading;
    reading.state = state;
    reading.message = explanationOf(state);
    if (state != SecretState::Unavailable)
        reading.backend = keychainBackendName();
    return reading;
}

} // namespace

QString keychainBackendName()
{
#if defined(Q_OS_MACOS)
    return QStringLiteral("macOS Keychain");
#elif defined(Q_OS_WIN)
    return QStringLiteral("Windows Credential Manager");
#else
    // QtKeychain decides by the same variable and does not tell.
    const QString desktop = qEnvironmentVariable("XDG_CURRENT_DESKTOP");
    return desktop.contains(QLatin1String("KDE")) ? QStringLiteral("KWallet")
                                                  : QStringLiteral("Secret Service");
#endif
}

KeychainSecretStore::KeychainSecretStore(QObject *parent, std::chrono::milliseconds timeout)
    : SecretStore(parent)
    , m_timeout(timeout)
{}

void KeychainSecretStore::run(QKeychain::Job *job, Finished finished, std::function<void()> late)
{
    // The job deletes itself when it is done. It has no parent: QtKeychain cannot call a job back,
    // so it must outlive this store if need be.
    auto pending = std::make_shared<Finished>(std::move(finished));
    auto *timer = new QTimer(this);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, [pending, timer] {
        timer->deleteLater();
        qCWarning(secretsLog) << "the keychain does not answer";
        if (const Finished call = std::exchange(*pending, {}))
            call(readingOf(SecretState::Unavailable));
    });
    connect(job, &QKeychain::Job::finished, this,
            [pending, late = std::move(late), timer = QPointer(timer)](QKeychain::Job *done) {
                delete timer;
                SecretReading reading = readingOf(stateOf(*done));
                if (const auto *readJob = qobject_cast<QKeychain::ReadPasswordJob *>(done))
                    reading.value = readJob->textData();
                if (reading.state != SecretState::Stored && reading.state != SecretState::Missing)
                    qCInfo(secretsLog) << "keychain error" << done->error() << done->errorString();
                if (const Finished call = std::exchange(*pending, {}))
                    call(reading);
                else if (late && reading.state == SecretState::Stored)
                    late();
            });
    timer->start(m_timeout);
    job->start();
}

void KeychainSecretStore::read(const QString &name, QObject *context, Answer answer)
{
    if (const auto held = m_session.constFind(name); held != m_session.constEnd()) {
        SecretReading reading;
        reading.state = SecretState::SessionOnly;
        reading.value = *held;
        return deliver(context, std::move(answer), std::move(reading));
    }
    auto *job = new QKeychain::ReadPasswordJob(serviceName);
    job->setKey(name);
    run(job,
        [this, asker = QPointer(context),
         answer = std::move(answer)](const SecretReading &reading) {
            if (reading.state == SecretState::Missing)
                answerMissing(asker, answer);
            else
                deliver(asker, answer, reading);
        });
}

void KeychainSecretStore::write(const QString &name, const QString &value, QObject *context,
                                Answer answer)
{
    auto *job = new QKeychain::WritePasswordJob(serviceName);
    job->setKey(name);
    job->setTextData(value);
    run(
        job,
        [this, name, value, asker = QPointer(context),
         answer = std::move(answer)](SecretReading reading) {
            if (reading.state == SecretState::Stored)
                m_session.remove(name);
            else
                holdForSession(name, value, reading);
            deliver(asker, answer, std::move(reading));
            emit changed(name);
        },
        [this, name, value] {
            // Unless another value was written meanwhile.
            if (m_session.value(name) != value)
                return;
            m_session.remove(name);
            emit changed(name);
        });
}

void KeychainSecretStore::holdForSession(const QString &name, const QString &value,
                                         SecretReading &reading)
{
    m_session.insert(name, value);
    reading.state = SecretState::SessionOnly;
    reading.backend.clear();
    reading.message += QStringLiteral(" The key is held until Signalbox ends.");
}

void KeychainSecretStore::remove(const QString &name, QObject *context, Answer answer)
{
    const bool wasHeld = m_session.remove(name);
    auto *job = new QKeychain::DeletePasswordJob(serviceName);
    job->setKey(name);
    run(job,
        [this, name, wasHeld, asker = QPointer(context),
         answer = std::move(answer)](const SecretReading &reading) {
            const bool gone = reading.state == SecretState::Stored || wasHeld;
            if (gone)
                deliver(asker, answer, readingOf(SecretState::Missing));
            else if (reading.state == SecretState::Missing)
                answerMissing(asker, answer);
            else
                deliver(asker, answer, reading);
            if (gone)
                emit changed(name);
        });
}

void KeychainSecretStore::answerMissing(QObject *context, Answer answer)
{
    probeThen([asker = QPointer(context), answer = std::move(answer)](const SecretReading &probed) {
        const bool works = probed.state == SecretState::Stored;
        deliver(asker, answer, works ? readingOf(SecretState::Missing) : probed);
    });
}

void KeychainSecretStore::probe(QObject *context, Answer answer)
{
    probeThen([asker = QPointer(context), answer = std::move(answer)](const SecretReading &probed) {
        deliver(asker, answer, probed);
    });
}

/// Only writing tells: to a read, a locked keyring says that there is no such entry.
void KeychainSecretStore::probeThen(Finished finished)
{
    const QString name = probePrefix + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto forget = [this, name] {
        auto *job = new QKeychain::DeletePasswordJob(serviceName);
        job->setKey(name);
        run(job, [](const SecretReading &) {});
    };
    auto *job = new QKeychain::WritePasswordJob(serviceName);
    job->setKey(name);
    job->setTextData(probePrefix);
    run(
        job,
        [this, name, finished = std::move(finished)](const SecretReading &written) {
            if (written.state != SecretState::Stored)
                return finished(written);
            auto *removal = new QKeychain::DeletePasswordJob(serviceName);
            removal->setKey(name);
            run(removal, [finished, written](const SecretReading &) { finished(written); });
        },
        forget);
}

} // namespace signalbox::routing
