// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

namespace signalbox::routing {

/// What a connection test found.
struct ProviderCheckResult
{
    enum class Problem : quint8 {
        None,
        NotReachable, ///< refused, no route, reset
        UnknownHost,
        Tls,
        Timeout,
        WrongKey, ///< 401
        NoPermission, ///< 402, 403
        NotFound, ///< 404: most likely the base URL
        RateLimited,
        ServerError,
        NotAnApi, ///< an answer that is no list of models
    };

    bool ok = false;
    QStringList models;
    QString problem; ///< one English sentence without the key
    int status = 0; ///< HTTP status, 0 without an answer
    qint64 elapsedUs = 0;
    Problem kind = Problem::None;
};

/// Asks a provider for its models, to see whether address and key are right.
///
/// Lives on the GUI thread. One finished() for every start() that is not cancelled.
class ProviderCheck : public QObject
{
    Q_OBJECT

public:
    explicit ProviderCheck(QObject *parent);
    ~ProviderCheck() override;
    Q_DISABLE_COPY_MOVE(ProviderCheck)

    /// \a key may be empty. A check that runs is cancelled first.
    virtual void start(const models::Provider &provider, const QByteArray &key);
    /// Ends the check without finished().
    virtual void cancel();

signals:
    void finished(const signalbox::routing::ProviderCheckResult &result);

private:
    void report();

    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace signalbox::routing
