// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "WindowRun.h"

#include "Application.h"
#include "CheckCommand.h"
#include "PolicyLoading.h"
#include "SignalWatcher.h"
#include "SingleInstance.h"
#include "models/stats/LiveSeries.h"
#include "routing/provider/ProviderCheck.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/Services.h"
#include "ui/shell/Translations.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QMessageBox>
#include <QSettings>

namespace signalbox::app {

int runWindow(QApplication &qtApplication, const RunOptions &options)
{
    ui::installTranslations(qtApplication, QLocale());
    const QString directory = dataDirectory(options);
    SingleInstance instance(directory);
    if (!instance.claim())
        return 0;
    auto policy = loadPolicy(policyPath(options), dataDirectory(options));
    if (!policy) {
        QMessageBox::critical(nullptr, QApplication::applicationDisplayName(),
                              policy.error().join(QLatin1Char('\n')));
        return checkFailedExitCode;
    }
    Application application(options, policy.takeValue());
    models::LiveSeries live;
    QObject::connect(&application.proxy(), &routing::ProxyService::recordsFinished, &application,
                     [&live](const models::RecordBatch &batch) { live.add(batch); });
    QSettings settings(QDir(directory).filePath(QStringLiteral("window.ini")),
                       QSettings::IniFormat);
    const ui::Services services{
        .proxy = application.proxy(),
        .store = application.store(),
        .live = live,
        .secrets = application.secrets(),
        .policies = application.policies(),
        .settings = settings,
        .savePolicy =
            [&application](const models::Policy &edited, const QString &message,
                           const ui::Services::Saved &saved) {
                application.savePolicy(edited, message, saved);
            },
        .proxySettings = [&application] { return application.proxySettings(); },
        .makeProviderCheck = [](QObject *parent) { return new routing::ProviderCheck(parent); },
        .giveFeedback =
            [&application](quint64 exchange, double value, const QString &comment) {
                application.proxy().giveFeedback(exchange, value, comment);
            },
        .askFeedback =
            [&application](quint64 exchange, QObject *context,
                           const std::function<void(double, const QString &)> &answer) {
                application.store().feedback(
                    exchange, context, [answer](const std::optional<models::Feedback> &feedback) {
                        if (feedback && feedback->value)
                            answer(*feedback->value, feedback->comment);
                    });
            },
    };
    ui::MainWindow window(services);
    window.setPolicy(application.policy());
    QObject::connect(&application, &Application::policyChanged, &window,
                     [&] { window.setPolicy(application.policy()); });
    QObject::connect(&instance, &SingleInstance::shown, &window, [&window] {
        window.showNormal();
        window.raise();
        window.activateWindow();
    });
    const SignalWatcher watcher;
    QObject::connect(&watcher, &SignalWatcher::stopRequested, &window,
                     &ui::MainWindow::closeAtOnce);
    window.show();
    application.policies().watch();
    application.startProxy();
    return QApplication::exec();
}

} // namespace signalbox::app
