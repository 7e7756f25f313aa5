// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QNetworkAccessManager>
#include <QObject>
#include <QString>

namespace signalbox::ui {

/// Sends one short chat request to the proxy itself, as a client would.
class TestRequest final : public QObject
{
    Q_OBJECT

public:
    explicit TestRequest(QObject *parent);

    /// \a address as ProxyService::address(); empty while the proxy does not run.
    void send(const QString &address, const QString &clientKey, const QString &model);

signals:
    /// \a problem is a sentence for people; empty when an answer came.
    void finished(const QString &problem);

private:
    QNetworkAccessManager m_network;
};

} // namespace signalbox::ui
