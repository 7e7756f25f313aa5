// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "HeadlessRun.h"

#include "Application.h"
#include "CheckCommand.h"
#include "PolicyLoading.h"
#include "SignalWatcher.h"

#include <QCoreApplication>
#include <QDir>
#include <QTextStream>

#include <cstdio>

namespace signalbox::app {

using routing::ListenFailure;
using routing::ProxyState;

int runHeadless(const RunOptions &options)
{
    QTextStream out(stdout);
    QTextStream err(stderr);
    auto policy = loadPolicy(policyPath(options), dataDirectory(options));
    if (!policy) {
        err << policy.error().join(QLatin1Char('\n')) << Qt::endl;
        return checkFailedExitCode;
    }
    Application application(options, policy.takeValue());
    if (!application.isClientKeyKept()) {
        err << QStringLiteral("signalbox: no client key can be kept in %1; give one with "
                              "--client-key, or another folder with --data-dir.")
                   .arg(QDir::toNativeSeparators(application.dataDirectory()))
            << Qt::endl;
        return 1;
    }
    routing::ProxyService &proxy = application.proxy();
    const SignalWatcher watcher;
    QObject::connect(&watcher, &SignalWatcher::stopRequested, &proxy, [&proxy] {
        if (proxy.state() == ProxyState::Running)
            proxy.stop();
        else
            QCoreApplication::quit();
    });
    QObject::connect(&proxy, &routing::ProxyService::stateChanged, &proxy, [&](ProxyState state) {
        if (state == ProxyState::Running) {
            out << QStringLiteral("signalbox listening on %1").arg(proxy.address()) << Qt::endl;
        } else if (state == ProxyState::Stopped) {
            QCoreApplication::quit();
        } else if (state == ProxyState::Failed) {
            const ListenFailure failure = proxy.failure();
            err << QLatin1String("signalbox: ") << failure.message << Qt::endl;
            QCoreApplication::exit(
                failure.reason == ListenFailure::Reason::PortInUse ? portInUseExitCode : 1);
        }
    });
    application.startProxy();
    return QCoreApplication::exec();
}

} // namespace signalbox::app
