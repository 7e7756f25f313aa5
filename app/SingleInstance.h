// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QLocalServer>
#include <QObject>
#include <QString>

namespace signalbox::app {

/// Keeps two windows from working on the same data: the second start asks the first to come to the
/// front and ends. Keyed by user and data directory. Lives on the main thread.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(const QString &dataDirectory, QObject *parent = nullptr);

    /// True for the first one. The other one has asked the first to show itself by then.
    bool claim();

signals:
    /// Another start happened.
    void shown();

private:
    QString m_name;
    QLocalServer m_server;
};

} // namespace signalbox::app
