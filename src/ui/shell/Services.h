// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"
#include "routing/proxy/ProxyService.h"

#include <QString>

#include <functional>

class QObject;
class QSettings;

namespace signalbox::models {
class LiveSeries;
class PolicyKeeper;
class RecordStore;
} // namespace signalbox::models

namespace signalbox::routing {
class ProviderCheck;
class SecretStore;
} // namespace signalbox::routing

namespace signalbox::ui {

/// What the window works with. Everything outlives the window; the composition root owns it, feeds
/// `live` and `store` with the records of `proxy`, and hands new policies back by
/// MainWindow::setPolicy().
struct Services
{
    /// Empty when it went well, else what is wrong as a sentence.
    using Saved = std::function<void(const QString &problem)>;

    routing::ProxyService &proxy;
    models::RecordStore &store;
    models::LiveSeries &live;
    routing::SecretStore &secrets;
    models::PolicyKeeper &policies;
    QSettings &settings;
    /// Saves an edited policy as a version with \a message, which may be empty, and applies it
    /// without blocking; \a saved runs on the GUI thread.
    std::function<void(const models::Policy &policy, const QString &message, Saved saved)>
        savePolicy;
    /// Where the proxy shall listen and what clients must send, as configured now.
    std::function<routing::ProxySettings()> proxySettings;
    /// Makes a fresh connection test; \a parent owns it.
    std::function<routing::ProviderCheck *(QObject *parent)> makeProviderCheck;
    /// Keeps what the user thinks of an answer: 0 bad .. 1 good, with or without a comment. Without
    /// it nobody is asked.
    std::function<void(quint64 exchange, double value, const QString &comment)> giveFeedback{};
    /// Calls \a answer on the GUI thread with what was said of an exchange, if anything was and
    /// \a context is still there.
    std::function<void(quint64 exchange, QObject *context,
                       std::function<void(double value, const QString &comment)> answer)>
        askFeedback{};
};

} // namespace signalbox::ui
